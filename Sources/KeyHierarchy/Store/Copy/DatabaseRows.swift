/// All that a store keeps of one database.
struct DatabaseRows: Hashable, Sendable {
    let database: DatabaseRecord
    let keys: [KeyRecord]
    let encryptions: [KeyEncryption]
    /// In no order: two that were verified at the same time have none.
    let backups: Set<BackupRecord>

    init(_ database: DatabaseRecord, in store: any KeyStoreReader) throws {
        self.database = database
        keys = try store.keys(in: database.id)
        encryptions = try keys.flatMap { try store.encryptions(of: $0.id) }
        backups = Set(try store.backups(in: database.id))
    }

    /// At most `limit` databases with numbers above `last`, in ascending order.
    static func page(
        of store: any KeyStoreReader,
        after last: DatabaseIdentifier?,
        limit: Int
    ) throws -> [DatabaseRows] {
        try store.databases(after: last, limit: limit).map { try DatabaseRows($0, in: store) }
    }

    /// Writes everything into a store that has nothing of this database.
    func write(to store: any KeyStoreWriter) throws {
        try store.put(database)
        for key in keys { try store.put(key) }
        if !encryptions.isEmpty { try store.put(encryptions) }
        for backup in backups { try store.put(backup) }
    }

    /// Names what another store has otherwise, or not at all.
    func differences(from other: DatabaseRows?) -> [String] {
        let name = "database \(database.name)"
        guard let other else { return [name] }
        var differences = other.database == database ? [] : ["the record of \(name)"]
        let keysOfOther = Dictionary(other.keys.map { ($0.id, $0) }) { first, _ in first }
        let ids = Set(keys.map(\.id))
        differences += keys.filter { keysOfOther[$0.id] != $0 }.map { $0.fullTitle(in: database.name) }
        differences += other.keys.filter { !ids.contains($0.id) }.map { $0.fullTitle(in: database.name) }
        let changed = Set(encryptions).symmetricDifference(other.encryptions).map(\.id)
        differences += Set(changed).sorted().map { "encryption \($0.slot) of key \($0.key.number) of \(name)" }
        if backups != other.backups { differences.append("what is known of backups of keys of \(name)") }
        return differences
    }
}
