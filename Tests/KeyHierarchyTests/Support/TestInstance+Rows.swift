import KeyHierarchy
import KeyHierarchyTesting
import Testing

// What these tests look at and change behind an instance's back.
extension TestInstance {
    func snapshot() async throws -> StoreSnapshot {
        try await StoreSnapshot(of: store)
    }

    /// The identifier of a database's master key.
    func key(of database: DatabaseName) async throws -> KeyIdentifier {
        .databaseMasterKey(of: try await session.database(database).id)
    }

    func encryptions(of key: KeyIdentifier) async throws -> [KeyEncryption] {
        try await store.read { try $0.encryptions(of: key) }
    }

    /// The encryptions of a database's master key by passwords.
    func passwords(of database: DatabaseName) async throws -> [KeyEncryption] {
        try await encryptions(of: key(of: database)).filter { $0.protector == .password }
    }

    /// The encryption of a database's master key by the service master key.
    func serviceKeyEncryption(of database: DatabaseName) async throws -> KeyEncryption {
        try #require(try await encryptions(of: key(of: database)).first { $0.protector == .key(.serviceMasterKey) })
    }

    /// Writes a row as somebody would who has the store and nothing else.
    func put(_ encryption: KeyEncryption) async throws {
        try await store.write { try $0.put([encryption]) }
    }

    func fingerprint(of database: DatabaseName) async throws -> KeyFingerprint? {
        try await session.masterKey(of: database)?.fingerprint
    }

    /// Makes a database's master key one that only passwords open.
    func makePasswordOnly(_ database: DatabaseName) async throws {
        try await session.dropServiceMasterKeyEncryption(fromMasterKeyOf: database)
    }
}
