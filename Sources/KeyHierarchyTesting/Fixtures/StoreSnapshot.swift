public import KeyHierarchy

/// All that a store holds, to see whether an operation changed it.
///
///     let before = try await StoreSnapshot(of: store)
///     await #expect(throws: HierarchyError.self) { try await session.dropDatabase("master") }
///     #expect(try await StoreSnapshot(of: store) == before)
public struct StoreSnapshot: Hashable, Sendable {
    /// The facts about the instance, or `nil` in a store that is new.
    public let instance: InstanceRecord?
    /// All databases, in the order of their numbers.
    public let databases: [DatabaseRecord]
    /// All keys of those databases, by database.
    public let keys: [KeyRecord]
    /// All encryptions of those keys, by key and slot.
    public let encryptions: [KeyEncryption]
    /// What is known of the backups of the keys that those databases have or had, by key, the latest first.
    public let backups: [BackupRecord]

    /// Reads a whole store, in one transaction.
    public init(of store: any KeyStore) async throws {
        self = try await store.read { try StoreSnapshot(of: $0) }
    }

    /// Reads all that one state of a store holds.
    public init(of store: any KeyStoreReader) throws {
        instance = try store.instance()
        var databases: [DatabaseRecord] = []
        while case let page = try store.databases(after: databases.last?.id, limit: 256), !page.isEmpty {
            databases += page
        }
        self.databases = databases
        keys = try databases.flatMap { try store.keys(in: $0.id) }
        encryptions = try keys.flatMap { try store.encryptions(of: $0.id) }
        backups = try databases.flatMap { try store.backups(in: $0.id) }
    }
}
