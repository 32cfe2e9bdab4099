/// How many databases are read at a time.
private let pageSize = 1000

extension KeyStoreReader {
    /// Calls `body` with every database, in the order of the numbers. One page of them is in memory at a time.
    package func forEachDatabase(_ body: (DatabaseRecord) throws -> Void) throws {
        var last: DatabaseIdentifier?
        while true {
            let page = try databases(after: last, limit: pageSize)
            for database in page { try body(database) }
            guard page.count == pageSize else { return }
            last = page.last?.id
        }
    }

    /// Returns every database, in the order of the numbers.
    package func allDatabases() throws -> [DatabaseRecord] {
        var all: [DatabaseRecord] = []
        try forEachDatabase { all.append($0) }
        return all
    }
}
