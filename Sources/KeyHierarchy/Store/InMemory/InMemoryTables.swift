/// What an ``InMemoryKeyStore`` holds: a value, whose copies share what they have in common.
struct InMemoryTables: Sendable {
    var instanceRecord: InstanceRecord?
    /// In ascending order of their numbers.
    private var pages = ChunkedArray<InMemoryPage>()
    private var names = NameIndex()

    // MARK: Pages

    /// The index of the first page whose number is not below `number`.
    private func firstPage(notBelow number: Int32) -> Int {
        // Database numbers are given out one after the other, so this is where it will be.
        if let index = Int(exactly: number), 0..<pages.count ~= index, pages[index].number == number { return index }
        var low = 0
        var high = pages.count
        while low < high {
            let middle = (low + high) / 2
            if pages[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func page(of database: DatabaseIdentifier) -> InMemoryPage? {
        let number = InMemoryPage.number(of: database)
        let index = firstPage(notBelow: number)
        return index < pages.count && pages[index].number == number ? pages[index] : nil
    }

    /// Calls `change` with the page that a database is on, which is added if it is missing.
    private mutating func changePage(of database: DatabaseIdentifier, _ change: (inout InMemoryPage) -> Void) {
        let number = InMemoryPage.number(of: database)
        let index = firstPage(notBelow: number)
        if index == pages.count {
            // The page before has all the databases that it will have.
            if index > 0 { pages[index - 1].trim() }
            pages.append(InMemoryPage(number: number))
        } else if pages[index].number != number {
            var rebuilt = Array(pages.suffix(from: 0))
            rebuilt.insert(InMemoryPage(number: number), at: index)
            pages = ChunkedArray(rebuilt)
        }
        change(&pages[index])
    }

    // MARK: Writing

    /// - Throws: ``HierarchyError/Code-swift.struct/databaseExists`` when another database has the name.
    mutating func put(_ database: DatabaseRecord) throws {
        if let namesake = self.database(named: database.name), namesake.id != database.id {
            throw HierarchyError(.databaseExists, "There is a database named '\(database.name)' already.")
        }
        if let old = self.database(database.id) { names.remove(old.id, named: old.name) }
        changePage(of: database.id) { $0.put(database) }
        names.insert(database.id, named: database.name)
    }

    mutating func removeDatabase(_ id: DatabaseIdentifier) {
        if let old = database(id) { names.remove(id, named: old.name) }
        changePage(of: id) { $0.removeDatabase(id) }
    }

    mutating func put(_ key: KeyRecord) {
        changePage(of: key.id.database) { $0.put(key) }
    }

    mutating func removeKey(_ id: KeyIdentifier) {
        changePage(of: id.database) { $0.removeKey(id) }
    }

    mutating func put(_ encryptions: [KeyEncryption]) {
        // Page by page: most of the time all that come together are on one.
        let encryptions = encryptions.span
        var start = 0
        while start < encryptions.count {
            let database = encryptions[start].id.key.database
            let page = InMemoryPage.number(of: database)
            var end = start + 1
            while end < encryptions.count, InMemoryPage.number(of: encryptions[end].id.key.database) == page {
                end += 1
            }
            changePage(of: database) { $0.put(encryptions.extracting(start..<end)) }
            start = end
        }
    }

    mutating func removeEncryption(_ id: KeyEncryption.Identifier) {
        changePage(of: id.key.database) { $0.removeEncryption(id) }
    }

    mutating func put(_ backup: BackupRecord) {
        changePage(of: backup.key.database) { $0.put(backup) }
    }
}

extension InMemoryTables: KeyStoreReader {
    func instance() -> InstanceRecord? {
        instanceRecord
    }

    func database(_ id: DatabaseIdentifier) -> DatabaseRecord? {
        page(of: id)?.database(id)
    }

    func database(named name: DatabaseName) -> DatabaseRecord? {
        for id in names.candidates(for: name) {
            if let record = database(id), record.name == name { return record }
        }
        return nil
    }

    func databases(after last: DatabaseIdentifier?, limit: Int) -> [DatabaseRecord] {
        let start = last.map { firstPage(notBelow: InMemoryPage.number(of: $0)) } ?? 0
        return Array(pages.suffix(from: start).lazy.flatMap { $0.databases(after: last) }.prefix(limit))
    }

    func key(_ id: KeyIdentifier) -> KeyRecord? {
        page(of: id.database)?.key(id)
    }

    func keys(in database: DatabaseIdentifier) -> [KeyRecord] {
        page(of: database)?.keys(in: database) ?? []
    }

    func encryptions(of key: KeyIdentifier) -> [KeyEncryption] {
        page(of: key.database)?.encryptions(of: key) ?? []
    }

    func encryptionCount(under protector: Protector) -> Int {
        pages(under: protector).suffix(from: 0).reduce(0) { $0 + $1.encryptionCount(under: protector) }
    }

    func forEachEncryption(
        under protector: Protector,
        batchSize: Int,
        _ body: (inout [KeyEncryption]) throws -> Void
    ) throws {
        var batch: [KeyEncryption] = []
        for page in pages(under: protector).suffix(from: 0) {
            var start = 0
            while let next = page.append(under: protector, from: start, to: &batch, limit: max(1, batchSize)) {
                try body(&batch)
                batch.removeAll(keepingCapacity: true)
                start = next
            }
        }
        if !batch.isEmpty { try body(&batch) }
    }

    func backups(of key: KeyIdentifier) -> [BackupRecord] {
        page(of: key.database)?.backups(of: key) ?? []
    }

    func backups(in database: DatabaseIdentifier) -> [BackupRecord] {
        page(of: database)?.backups(in: database) ?? []
    }

    /// The pages that can have encryptions under a protector. What a database master key protects lies in its database.
    private func pages(under protector: Protector) -> ChunkedArray<InMemoryPage> {
        switch protector {
        case .key(let key) where key.kind == .databaseMasterKey: ChunkedArray(page(of: key.database).map { [$0] } ?? [])
        case .root: ChunkedArray(page(of: .master).map { [$0] } ?? [])
        case .key, .password: pages
        }
    }
}
