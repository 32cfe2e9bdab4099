#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Session {
    /// Creates a database, without a master key.
    ///
    /// - Throws: ``HierarchyError`` with the code `databaseExists`, `permissionDenied` (CREATE ANY DATABASE).
    @discardableResult
    public func createDatabase(_ name: DatabaseName) async throws -> DatabaseRecord {
        try await audited(.createDatabase, "database \(name)") {
            try await require(.createAnyDatabase)
            let change = Change(action: .createDatabase, subject: "database \(name)") { store, environment in
                guard try store.database(named: name) == nil else { throw HierarchyError.databaseExists(name) }
                var instance = try store.requireInstance()
                let id = DatabaseIdentifier(rawValue: instance.nextDatabase)
                instance.nextDatabase += 1
                try store.put(instance)
                try store.put(DatabaseRecord(id: id, name: name, family: UUID(), created: environment.now))
                return ChangeReport()
            }
            _ = try await commit(change)
            return try await hierarchy.store.read { try $0.requireDatabase(name) }
        }
    }

    /// Returns at most `limit` databases after the given one, in the order of their numbers; the system databases first.
    public func databases(after last: DatabaseIdentifier? = nil, limit: Int = 1000) async throws -> [DatabaseRecord] {
        try await hierarchy.store.read { try $0.databases(after: last, limit: limit) }
    }

    /// Returns the database of that name.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/noSuchDatabase``.
    public func database(_ name: DatabaseName) async throws -> DatabaseRecord {
        try await hierarchy.store.read { try $0.requireDatabase(name) }
    }

    /// Drops a database, with its master key and everything under it.
    ///
    /// - Throws: ``HierarchyError`` with the code `noSuchDatabase`, `systemDatabase`, `permissionDenied`.
    @discardableResult
    public func dropDatabase(_ name: DatabaseName) async throws -> ChangeReport {
        try await audited(.dropDatabase, "database \(name)") {
            try await commit(try await prepareDrop(of: name))
        }
    }

    /// Finds out what dropping a database would lose.
    public func planDropDatabase(_ name: DatabaseName) async throws -> Plan {
        try await plan(try await prepareDrop(of: name))
    }

    private func prepareDrop(of name: DatabaseName) async throws -> Change {
        try await require(.control(name))
        return Change(action: .dropDatabase, subject: "database \(name)") { store, _ in
            let database = try store.requireDatabase(name)
            guard !database.id.isSystem else { throw HierarchyError.cannotDropSystemDatabase(database.name) }
            var report = ChangeReport()
            for key in try store.keys(in: database.id) {
                report.lost.append(
                    ChangeReport.Entry(
                        key: key.id, name: try store.name(of: key.id),
                        consequence: "It goes with the database. Only a backup brings it back."))
            }
            try store.removeDatabase(database.id)
            return report
        }
    }
}
