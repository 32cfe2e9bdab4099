import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Session {
    /// Creates a database, without a master key.
    ///
    /// - Parameter name: A name that no other database has.
    /// - Returns: The record of the database, with its number.
    /// - Throws: ``HierarchyError`` with the code `databaseExists`, `permissionDenied` (CREATE ANY DATABASE).
    @discardableResult
    public func createDatabase(_ name: DatabaseName) async throws -> DatabaseRecord {
        try await audited(.createDatabase, "database \(name)") {
            try await require(.createAnyDatabase)
            let created = Mutex<DatabaseRecord?>(nil)
            let change = Change(
                action: .createDatabase, subject: "database \(name)", permission: .createAnyDatabase
            ) { store, environment in
                guard try store.database(named: name) == nil else { throw HierarchyError.databaseExists(name) }
                var instance = try store.requireInstance()
                let id = DatabaseIdentifier(rawValue: instance.nextDatabase)
                instance.nextDatabase += 1
                try store.put(instance)
                let record = DatabaseRecord(
                    id: id, name: name, family: try environment.random.uuid(), created: environment.now)
                try store.put(record)
                created.withLock { $0 = record }
                return ChangeReport()
            }
            _ = try await commit(change)
            // Not read again: it may be gone by now, and a failure to read would look like one to create.
            return try created.withLock { $0 } ?? { throw HierarchyError.noSuchDatabase(name) }()
        }
    }

    /// Returns at most `limit` databases after the given one, in the order of their numbers; the system databases first.
    ///
    /// - Parameters:
    ///   - last: The number after which to begin; `nil` begins with `master`.
    ///   - limit: The most records to return; below 0 counts as 0.
    /// - Throws: ``HierarchyError`` with the code `sessionClosed`; what the store throws.
    public func databases(after last: DatabaseIdentifier? = nil, limit: Int = 1000) async throws -> [DatabaseRecord] {
        try requireNotClosed()
        return try await hierarchy.store.read { try $0.databases(after: last, limit: max(0, limit)) }
    }

    /// Returns the database of that name.
    ///
    /// - Parameter name: The database, in any spelling that is equal.
    /// - Returns: Its record.
    /// - Throws: ``HierarchyError/Code-swift.struct/noSuchDatabase``.
    public func database(_ name: DatabaseName) async throws -> DatabaseRecord {
        try requireNotClosed()
        return try await hierarchy.store.read { try $0.requireDatabase(name) }
    }

    /// Drops a database, with its master key and everything under it.
    ///
    /// - Parameter name: The database; no system database.
    /// - Returns: What was lost with it.
    /// - Throws: ``HierarchyError`` with the code `noSuchDatabase`, `systemDatabase`, `permissionDenied`.
    @discardableResult
    public func dropDatabase(_ name: DatabaseName) async throws -> ChangeReport {
        try await audited(.dropDatabase, "database \(name)") {
            try await commit(try await prepareDrop(of: name))
        }
    }

    /// Finds out what dropping a database would lose.
    ///
    /// - Parameter name: The database.
    /// - Returns: A plan whose report names everything that goes with the database.
    /// - Throws: As ``dropDatabase(_:)``.
    public func planDropDatabase(_ name: DatabaseName) async throws -> Plan {
        try await plan(try await prepareDrop(of: name))
    }

    private func prepareDrop(of name: DatabaseName) async throws -> Change {
        try await require(.control(name))
        return Change(action: .dropDatabase, subject: "database \(name)", permission: .control(name)) { store, _ in
            guard let database = try store.database(named: name) else { throw HierarchyError.cannotDropDatabase(name) }
            guard !database.id.isSystem else { throw HierarchyError.cannotDropSystemDatabase(database.name) }
            var report = ChangeReport()
            for key in try store.keys(in: database.id) {
                report.lost.append(
                    ChangeReport.Entry(
                        key: key.id, name: try store.fullName(of: key.id),
                        consequence: "It goes with the database. Only a backup brings it back."))
            }
            try store.removeDatabase(database.id)
            return report
        }
    }
}
