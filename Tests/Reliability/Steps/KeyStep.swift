import Backup
import KeyCryptography
import KeyHierarchy

/// One operation on the keys of a database that are no master key: its certificate "c", its symmetric key "k", its
/// asymmetric key "a", and its encryption key.
///
/// What it does to the database, ``Facts/Database`` says.
enum KeyStep: Codable, Hashable, Sendable {
    /// Of a certificate `password` is that of its private key, `nil` when the master key protects it.
    case createCertificate
    case restoreCertificate(backup: Int)
    case protectPrivateKey(from: Int?, to: Int?)
    case dropCertificate
    case backUpCertificate(password: Int?, backup: Int)
    case importAsymmetricKey(backup: Int)
    case dropAsymmetricKey
    /// Of a symmetric key `opening` is the password that it is opened with first, in an operation of its own; `nil` when it
    /// is open.
    case createSymmetricKey(password: Int)
    case addSymmetricKeyPassword(opening: Int?, Int)
    case dropSymmetricKeyPassword(opening: Int?, Int)
    case replaceSealingKey(opening: Int?)
    case dropSymmetricKey
    case backUpSymmetricKey(opening: Int?, backup: Int)
    case restoreSymmetricKey(backup: Int, password: Int)
    case createEncryptionKey(certificate: Int)
    case regenerateEncryptionKey
    case protectEncryptionKey(certificate: Int)
    case setEncryption(Bool)
    case dropEncryptionKey

    /// The names of the certificates of `master` that encryption keys lie under.
    static let serverCertificates = ["s0", "s1"]

    /// Carries the step out, in a session in which no key is open.
    func perform(in database: DatabaseName, of place: Place, _ session: Session) async throws {
        switch self {
        case .createCertificate:
            try await session.createCertificate("c", in: database, subject: "Reliability")
        case .restoreCertificate(let backup):
            let (certificate, privateKey) = try await place.readCertificate(backup)
            try await session.importCertificate("c", in: database, encoded: certificate, privateKey: privateKey)
        case .protectPrivateKey(let password, let newPassword):
            try await session.protectPrivateKey(
                of: .certificate("c"), in: database, password: password.map(Step.password),
                with: newPassword.map { .password(Step.password($0)) } ?? .masterKey)
        case .dropCertificate:
            try await session.drop(.certificate("c"), in: database)
        case .backUpCertificate(let password, let backup):
            try await session.backUpCertificate(
                "c", in: database, to: place.file("\(backup).cer"), privateKeyTo: place.file("\(backup).pvk"),
                under: Step.backupPassword, password: password.map(Step.password))
        case .importAsymmetricKey(let backup):
            let privateKey = try await place.readCertificate(backup).privateKey
            try await session.importAsymmetricKey("a", in: database, privateKey: privateKey)
        case .dropAsymmetricKey:
            try await session.drop(.asymmetricKey("a"), in: database)
        case .createSymmetricKey(let password):
            try await session.createSymmetricKey(
                "k", in: database, encryptedBy: [.certificate("c"), .password(Step.password(password))])
        case .addSymmetricKeyPassword(let opening, let password):
            try await withOpenKey(opening, in: database, session) {
                try await session.addEncryptions(
                    by: [.password(Step.password(password))], toSymmetricKey: "k", in: database)
            }
        case .dropSymmetricKeyPassword(let opening, let password):
            try await withOpenKey(opening, in: database, session) {
                try await session.dropEncryptions(
                    by: [.password(Step.password(password))], fromSymmetricKey: "k", in: database)
            }
        case .replaceSealingKey(let opening):
            try await withOpenKey(opening, in: database, session) {
                try await session.replaceSealingKey(ofSymmetricKey: "k", in: database)
            }
        case .dropSymmetricKey:
            try await session.dropSymmetricKey("k", in: database)
        case .backUpSymmetricKey(let opening, let backup):
            try await withOpenKey(opening, in: database, session) {
                try await session.backUpSymmetricKey(
                    "k", in: database, to: place.backup(backup), under: BackupPassword(Step.backupPassword),
                    derivation: .insecure)
            }
        case .restoreSymmetricKey(let backup, let password):
            try await session.restoreSymmetricKey(
                "k", in: database, from: place.backup(backup), password: Step.backupPassword,
                newPassword: Step.password(password))
        case .createEncryptionKey(let certificate):
            try await session.createDatabaseEncryptionKey(
                of: database, certificate: Self.serverCertificates[certificate])
        case .regenerateEncryptionKey:
            try await session.regenerateDatabaseEncryptionKey(of: database)
        case .protectEncryptionKey(let certificate):
            try await session.protectDatabaseEncryptionKey(
                of: database, certificate: Self.serverCertificates[certificate])
        case .setEncryption(let isOn):
            try await session.setEncryption(isOn, of: database)
        case .dropEncryptionKey:
            try await session.dropDatabaseEncryptionKey(of: database)
        }
    }

    private func withOpenKey(
        _ password: Int?,
        in database: DatabaseName,
        _ session: Session,
        _ body: () async throws -> Void
    ) async throws {
        while true {
            if let password {
                try await session.openSymmetricKey("k", in: database, by: .password(Step.password(password)))
            }
            do {
                return try await body()
            } catch let error as HierarchyError where error.code == .keyNotOpen && password != nil {
                // Another task has put another key in its place meanwhile.
            }
        }
    }

    /// The same step once the symmetric key is open, whatever has become of the password that has opened it.
    var afterOpening: KeyStep {
        switch self {
        case .addSymmetricKeyPassword(_, let password): .addSymmetricKeyPassword(opening: nil, password)
        case .dropSymmetricKeyPassword(_, let password): .dropSymmetricKeyPassword(opening: nil, password)
        case .replaceSealingKey: .replaceSealingKey(opening: nil)
        case .backUpSymmetricKey(_, let backup): .backUpSymmetricKey(opening: nil, backup: backup)
        default: self
        }
    }
}
