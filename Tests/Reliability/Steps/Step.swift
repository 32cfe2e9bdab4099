import Backup
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore

/// One operation on an instance, in numbers: database 3 is called "db3", and password 1 is the one of
/// ``Step/password(_:)``.
///
/// What it does to the instance, ``Facts`` says.
enum Step: Codable, Hashable, Sendable {
    case createDatabase(Int)
    case dropDatabase(Int)
    case createMasterKey(Int, password: Int)
    case dropMasterKey(Int)
    case regenerateMasterKey(Int, password: Int)
    case addPassword(Int, Int)
    case dropPassword(Int, Int)
    case openMasterKey(Int, password: Int)
    case regenerateServiceMasterKey
    case createCredential(Int, secret: Int)
    case alterCredential(Int, secret: Int)
    case dropCredential(Int)
    case backUpServiceMasterKey(backup: Int)
    case backUpMasterKey(Int, backup: Int)
    case replaceBackup(Int)
    case restoreServiceMasterKey(backup: Int)
    case restoreMasterKey(Int, backup: Int, password: Int)
    case setLinkedServerLogin(password: Int)
    case dropLinkedServerLogin
    /// A step on another key of a database.
    case key(KeyStep, in: Int)
    /// The three steps to an instance of its own, which the number tells from others.
    case createMachineKey(Int)
    case createStore(Int)
    case createInstance(Int)

    /// The name of the operation, without its numbers.
    var name: String {
        let step: Any = if case .key(let step, _) = self { step } else { self }
        return String("\(step)".prefix { $0 != "(" })
    }

    static func database(_ number: Int) throws -> DatabaseName {
        try DatabaseName("db\(number)")
    }

    static func password(_ number: Int) -> Password {
        Password("Basalt \(number) Fjord")
    }

    static let backupPassword: Password = "Quartz 9 Meadow"

    /// Carries the step out, in a session in which no key is open.
    func perform(in place: Place, on hierarchy: EncryptionHierarchy) async throws {
        let session = hierarchy.session()
        switch self {
        case .createDatabase(let database):
            try await session.createDatabase(Self.database(database))
        case .dropDatabase(let database):
            try await session.dropDatabase(Self.database(database))
        case .createMasterKey(let database, let password):
            try await session.createMasterKey(in: Self.database(database), password: Self.password(password))
        case .dropMasterKey(let database):
            try await session.dropMasterKey(of: Self.database(database))
        case .regenerateMasterKey(let database, let password):
            try await session.regenerateMasterKey(of: Self.database(database), password: Self.password(password))
        case .addPassword(let database, let password):
            try await session.addPassword(Self.password(password), toMasterKeyOf: Self.database(database))
        case .dropPassword(let database, let password):
            try await session.dropPassword(Self.password(password), fromMasterKeyOf: Self.database(database))
        case .openMasterKey(let database, let password):
            try await session.openMasterKey(of: Self.database(database), password: Self.password(password))
        case .regenerateServiceMasterKey:
            try await session.regenerateServiceMasterKey()
        case .createCredential(let database, let secret):
            try await session.createCredential(
                "c", in: .database(Self.database(database)), identity: "i", secret: SecretBytes(text: "\(secret)"))
        case .alterCredential(let database, let secret):
            try await session.alterCredential(
                "c", in: .database(Self.database(database)), identity: "i", secret: SecretBytes(text: "\(secret)"))
        case .dropCredential(let database):
            try await session.dropCredential("c", in: .database(Self.database(database)))
        case .backUpServiceMasterKey(let backup):
            try await session.backUpServiceMasterKey(
                to: place.backup(backup), under: BackupPassword(Self.backupPassword), derivation: .insecure)
        case .backUpMasterKey(let database, let backup):
            try await session.backUpMasterKey(
                of: Self.database(database), to: place.backup(backup), under: BackupPassword(Self.backupPassword),
                derivation: .insecure)
        case .replaceBackup(let backup):
            try await session.backUpServiceMasterKey(
                to: place.backup(backup, existing: .replace), under: BackupPassword(Self.backupPassword),
                derivation: .insecure)
        case .restoreServiceMasterKey(let backup):
            try await session.restoreServiceMasterKey(from: place.backup(backup), password: Self.backupPassword)
        case .restoreMasterKey(let database, let backup, let password):
            try await session.restoreMasterKey(
                of: Self.database(database), from: place.backup(backup), password: Self.backupPassword,
                newPassword: Self.password(password))
        case .setLinkedServerLogin(let password):
            try await session.setLinkedServerLogin(
                server: "other", remoteLogin: "i", password: Self.password(password))
        case .dropLinkedServerLogin:
            try await session.dropLinkedServerLogin(server: "other")
        case .key(let step, let database):
            try await step.perform(in: Self.database(database), of: place, session)
        case .createMachineKey(let number):
            try place.new(number).createMachineKey()
        case .createStore(let number):
            _ = try place.new(number).openStore(.create)
        case .createInstance(let number):
            _ = try await place.new(number).start()
        }
    }
}
