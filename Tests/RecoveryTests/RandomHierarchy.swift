import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Policy
import Recovery

/// A small instance with real keys, which was made by random operations, and everything that its operators keep: passwords,
/// some of them in labelled places, backups, and two keys of the machine.
struct RandomHierarchy {
    let instance: TestInstance
    let protectors: [EphemeralRootProtector]
    /// The passwords, by what is lost with them.
    private(set) var passwords: [Asset: Password] = [:]
    /// The backups of master keys and symmetric keys.
    private(set) var backups: [MemoryBackupMedium] = []
    /// The files with private keys of certificates.
    private(set) var certificateFiles: [CertificateFile] = []

    /// The instance has not noted where a file is.
    private struct NotNoted: Error {
        let place: String
    }

    /// A file with the private key of a certificate.
    struct CertificateFile {
        let medium: MemoryBackupMedium
        let certificate: Certificate
        /// What each password has made of it; most of them nothing.
        let privateKeys: [Asset: PrivateKey]
        /// The keys that open on another server on which the certificate was created from its files, and nothing else.
        var openElsewhere: [Inventory.Key] = []
    }

    private var random: SplitMix64
    private var passwordCount = 0
    private var placeCount = 0

    private static let labels = ["vault", "on call", "safe"]

    init(seed: UInt64) async throws {
        random = SplitMix64(seed: seed)
        var protectors = [try EphemeralRootProtector()]
        if Bool.random(using: &random) { protectors.append(try EphemeralRootProtector(name: .serviceAccount)) }
        self.protectors = protectors
        instance = try await TestInstance(rootProtectors: protectors) { options in
            options.passwordPolicy = .none
            // Of the version that makes the shorter keys.
            options.sqlServerVersion = .sql2019
        }
        for label in Self.labels { passwords[.password(label: label)] = newPassword() }
        let isEncrypting = chance(0.4)
        if isEncrypting { try await addServerCertificate() }
        for number in 0..<Int.random(in: 1...3, using: &random) {
            let name = try DatabaseName("Database \(number)")
            try await addDatabase(name)
            if isEncrypting, chance(0.6) { try await encrypt(name) }
        }
        if isEncrypting, chance(0.7) { try await backUpCertificate("TDE", in: "master", password: nil) }
        if chance(0.5) { try await addCredential("of the server", in: .server) }
        if chance(0.3) { try await addLinkedServer() }
        for _ in 0..<Int.random(in: 0...2, using: &random) { try await backUpServiceMasterKey() }
        if chance(0.2) { try await instance.session.regenerateServiceMasterKey() }
        for index in certificateFiles.indices {
            certificateFiles[index].openElsewhere = try await keysOpen(elsewhere: certificateFiles[index])
        }
    }

    /// Creates a certificate on another server, and opens what of the instance comes there with the backups of its databases.
    private func keysOpen(elsewhere file: CertificateFile) async throws -> [Inventory.Key] {
        guard let key = file.privateKeys.values.first else { return [] }
        let certificate = file.certificate
        let server = try await instance.hierarchy.copyInMemory(under: [EphemeralRootProtector()])
        // As it is created from its files, without what protected its private key.
        try await server.store.write { store in
            for encryption in try store.encryptions(of: certificate.id) { try store.removeEncryption(encryption.id) }
        }
        let password: Password = "The password on another server"
        try await server.session().importPrivateKey(
            key, ofCertificate: certificate.name, in: certificate.database, protectedBy: .password(password))
        let trial = try await OpeningTrial(server, passwords: [password])
        return try await instance.session.inventory().keys.filter { key in
            trial.slots[key.id] != nil && (key.id == certificate.id || key.id.kind == .databaseEncryptionKey)
        }
    }

    private mutating func addDatabase(_ name: DatabaseName) async throws {
        let session = instance.session
        try await session.createDatabase(name)
        let (label, password) = nextPassword()
        try await session.createMasterKey(in: name, password: password, label: label)
        try await keep(password, label, ofKeysIn: name)
        if chance(0.4) {
            let (label, password) = nextPassword()
            // The same place may be drawn twice, and its password is there already then.
            if (try? await session.addPassword(password, label: label, toMasterKeyOf: name)) != nil {
                try await keep(password, label, ofKeysIn: name)
            }
        }
        for number in 0..<Int.random(in: 0...2, using: &random) {
            try await addCredential("secret \(number)", in: .database(name))
        }
        try await addSymmetricKeys(in: name)
        if chance(0.35) { try await addCertificate(in: name) }
        if chance(0.4) { try await session.dropServiceMasterKeyEncryption(fromMasterKeyOf: name) }
        for _ in 0..<Int.random(in: 0...2, using: &random) { try await backUpMasterKey(of: name) }
    }

    private mutating func addSymmetricKeys(in name: DatabaseName) async throws {
        var previous: String?
        for number in 0..<Int.random(in: 0...3, using: &random) {
            var mechanisms: [EncryptionMechanism] = []
            var password: (label: String, password: Password)?
            if let previous, chance(0.7) { mechanisms.append(.symmetricKey(previous)) }
            if mechanisms.isEmpty || chance(0.5) {
                let next = nextPassword()
                password = next
                mechanisms.append(.password(next.password, label: next.label))
            }
            let key = "key \(number)"
            try await instance.session.createSymmetricKey(key, in: name, encryptedBy: mechanisms)
            if let password {
                try await keep(password.password, password.label, ofKeysIn: name)
                try await instance.session.openSymmetricKey(key, in: name, by: .password(password.password))
                previous = key
                if chance(0.25) { try await backUpSymmetricKey(key, in: name) }
            }
        }
    }

    /// A certificate in `master`, under which databases are encrypted.
    private mutating func addServerCertificate() async throws {
        let (label, password) = nextPassword()
        try await instance.session.createMasterKey(in: "master", password: password, label: label)
        try await keep(password, label, ofKeysIn: "master")
        try await instance.session.createCertificate("TDE", in: "master", subject: "Encryption")
    }

    private func encrypt(_ name: DatabaseName) async throws {
        try await instance.session.createDatabaseEncryptionKey(of: name, certificate: "TDE")
        try await instance.session.setEncryption(true, of: name)
    }

    private mutating func addCertificate(in name: DatabaseName) async throws {
        let session = instance.session
        var password: Password?
        if chance(0.3) {
            let (label, new) = nextPassword()
            try await session.createCertificate(
                "Certificate", in: name, subject: "Recovery", protectedBy: .password(new, label: label))
            try await keep(new, label, ofKeysIn: name)
            password = new
        } else {
            try await session.createCertificate("Certificate", in: name, subject: "Recovery")
        }
        if chance(0.6) {
            try await session.createSymmetricKey("By certificate", in: name, encryptedBy: [.certificate("Certificate")])
        }
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            try await backUpCertificate("Certificate", in: name, password: password)
        }
    }

    private func addLinkedServer() async throws {
        try await instance.session.addLinkedServer("Elsewhere")
        try await instance.session.setLinkedServerLogin(
            server: "Elsewhere", remoteLogin: "somebody", password: "The login of a linked server")
    }

    private func addCredential(_ name: String, in scope: Credential.Scope) async throws {
        try await instance.session.createCredential(
            name, in: scope, identity: "somebody", secret: SecretBytes(text: "s"))
    }

    private mutating func backUpServiceMasterKey() async throws {
        let (medium, password) = nextBackup()
        try await instance.session.backUpServiceMasterKey(to: medium, under: password, derivation: .insecureForTesting)
        try await keepBackup(medium, password)
    }

    private mutating func backUpMasterKey(of name: DatabaseName) async throws {
        let (medium, password) = nextBackup()
        // Where only a password opens it, it stays without a backup now and then.
        do {
            try await instance.session.backUpMasterKey(
                of: name, to: medium, under: password, derivation: .insecureForTesting)
        } catch let error as HierarchyError where error.code == .masterKeyClosed {
            return
        }
        try await keepBackup(medium, password)
    }

    private mutating func backUpSymmetricKey(_ name: String, in database: DatabaseName) async throws {
        let (medium, password) = nextBackup()
        try await instance.session.backUpSymmetricKey(
            name, in: database, to: medium, under: password, derivation: .insecureForTesting)
        try await keepBackup(medium, password)
    }

    /// Writes the private key of a certificate to a file of either form. Nobody labels the passwords of those.
    private mutating func backUpCertificate(
        _ name: String,
        in database: DatabaseName,
        password: Password?
    ) async throws {
        let session = instance.session
        let filePassword = newPassword()
        placeCount += 1
        let medium = MemoryBackupMedium(place: "/backups/\(placeCount)")
        let isPFX = chance(0.3)
        if isPFX {
            try await session.backUpCertificate(
                name, in: database, toPFX: medium, under: filePassword, password: password)
        } else {
            try await session.backUpCertificate(
                name, in: database, to: MemoryBackupMedium(place: medium.place + ".cer"), privateKeyTo: medium,
                under: filePassword, password: password)
        }
        let certificate = try await session.certificate(name, in: database)
        let record = try await session.inventory().key(certificate.id)?.backups.first { $0.place == medium.place }
        guard let id = record?.passwords.first?.id else { throw NotNoted(place: medium.place) }
        passwords[.backupPassword(id)] = filePassword
        let file = try await medium.read(limit: 1 << 16)
        var privateKeys: [Asset: PrivateKey] = [:]
        for (asset, password) in passwords {
            let key =
                isPFX
                ? try? await PrivateKey(pfx: file, password: password)
                : try? await PrivateKey(pvk: file.withRawSpan { SecretBytes(copying: $0) }, password: password)
            privateKeys[asset] = key
        }
        certificateFiles.append(
            CertificateFile(medium: medium, certificate: certificate, privateKeys: privateKeys))
    }

    private mutating func nextBackup() -> (MemoryBackupMedium, BackupPassword) {
        placeCount += 1
        let (label, password) = nextPassword()
        return (MemoryBackupMedium(place: "/backups/\(placeCount)"), BackupPassword(password, label: label))
    }

    private mutating func keepBackup(_ medium: MemoryBackupMedium, _ password: BackupPassword) async throws {
        backups.append(medium)
        guard password.label == "password" else { return }
        let id = try await medium.inspect().passwords[0].id
        passwords[.backupPassword(id)] = password.password
    }

    /// Keeps a password without a label apart from all others.
    private mutating func keep(_ password: Password, _ label: String, ofKeysIn name: DatabaseName) async throws {
        guard label == "password" else { return }
        let inventory = try await instance.session.inventory()
        for key in inventory.keys where inventory.name(of: key.id.database) == name.description {
            for way in key.encryptions where way.protector == .password && way.label == "password" {
                let asset = Asset.keyPassword(KeyEncryption.Identifier(key: key.id, slot: way.slot))
                if passwords[asset] == nil { passwords[asset] = password }
            }
        }
    }

    private mutating func nextPassword() -> (label: String, password: Password) {
        guard let label = Self.labels.randomElement(using: &random), chance(0.6),
            let password = passwords[.password(label: label)]
        else { return ("password", newPassword()) }
        return (label, password)
    }

    private mutating func newPassword() -> Password {
        passwordCount += 1
        return Password("Password \(passwordCount) of a random instance")
    }

    private mutating func chance(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &random) < probability
    }

    /// What tells a key from all others, also when its database has got another number.
    static func name(of key: Inventory.Key, in inventory: Inventory) -> String {
        "\(key.title) in \(inventory.name(of: key.id.database))"
    }
}
