import Backup
import Foundation
import KeyCryptography
import KeyHierarchy
import KeyHierarchyTesting
import SQLServerFormats
import SQLiteKeyStore
import Synchronization

extension Facts {
    /// Finds out what is true of an instance: opens everything that should open, by every way that should open it.
    ///
    /// - Throws: ``Violation`` for what no kill, no fault and no other writer may lead to; what the library throws.
    static func observe(_ place: Place) async throws -> Facts {
        let store = try await place.open()
        try await (store as? SQLiteKeyStore)?.verifyIntegrity()
        let hierarchy = try await place.start(on: store, maintainsStore: false)
        let session = hierarchy.session()
        let root = try await session.serviceMasterKey()
        guard root.isReadable else { throw Violation("The machine key does not open the service master key.") }
        var databases: [String: Database] = [:]
        for record in try await session.databases() where record.id >= .firstUserDatabase {
            let session = hierarchy.session()
            var database = Database(masterKey: try await masterKey(of: record, in: hierarchy, session))
            try await database.observeKeys(of: record.name, in: hierarchy, session)
            databases[record.name.description] = database
        }
        return Facts(
            serviceMasterKey: root.fingerprint.description,
            linkedServerPassword: try await linkedServerPassword(in: hierarchy), databases: databases,
            backups: try await backups(in: place))
    }

    /// The password that the service master key opens, which nothing but SQL Server itself would ask for.
    private static func linkedServerPassword(in hierarchy: EncryptionHierarchy) async throws -> Int? {
        let rows = try await hierarchy.store.read { store in
            try store.keys(in: .master).filter { $0.id.kind == .linkedServerLogin }
                .flatMap { try store.encryptions(of: $0.id) }
        }
        guard let row = rows.first else { return nil }
        var opener = try await hierarchy.openServiceMasterKey().opener()
        let secret = try opener.open(row)
        return passwords.first { number in
            unsafe Step.password(number).withUnsafeBytes { unsafe secret == SecretBytes(copying: $0.bytes) }
        }
    }

    /// - Parameter session: Where the key stays open.
    private static func masterKey(
        of database: DatabaseRecord,
        in hierarchy: EncryptionHierarchy,
        _ session: Session
    ) async throws -> MasterKey? {
        let name = database.name
        guard let key = try await hierarchy.session().masterKey(of: name) else { return nil }
        let opensByItself = key.protection == .serviceMasterKeyAndPasswords
        if opensByItself {
            // It throws unless the service master key opens the encryption, to the very key that is recorded.
            _ = try await hierarchy.session().masterKeyForBackup(of: name)
        }
        var passwords: Set<Int> = []
        for password in Self.passwords {
            let other = hierarchy.session()
            do {
                try await other.openMasterKey(of: name, password: Step.password(password))
                passwords.insert(password)
            } catch let error as HierarchyError where error.code == .wrongDecryptor {
                continue
            }
        }
        guard let first = passwords.first,
            passwords.count == key.encryptions.count(where: { $0.protector == .password })
        else { throw Violation("A password of \(name) opens nothing.") }
        try await session.openMasterKey(of: name, password: Step.password(first))
        var credential: Int?
        if !(try await session.credentials(in: .database(name))).isEmpty {
            credential = Int(try await session.text(ofCredential: "c", in: .database(name)))
        }
        return MasterKey(
            fingerprint: key.fingerprint.description, passwords: passwords, opensByItself: opensByItself,
            credential: credential)
    }

    /// Opens every file where a backup is expected. A neighbour that a writer has left behind has another name.
    private static func backups(in place: Place) async throws -> Backups {
        var backups: Backups = [:]
        let leftovers = try Leftover.all(in: place.backups).map(\.url.lastPathComponent)
        for name in try FileManager.default.contentsOfDirectory(atPath: place.backups.path) {
            if leftovers.contains(name) { continue }
            guard name.dropLast(4).allSatisfy(\.isNumber), let number = Int(name.dropLast(4)) else {
                throw Violation("Nobody knows the file \(name).")
            }
            backups[number] = try await backup(number, in: place)
        }
        return backups
    }

    /// Opens a backup.
    static func backup(_ number: Int, in place: Place) async throws -> Backup {
        if FileManager.default.fileExists(atPath: place.file("\(number).pvk").path) {
            return try await certificateBackup(number, in: place)
        }
        let backup = try await place.backup(number).verify(password: Step.backupPassword)
        let kind: Backup.Kind =
            switch backup.facts?.kind {
            case .serviceMasterKey: .serviceMasterKey
            case .symmetricKey: .symmetricKey
            default: .databaseMasterKey
            }
        return Backup(fingerprint: backup.fingerprint?.description ?? "none", kind: kind)
    }

    /// The files of certificates that were opened, and the public keys in them: libcrypto takes a fifth of a second to see
    /// whether the numbers of a private key belong together, and the same files are met on hundreds of disks.
    private static let opened = Mutex<[[[UInt8]]: String]>([:])

    private static func certificateBackup(_ number: Int, in place: Place) async throws -> Backup {
        let certificate = try await place.file("\(number).cer").read(limit: Place.keyFileLimit)
        let pvk = try await place.file("\(number).pvk").read(limit: Place.keyFileLimit)
        if let publicKey = opened.withLock({ $0[[certificate, pvk]] }) {
            return Backup(fingerprint: publicKey, kind: .certificate)
        }
        guard try X509Certificate(der: certificate).isFor(PrivateKeyFile(pvk).key(password: Step.backupPassword)) else {
            throw Violation("Backup \(number) has the private key of another certificate.")
        }
        let publicKey = try publicKey(ofCertificate: certificate)
        opened.withLock { $0[[certificate, pvk]] = publicKey }
        return Backup(fingerprint: publicKey, kind: .certificate)
    }

    static func publicKey(ofCertificate certificate: [UInt8]) throws -> String {
        try digest(try X509Certificate(der: certificate).publicKey.subjectPublicKeyInfo)
    }

    /// What tells a public key from others.
    static func digest(_ subjectPublicKeyInfo: [UInt8]) throws -> String {
        Data(try Digest.sha256.hash(subjectPublicKeyInfo)).base64EncodedString()
    }
}
