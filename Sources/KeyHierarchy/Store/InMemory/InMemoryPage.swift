/// What an in-memory store holds of up to 128 databases whose numbers follow each other.
///
/// Records are kept in a form that takes little room, for an instance may have a million databases. What is alike in many
/// of them, such as labels, they share.
struct InMemoryPage: Sendable {
    /// The number of the page: that of its databases without the lowest bits.
    let number: Int32

    private var databases = SortedRows<DatabaseIdentifier, InMemoryDatabase>()
    private var keys = SortedRows<KeyIdentifier, InMemoryKey>()
    private var encryptions = InMemoryEncryptions()
    private var backups: [BackupRecord] = []

    init(number: Int32) {
        self.number = number
    }

    /// The number of the page that a database is on.
    static func number(of database: DatabaseIdentifier) -> Int32 {
        database.rawValue >> 7
    }

    /// Gives back the memory that was taken for rows to come.
    mutating func trim() {
        databases.trim()
        keys.trim()
        encryptions.trim()
    }

    // MARK: Databases

    func database(_ id: DatabaseIdentifier) -> DatabaseRecord? {
        databases[id]?.record(id: id)
    }

    /// The databases with numbers above `last`, in ascending order.
    func databases(after last: DatabaseIdentifier?) -> some Sequence<DatabaseRecord> {
        let start = last.map { last in databases.count { $0 <= last } } ?? 0
        return databases.indices.dropFirst(start).lazy.map { databases[$0].record(id: databases.ids[$0]) }
    }

    mutating func put(_ database: DatabaseRecord) {
        databases[database.id] = InMemoryDatabase(database)
    }

    /// Removes a database with all that is in it.
    mutating func removeDatabase(_ id: DatabaseIdentifier) {
        for key in keys(in: id) { removeKey(key.id) }
        backups.removeAll { $0.key.database == id }
        databases[id] = nil
    }

    // MARK: Keys

    func key(_ id: KeyIdentifier) -> KeyRecord? {
        keys[id]?.record(id: id)
    }

    func keys(in database: DatabaseIdentifier) -> [KeyRecord] {
        let start = keys.count { $0.database < database }
        let ids = keys.ids[start...].prefix { $0.database == database }
        return ids.indices.map { keys[$0].record(id: ids[$0]) }
    }

    mutating func put(_ key: KeyRecord) {
        let description = keys.shared(\.description, near: keys.firstIndex(notBelow: key.id)) { $0.describes(key) }
        keys[key.id] = InMemoryKey(key, description: description ?? InMemoryKey.Description(key))
    }

    mutating func removeKey(_ id: KeyIdentifier) {
        keys[id] = nil
        encryptions.removeAll(of: id)
    }

    // MARK: Encryptions

    func encryptions(of key: KeyIdentifier) -> [KeyEncryption] {
        encryptions.all(of: key)
    }

    func encryptionCount(under protector: Protector) -> Int {
        encryptions.count(under: protector)
    }

    /// Adds encryptions under a protector to a batch, from an index on, until the batch has `limit`.
    ///
    /// - Returns: The index to go on from, or `nil` when there are no more.
    func append(under protector: Protector, from index: Int, to batch: inout [KeyEncryption], limit: Int) -> Int? {
        encryptions.append(under: protector, from: index, to: &batch, limit: limit)
    }

    mutating func put(_ encryptions: Span<KeyEncryption>) {
        self.encryptions.put(encryptions)
    }

    mutating func removeEncryption(_ id: KeyEncryption.Identifier) {
        encryptions.remove(id)
    }

    // MARK: Backups

    func backups(of key: KeyIdentifier) -> [BackupRecord] {
        backups.filter { $0.key == key }.sorted { $0.verified > $1.verified }
    }

    func backups(in database: DatabaseIdentifier) -> [BackupRecord] {
        backups.filter { $0.key.database == database }.sorted { ($0.key, $1.verified) < ($1.key, $0.verified) }
    }

    mutating func put(_ backup: BackupRecord) {
        backups.removeAll { $0.key == backup.key && $0.place.hasSameBytes(as: backup.place) }
        backups.append(backup)
    }
}
