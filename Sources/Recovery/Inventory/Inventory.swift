public import KeyHierarchy

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What an instance consists of, as far as losing it and getting it back goes: its databases, its keys, what opens each,
/// and the backups that are known. It holds no secret and nothing that is encrypted, and is one state of the store.
public struct Inventory: Sendable {
    /// A database.
    public struct Database: Hashable, Sendable {
        /// Its number.
        public let id: DatabaseIdentifier
        /// Its name, in its own spelling.
        public let name: DatabaseName
        /// Whether the database itself is encrypted, by its database encryption key: then its backups are, too.
        public let isEncrypted: Bool

        /// Creates the facts about a database, for an inventory that is not an instance's.
        public init(id: DatabaseIdentifier, name: DatabaseName, isEncrypted: Bool = false) {
            self.id = id
            self.name = name
            self.isEncrypted = isEncrypted
        }
    }

    /// The name of the server.
    public let server: String
    /// When the inventory was taken.
    public let time: Date
    /// The databases, by their numbers in ascending order; the system's are among them.
    public let databases: [Database]
    /// The keys and other secrets, in ascending order of their identifiers.
    public let keys: [Key]
    /// The backups of keys that were dropped, in ascending order of their identifiers.
    public let backupsOfDroppedKeys: [BackupRecord]

    /// Creates an inventory that is not an instance's, such as one of a hierarchy that is still being planned.
    ///
    /// - Parameters:
    ///   - server: The name of the server.
    ///   - time: When the inventory was taken.
    ///   - databases: The databases.
    ///   - keys: The keys and other secrets.
    ///   - backupsOfDroppedKeys: The backups of keys that were dropped.
    public init(
        server: String,
        time: Date,
        databases: [Database],
        keys: [Key],
        backupsOfDroppedKeys: [BackupRecord] = []
    ) {
        self.server = server
        self.time = time
        self.databases = databases.sorted { $0.id < $1.id }
        self.keys = keys.sorted { $0.id < $1.id }
        self.backupsOfDroppedKeys = backupsOfDroppedKeys.sorted { $0.key < $1.key }
    }

    /// The name of a database, or its number when the inventory has none of that number.
    ///
    /// - Parameter id: The number of the database.
    public func name(of id: DatabaseIdentifier) -> String {
        let index = databases.partitioningIndex { $0.id >= id }
        guard index < databases.count, databases[index].id == id else { return id.description }
        return databases[index].name.description
    }

    /// The key of that identifier, or `nil` when the inventory has none.
    ///
    /// - Parameter id: Which key.
    public func key(_ id: KeyIdentifier) -> Key? {
        let index = keys.partitioningIndex { $0.id >= id }
        return index < keys.count && keys[index].id == id ? keys[index] : nil
    }

    /// What a person calls a key, with the database that it belongs to.
    func fullTitle(of key: Key) -> String {
        switch key.id.kind {
        case .serviceMasterKey, .databaseMasterKey, .databaseEncryptionKey: key.title
        default: "\(key.title) of database \(name(of: key.id.database))"
        }
    }

    /// What a person calls a key, with the database that it belongs to; its kind when the inventory has no such key.
    package func fullTitle(of id: KeyIdentifier) -> String {
        key(id).map(fullTitle(of:)) ?? id.kind.noun
    }
}

extension Session {
    /// Takes the inventory of the instance, in one state of the store.
    ///
    /// - Returns: What the instance consists of, without any secret.
    /// - Throws: ``/KeyHierarchy/HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `sessionClosed`,
    ///   `corrupted`; what the store throws.
    public func inventory() async throws -> Inventory {
        try requireNotClosed()
        try await require(.controlServer)
        let time = hierarchy.options.now()
        return try await hierarchy.store.read { try Inventory($0, at: time) }
    }
}

extension Inventory {
    fileprivate init(_ store: any KeyStoreReader, at time: Date) throws {
        var databases: [Database] = []
        var keys: [Key] = []
        var backupsOfDroppedKeys: [BackupRecord] = []
        try store.forEachDatabase { record in
            let records = try store.keys(in: record.id)
            databases.append(
                Database(
                    id: record.id, name: record.name,
                    isEncrypted: try records.contains { try $0.encryptsDatabase }))
            var backups = try store.backups(in: record.id)[...]
            for key in records {
                // Both are in the order of their keys.
                backupsOfDroppedKeys += backups.removePrefix { $0.key < key.id }
                keys.append(
                    try Key(
                        key, of: record, store.encryptions(of: key.id),
                        backups: Array(backups.removePrefix { $0.key == key.id })))
            }
            backupsOfDroppedKeys += backups
        }
        let instance = try store.requireInstance()
        self.init(
            server: instance.serverName, time: time, databases: databases, keys: keys,
            backupsOfDroppedKeys: backupsOfDroppedKeys)
    }
}

extension ArraySlice {
    /// Takes the first elements away, as long as `predicate` is true, and returns them.
    fileprivate mutating func removePrefix(while predicate: (Element) -> Bool) -> ArraySlice {
        let taken = prefix(while: predicate)
        self = self[taken.endIndex...]
        return taken
    }
}
