/// Finds databases by the hashes of their names. A hash may be shared, so whoever asks compares the names.
struct NameIndex: Sendable {
    private struct Entry: Sendable {
        let hash: UInt32
        let database: DatabaseIdentifier
    }

    private var buckets = ChunkedArray(repeatElement([Entry](), count: 16))
    private var count = 0

    /// How many entries a bucket has on average before there are more buckets.
    private static let maximumLoad = 8

    /// The databases whose names may be the given one.
    func candidates(for name: DatabaseName) -> some Sequence<DatabaseIdentifier> {
        let hash = Self.hash(of: name)
        return buckets[bucket(of: hash)].lazy.filter { $0.hash == hash }.map(\.database)
    }

    mutating func insert(_ database: DatabaseIdentifier, named name: DatabaseName) {
        if count >= Self.maximumLoad * buckets.count { grow() }
        let entry = Entry(hash: Self.hash(of: name), database: database)
        buckets[bucket(of: entry.hash)].append(entry)
        count += 1
    }

    mutating func remove(_ database: DatabaseIdentifier, named name: DatabaseName) {
        let bucket = bucket(of: Self.hash(of: name))
        guard let index = buckets[bucket].firstIndex(where: { $0.database == database }) else { return }
        buckets[bucket].remove(at: index)
        count -= 1
    }

    private mutating func grow() {
        let entries = buckets.suffix(from: 0).joined()
        var grown = NameIndex()
        grown.buckets = ChunkedArray(repeatElement([], count: 2 * buckets.count))
        for entry in entries { grown.buckets[grown.bucket(of: entry.hash)].append(entry) }
        grown.count = count
        self = grown
    }

    private func bucket(of hash: UInt32) -> Int {
        Int(hash) & (buckets.count - 1)
    }

    private static func hash(of name: DatabaseName) -> UInt32 {
        UInt32(truncatingIfNeeded: name.hashValue)
    }
}
