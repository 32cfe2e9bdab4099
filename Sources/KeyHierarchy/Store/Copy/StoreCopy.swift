/// Copies a whole instance from one store to another, of another kind if need be.
///
///     let report = try await StoreCopy(from: old, to: new).run()
///
/// Records are copied as they are: the copy is the same instance, opens with the same root protectors, and no secret is
/// opened on the way. Stop whoever uses the source first, and start on the copy afterwards: two stores of one instance that
/// both go on cannot be brought together again. What changes the instance meanwhile is noticed; a backup or a proof that is
/// only noted may be missing from the copy.
///
/// The whole source is read before anything is written, so that one that is damaged leaves no trace. Then the
/// destination gets a record that no version of this library starts on, until everything is there, and was read back
/// and compared. Before it has that record, a new store is empty, and an instance can be started on it: give it to
/// nobody else until the copy reports progress.
///
/// Database by database, what the destination does not have alike is written. So a copy that was interrupted at any instant
/// goes on when it is run again. Some hundred databases are in memory at a time.
public struct StoreCopy: Sendable {
    let source: any KeyStore
    let destination: any KeyStore

    /// The most databases in one transaction.
    static let pageSize = 256
    /// How often the source may have changed before the copy gives up.
    private static let maximumAttempts = 3

    /// Creates a copy that has not begun.
    ///
    /// - Parameters:
    ///   - source: The store of the instance. It is only read.
    ///   - destination: A store that is new, or that an earlier attempt of the same copy has left.
    public init(from source: any KeyStore, to destination: any KeyStore) {
        self.source = source
        self.destination = destination
    }

    /// Finds out what ``run(progress:)`` would write, and changes nothing.
    ///
    /// - Returns: What there is to copy, and how much of it the destination has not got.
    /// - Throws: As ``run(progress:)`` does for stores that do not fit, and for rows that cannot be read.
    public func plan() async throws -> StoreCopyReport {
        let instance = try await sourceInstance()
        let present = try await destination.read { try Self.state(of: $0, for: instance) }
        var report = StoreCopyReport()
        report.isResumed = present != nil
        try await walk { rows, last in
            for row in rows { report.count(row) }
            let isDone = try await destination.read { store in try rows.map { try Self.has($0, store) } }
            report.databasesWritten += isDone.count { !$0 }
        }
        return report
    }

    /// Copies what the destination does not have, compares the two, and makes the copy ready to start on.
    ///
    /// - Parameter progress: Told after each transaction how many of the databases are there.
    /// - Returns: What there was to copy, and how much of it was written now.
    /// - Throws: ``HierarchyError`` with the code `storeFailed` when the destination holds another instance, a newer state, a
    ///   copy that was used since, or rows of unknown origin, and when something differs after all; `conflict` when
    ///   the source changes again and again; `unsupported` when a newer version wrote the source, or it is an incomplete copy
    ///   itself; `corrupted` for rows of the source that are no records; what the stores throw. `CancellationError`
    ///   between two transactions. The source is unchanged; the destination can be gone on with, and a ``HierarchyError``
    ///   says so once something is written there.
    @discardableResult
    public func run(progress: (@Sendable (ChangeProgress) -> Void)? = nil) async throws -> StoreCopyReport {
        try await run(surveyed: try await plan(), progress: progress)
    }

    /// Copies as ``run(progress:)`` does, after the source was surveyed. A destination that is made between the two is
    /// empty for a moment only: what is written first says that it is a copy.
    ///
    /// - Parameters:
    ///   - survey: What ``plan()`` has found; it may have looked at an empty store in the place of the destination.
    ///   - progress: Told after each transaction how many of the databases are there.
    /// - Returns: What there was to copy, and how much of it was written now.
    /// - Throws: As ``run(progress:)``.
    package func run(
        surveyed survey: StoreCopyReport,
        progress: (@Sendable (ChangeProgress) -> Void)? = nil
    ) async throws -> StoreCopyReport {
        var wasThere: Bool?
        var written = 0
        var isUnfinished = false
        do {
            for attempt in 1...Self.maximumAttempts {
                let instance = try await sourceInstance()
                // What somebody else has made of the destination since is no unfinished copy.
                isUnfinished = false
                let present = try await mark(instance)
                let isComplete = present == instance
                isUnfinished = !isComplete
                // What was there before the first of them is what was there; the others find the marker of that one.
                wasThere = wasThere ?? (present != nil)
                if !isComplete { written += try await copy(instance.incompleteCopy, of: survey.databases, progress) }
                var report = StoreCopyReport()
                let differences = try await differences(counting: &report)
                report.databasesWritten = written
                report.isResumed = wasThere ?? false
                guard try await sourceInstance() == instance else { continue }
                guard differences.isEmpty else {
                    // What is noted of backups and of proofs is no new revision of the instance.
                    if !isComplete, attempt < Self.maximumAttempts { continue }
                    throw HierarchyError.copyDiffers(differences, isComplete: isComplete)
                }
                if !isComplete { try await complete(instance) }
                return report
            }
            throw HierarchyError.conflict(
                "The source changes while it is copied. Stop what writes to it, and copy again.")
        } catch is DestinationChanged {
            throw HierarchyError.conflict(
                "Something else writes to the destination of the copy. Stop it, and copy again.")
        } catch let error as HierarchyError where isUnfinished {
            throw HierarchyError.unfinishedCopy(error)
        }
    }

    /// The destination has another record than that of this copy.
    private struct DestinationChanged: Error {}

    /// Writes into the destination that it is a copy which is not complete, unless it is the whole of it.
    ///
    /// - Returns: The record that the destination had.
    private func mark(_ instance: InstanceRecord) async throws -> InstanceRecord? {
        try await destination.write { store in
            let present = try Self.state(of: store, for: instance)
            if present != instance { try store.put(instance.incompleteCopy) }
            return present
        }
    }

    /// Takes the mark away: from now on the copy can be started on.
    private func complete(_ instance: InstanceRecord) async throws {
        try await destination.write { store in
            guard try store.instance() == instance.incompleteCopy else { throw DestinationChanged() }
            try store.put(instance)
        }
    }

    /// The record of the source, which must be one that can be started on.
    private func sourceInstance() async throws -> InstanceRecord {
        guard let instance = try await source.read({ try $0.instance() }) else {
            throw HierarchyError(
                .storeFailed, "The store to be copied holds no instance. Nothing was changed.",
                advice: "Check its name.")
        }
        guard instance.formatVersion <= InstanceRecord.currentFormatVersion else {
            throw HierarchyError.unreadableFormat(instance)
        }
        return instance
    }

    /// The record of the destination, `nil` if that is new, once it is seen that a copy may go there.
    private static func state(
        of store: any KeyStoreReader,
        for instance: InstanceRecord
    ) throws -> InstanceRecord? {
        guard let present = try store.instance() else {
            guard try store.databases(after: nil, limit: 1).isEmpty else {
                throw HierarchyError.unfitDestination("it holds rows that belong to no instance.")
            }
            return nil
        }
        guard present.id == instance.id else {
            throw HierarchyError.unfitDestination("it holds another instance, '\(present.serverName)'.")
        }
        if present.isIncompleteCopy {
            guard present.revision <= instance.revision else {
                throw HierarchyError.unfitDestination("it holds a part of a newer state of the instance.")
            }
        } else {
            guard present == instance else {
                throw HierarchyError.unfitDestination(
                    "it holds this instance already, and one of the two was changed since.")
            }
        }
        return present
    }

    /// Writes what differs, and removes what the source does not have; returns how many databases were written.
    private func copy(
        _ marker: InstanceRecord,
        of total: Int,
        _ progress: (@Sendable (ChangeProgress) -> Void)?
    ) async throws -> Int {
        var written = 0
        var completed = 0
        try await walk { rows, last in
            written += try await destination.write { store in
                guard try store.instance() == marker else { throw DestinationChanged() }
                let missing = try rows.filter { try !Self.has($0, store) }
                try Self.removeOthers(than: rows, missing: missing, after: last, in: store)
                for row in missing {
                    if let namesake = try store.database(named: row.database.name) {
                        try store.removeDatabase(namesake.id)
                    }
                    try row.write(to: store)
                }
                return missing.count
            }
            completed += rows.count
            progress?(ChangeProgress(completed: completed, total: max(total, completed)))
        }
        return written
    }

    /// Removes the databases from `last` to the end of a page that are not in it, or are to be written anew.
    private static func removeOthers(
        than rows: [DatabaseRows],
        missing: [DatabaseRows],
        after last: DatabaseIdentifier?,
        in store: any KeyStoreWriter
    ) throws {
        let kept = Set(rows.map(\.database.id)).subtracting(missing.map(\.database.id))
        var last = last
        while true {
            let page = try store.databases(after: last, limit: pageSize)
            for database in page {
                if let end = rows.last?.database.id, database.id > end { return }
                if !kept.contains(database.id) { try store.removeDatabase(database.id) }
            }
            guard let next = page.last?.id else { return }
            last = next
        }
    }

    private static func has(_ rows: DatabaseRows, _ store: any KeyStoreReader) throws -> Bool {
        guard let present = try store.database(rows.database.id) else { return false }
        return try DatabaseRows(present, in: store) == rows
    }

    /// Reads both stores again, counts what there is in the source, and names the first things that are not alike.
    private func differences(counting report: inout StoreCopyReport) async throws -> [String] {
        var differences: [String] = []
        try await walk { rows, last in
            for row in rows { report.count(row) }
            let present = try await destination.read { store in
                try DatabaseRows.page(of: store, after: last, limit: Self.pageSize)
            }
            let byNumber = Dictionary(present.map { ($0.database.id, $0) }) { first, _ in first }
            for row in rows { differences += row.differences(from: byNumber[row.database.id]) }
            let numbers = Set(rows.map(\.database.id))
            for row in present where !numbers.contains(row.database.id) {
                if let end = rows.last?.database.id, row.database.id > end { break }
                differences.append("database \(row.database.name), which the source does not have")
            }
            differences = Array(differences.prefix(Self.pageSize))
        }
        return differences
    }

    /// Calls `body` with all databases of the source, a page at a time, and at last with an empty page.
    private func walk(
        _ body: (_ rows: [DatabaseRows], _ last: DatabaseIdentifier?) async throws -> Void
    ) async throws {
        var last: DatabaseIdentifier?
        while true {
            try Task.checkCancellation()
            let rows = try await source.read { [last] store in
                try DatabaseRows.page(of: store, after: last, limit: Self.pageSize)
            }
            try await body(rows, last)
            guard let next = rows.last?.database.id else { return }
            last = next
        }
    }
}

extension HierarchyError {
    /// What a store threw once a part of the copy was there. What it says of its own transaction is not true of the
    /// copy.
    fileprivate static func unfinishedCopy(_ error: HierarchyError) -> HierarchyError {
        let state =
            error.code == .outcomeUnknown
            ? "an unfinished copy, or all of it" : "an unfinished copy, which nothing starts on"
        return HierarchyError(
            error.code, "The copy broke off. The source is unchanged; the destination has \(state).",
            advice: "Then give the same command again: it goes on where the copy stopped.", cause: error)
    }

    fileprivate static func copyDiffers(_ differences: [String], isComplete: Bool) -> HierarchyError {
        let named = differences.prefix(10).joined(separator: "; ")
        let more = differences.count > 10 ? "; and others" : ""
        return HierarchyError(
            .storeFailed, "The copy is not like the source in this: \(named)\(more).",
            advice: isComplete
                ? "The copy was in use since. Decide which of the two is to go on."
                : "See that nobody uses the source, not even to verify backups, and copy again. If it stays, one of the stores "
                    + "does not keep what it is given: check its disk.")
    }
}
