import KeyHierarchy

/// All that a store holds, to see whether an operation changed it.
struct StoreSnapshot: Hashable, Sendable {
    let instance: InstanceRecord?
    let databases: [DatabaseRecord]
    let keys: [KeyRecord]
    let encryptions: [KeyEncryption]
    let backups: [BackupRecord]

    init(of store: any KeyStore) async throws {
        self = try await store.read { try StoreSnapshot(of: $0) }
    }

    init(of store: any KeyStoreReader) throws {
        instance = try store.instance()
        var databases: [DatabaseRecord] = []
        while case let page = try store.databases(after: databases.last?.id, limit: 256), !page.isEmpty {
            databases += page
        }
        self.databases = databases
        keys = try databases.flatMap { try store.keys(in: $0.id) }
        encryptions = try keys.flatMap { try store.encryptions(of: $0.id) }
        backups = try keys.flatMap { try store.backups(of: $0.id) }
    }
}
