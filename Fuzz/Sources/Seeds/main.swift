@testable import Backup
import Foundation
import GRDB
@testable import KeyCryptography
@testable import KeyHierarchy
@testable import SQLServerFormats
@testable import SQLiteKeyStore
@testable import StoreRows
@testable import SealedMessages

// Writes the files that the corpora began with, as the library makes them: Seeds DIRECTORY

private let corpus = URL(filePath: CommandLine.arguments[1], directoryHint: .isDirectory)

private func write(_ bytes: some Sequence<UInt8>, _ name: String, for target: String) throws {
    let directory = corpus.appending(path: target)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    try Data(bytes).write(to: directory.appending(path: "seed-" + name))
}

/// The same in every run, as the targets have it.
private struct ConstantSource: RandomSource {
    func fill(_ bytes: inout MutableRawSpan) {
        for offset in bytes.byteOffsets {
            unsafe bytes.storeBytes(of: 7, toUncheckedByteOffset: offset, as: UInt8.self)
        }
    }
}

private func instance(on store: any KeyStore) async throws -> Session {
    var options = EncryptionHierarchy.Options()
    options.passwordDerivation = .insecure
    let protector = try EphemeralRootProtector(random: ConstantSource())
    let session = try await EncryptionHierarchy(store: store, rootProtectors: [protector], options: options).session()
    for name: DatabaseName in ["Sales", "Vault"] {
        try await session.createDatabase(name)
        try await session.createMasterKey(in: name, password: "8-Tall-Giraffes")
        try await session.createCredential(
            "storage", in: .database(name), identity: "keeper", secret: SecretBytes.random(count: 16))
    }
    return session
}

private func backups() async throws {
    let session = try await instance(on: InMemoryKeyStore())
    let one = MemoryBackupMedium()
    try await session.backUpServiceMasterKey(to: one, under: "9-Small-Otters-Swim", derivation: .insecure)
    let two = MemoryBackupMedium()
    try await session.backUpMasterKey(
        of: "Sales", to: two, under: ["9-Small-Otters-Swim", BackupPassword("8-Tall-Giraffes", label: "safe")],
        derivation: .insecure)
    for (name, medium) in [("service-master-key", one), ("two-passwords", two)] {
        let backup = try await medium.sealedBackup()
        try write(backup.contents, name, for: "BackupFile")
        try write(backup.container.encoded, name, for: "BackupContainer")
        try write(backup.label.lines.joined(separator: "\n").utf8, name, for: "BackupLabel")
    }
}

private func receipts() async throws {
    let session = try await instance(on: InMemoryKeyStore())
    let medium = MemoryBackupMedium()
    try await session.backUpMasterKey(
        of: "Sales", to: medium, under: BackupPassword("9-Small-Otters-Swim", label: "safe"), derivation: .insecure)
    let verification = try await medium.verify(password: "9-Small-Otters-Swim")
    let receipt = try BackupVerificationReceipt(verification, place: "/mnt/usb/sales.pem", verified: Date())
    try write(receipt.encoded(), "master-key", for: "VerificationReceipt")
}

private func contents() throws {
    let key = SharedSecret(try SecretBytes.random(count: 32))
    let facts = BackupFacts(
        kind: .databaseMasterKey, server: "SQLPROD01", database: "Sales", algorithm: .aes256, created: Date(),
        fingerprint: try KeyFingerprint(of: key.bytes),
        passwords: [BackupFacts.PasswordEntry(id: "07070707", label: "safe")])
    for (name, text) in [("facts", facts.lines.joined(separator: "\n")), ("key", nil)] {
        let package = SymmetricKeyPackage(facts: text, key: key).encoded
        try write(package.withBytes { $0.bytes(in: 0..<package.count) }, name, for: "BackupContents")
    }
}

private func sealedSecrets() async throws {
    let secret = SecretBytes(count: 32) { (_: inout MutableRawSpan) in }
    let id = KeyEncryption.Identifier(key: .serviceMasterKey, slot: 1)
    var sealer = try SecretSealer(key: secret)
    var byKey = KeyEncryption(id: id, protector: .key(.serviceMasterKey), label: "", created: Date())
    try sealer.seal(secret, into: &byKey, random: SystemRandomSource())
    try write(byKey.sealed.bytes, "key", for: "SealedSecret")
    try write(
        try RootKeySeal.seal(secret, under: secret, context: [], random: SystemRandomSource()), "root",
        for: "SealedSecret")
    for (name, derivation) in [
        ("scrypt", PasswordDerivation.insecure), ("pbkdf2", PasswordDerivation(.pbkdf2(.sha512, iterations: 1))),
    ] {
        let seal = try await PasswordSeal.new("", derivation: derivation, random: SystemRandomSource())
        var byPassword = KeyEncryption(id: id, protector: .password, label: "", created: Date())
        try seal.seal(secret, into: &byPassword)
        try write(byPassword.sealed.bytes, name, for: "SealedSecret")
    }
    try write(repeatElement(7, count: 32), "key", for: "MachineKey")
    try write([1] + [UInt8](repeating: 7, count: 76), "sealed", for: "MachineKey")
}

private func messages() throws {
    let plaintext = Array("MyData".utf8)
    for (name, version) in [("version-1", MessageVersion.v1), ("version-2", .v2)] {
        let message = try PassphraseMessage.encrypt(
            plaintext, passphrase: "Nine small otters swim", authenticator: [1, 2, 3], version: version)
        try write(message, name, for: "PassphraseMessage")
    }
    // What a message decrypts to.
    let inside: [UInt8] = [0x0D, 0xF0, 0xAD, 0xBA, 0, 0, 6, 0] + plaintext + [2, 2]
    try write(inside, "inside", for: "PassphraseMessage")

    let guid = try MessageKey.guid(identityValue: "fuzz")
    for (name, algorithm) in [("aes-256", SymmetricAlgorithm.aes256), ("triple-des", .tripleDES3Key)] {
        let bytes = SecretBytes(count: algorithm.keySize) { (_: inout MutableRawSpan) in }
        var cipher = try KeyMessageCipher(MessageKey(algorithm, guid: guid, bytes: bytes))
        let message = try cipher.encrypt(plaintext)
        try write([0] + message, name, for: "KeyMessage")
        try write([1] + message[16...], "\(name)-behind-its-guid", for: "KeyMessage")
    }
    try write([2] + plaintext, "value", for: "KeyMessage")

    let key = try SealingKey(
        SealingKey.Identifier(guid: UUID(uuid: (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)), version: 1),
        bytes: SecretBytes(count: SealingKey.size) { (_: inout MutableRawSpan) in })
    let message = try MessageSealer.seal([UInt8](0..<200), with: key, frameSize: 64, random: ConstantSource())
    try write([0, 50] + message, "message", for: "SealedMessage")
    try write([1, 50] + message[SealedMessageHeader.size...], "frames", for: "SealedMessage")
    try write([2, 50] + [UInt8](0..<200), "plaintext", for: "SealedMessage")
    try write([3, 50] + [UInt8](0..<200), "changed", for: "SealedMessage")
}

private func names() throws {
    try write("8-Tall-Giraffes\0sa\0SQLPROD01\0giraffe".utf8, "words", for: "Names")
    try write("Zwölf Öttér – ŒUVRE ẞ İ".utf8, "letters", for: "Names")
    try write("password".utf8, "listed", for: "Names")
}

private func tokenURIs() throws {
    try write("pkcs11:token=Root;object=smk?module-path=/usr/lib/softhsm/libsofthsm2.so".utf8, "label", for: "TokenURI")
    try write(
        "pkcs11:model=M;manufacturer=Maker;serial=4%2D7;slot-id=3;id=%0A%FF?pin-source=/run/pin&module-path=m.so".utf8,
        "parts", for: "TokenURI")
    try write(
        "pkcs11:type=secret-key;object=a%20b?module-path=m&pin-source=file:///p&x-vendor=1".utf8, "type",
        for: "TokenURI")
}

/// A row as the target `StoreRow` reads one.
private func row(_ table: UInt8, _ values: [ColumnValue]) -> [UInt8] {
    func counted(_ sort: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [sort, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
    }
    return values.reduce(into: [table]) { row, value in
        switch value {
        case .null: row.append(0)
        case .integer(let number):
            row.append(1)
            row += (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        case .text(let text): row += counted(4, Array(text.utf8))
        case .blob(let bytes): row += counted(5, bytes)
        }
    }
}

private func stores() async throws {
    let path = corpus.appending(path: "store.db").path
    let store = try SQLiteKeyStore(path: path, access: .create)
    let session = try await instance(on: store)
    let medium = MemoryBackupMedium()
    try await session.backUpServiceMasterKey(to: medium, under: "9-Small-Otters-Swim", derivation: .insecure)
    let rows = try await store.read { reader in
        var rows: [(String, [UInt8])] = []
        if let instance = try reader.instance() {
            rows.append(("instance", row(0, try [.integer(1)] + instance.values())))
        }
        guard let sales = try reader.database(named: "Sales") else { return rows }
        rows.append(("database", row(1, try sales.values())))
        for (name, id) in [
            ("service-master-key", KeyIdentifier.serviceMasterKey), ("master-key", .databaseMasterKey(of: sales.id)),
        ] {
            if let key = try reader.key(id) { rows.append(("key-" + name, row(2, try key.values()))) }
            for encryption in try reader.encryptions(of: id) {
                rows.append(("encryption-\(name)-\(encryption.id.slot)", row(3, try encryption.values())))
            }
            for backup in try reader.backups(of: id) { rows.append(("backup", row(4, try backup.values()))) }
        }
        return rows
    }
    for (name, bytes) in rows { try write(bytes, name, for: "StoreRow") }
    try store.pool.close()
    // Small pages: an input should be no larger than it must be.
    let queue = try DatabaseQueue(path: path)
    try await queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM")
    }
    try queue.close()
    try write(try Data(contentsOf: URL(filePath: path)), "store", for: "StoreFile")
    try FileManager.default.removeItem(atPath: path)
}

private func certificates() async throws {
    let password: Password = "8-Tall-Giraffes"
    // The shortest that signs: a long key would only make every input slow.
    let key = try await RSAPrivateKey.generate(bits: 512)
    let certificate = try X509Certificate.selfSigned(
        commonName: "Sales", notBefore: 0, notAfter: 4_102_444_800, key: key, serialNumber: [0x80, 1])
    try write(certificate.der, "self-signed", for: "CertificateFile")
    try write(
        try PrivateKeyFile.encrypt(pkcs8: key.pkcs8(), password: password, random: ConstantSource()), "encrypted",
        for: "PVKFile")
    let blob =
        try [7, 2, 0, 0, 0, 0xA4, 0, 0] + Array("RSA2".utf8) + [0, 2, 0, 0, 1, 0, 1, 0] + array(key.numbers().bytes)
    let header: [UInt8] = [0x1E, 0xF1, 0xB5, 0xB0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x34, 1, 0, 0]
    try write(header + blob, "clear", for: "PVKFile")
    let file = try await PKCS12(certificate: certificate, key: key)
        .encoded(under: password, iterations: 1, random: ConstantSource())
    try write(file, "file", for: "PFXFile")
    let certificateBag = DER.sequence([
        DER.identifier(.x509Certificate),
        DER.element(.context(0), DER.element(.octetString, certificate.der)),
    ])
    let bags = try [(OID.certBag, certificateBag), (.keyBag, array(key.pkcs8()))].map { kind, value in
        DER.sequence([DER.identifier(kind), DER.element(.context(0), value)])
    }
    let contents = DER.element(.context(0), DER.element(.octetString, DER.sequence(bags)))
    try write(DER.sequence([DER.sequence([DER.identifier(.data), contents])]), "clear", for: "PFXContents")
}

private func array(_ secret: borrowing SecretBytes) -> [UInt8] {
    secret.withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe Array($0) } }
}

try FileManager.default.createDirectory(at: corpus, withIntermediateDirectories: true)
try await backups()
try await receipts()
try contents()
try await sealedSecrets()
try messages()
try names()
try tokenURIs()
try tokenURIs()
try await certificates()
try await stores()
