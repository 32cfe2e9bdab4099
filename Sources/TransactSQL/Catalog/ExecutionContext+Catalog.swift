import KeyHierarchy
import TransactSQLSyntax

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ExecutionContext {
    /// The view that a name stands for, and the database that the name says, if it says one.
    ///
    /// - Throws: ``StatementFailure`` 208 when there is no such table or view, ``NotModelled`` for a view that a server has.
    func view(_ name: QualifiedName) throws -> (CatalogView, String?) {
        let schema = name.qualifiers.last.map { SQLText.folded($0.text) }
        let missing = StatementFailure(208, Binder.text(of: name)).whileBinding
        if schema == "information_schema" { throw NotModelled("INFORMATION_SCHEMA.\(name.name)", nil) }
        guard schema == "sys", name.qualifiers.count <= 2 else {
            if isCompatibilityView(name) {
                throw NotModelled(Binder.text(of: name), "Use the views of the schema sys.")
            }
            if name.qualifiers.count == 2, SQLText.folded(name.qualifiers[0].text) == "msdb" {
                throw NotModelled(Binder.text(of: name), "The tables of msdb are not kept.")
            }
            throw missing
        }
        guard let view = CatalogViews.named(name.name.text) else {
            guard CatalogViews.isUnmodelled(name.name.text) else { throw missing }
            throw NotModelled("sys.\(name.name)", "This view is not among those of the model.")
        }
        return (view, name.qualifiers.count == 2 ? name.qualifiers[0].text : nil)
    }

    /// Whether a name is that of a view of the time before the schema `sys`, such as `master..sysdatabases`.
    private func isCompatibilityView(_ name: QualifiedName) -> Bool {
        guard ["", "dbo"].contains(name.qualifiers.last.map { SQLText.folded($0.text) } ?? "") else { return false }
        return Self.compatibilityViews.contains(SQLText.folded(name.name.text))
    }

    private static let compatibilityViews: Set<String> = [
        "sysaltfiles", "syscolumns", "syscomments", "sysconfigures", "syscurconfigs", "sysdatabases", "sysdevices",
        "sysfiles", "sysindexes", "syslockinfo", "syslogins", "sysmembers", "sysmessages", "sysobjects",
        "sysoledbusers", "sysperfinfo", "syspermissions", "sysprocesses", "sysprotects", "sysremotelogins",
        "sysservers", "systypes", "sysusers",
    ]

    /// The rows of a view in a database, or in the current one.
    func rows(of view: CatalogView, in database: String?) async throws -> [[SQLValue]] {
        let record: DatabaseRecord
        if let database, !database.isEmpty {
            guard let found = try await self.database(orAssumed: database) else {
                throw StatementFailure(208, "\(database).sys.\(view.name)").whileBinding
            }
            record = found
        } else {
            record = try await currentDatabase()
        }
        return try await view.rows(Catalog(context: self, database: record))
    }

    /// The current database. When somebody has dropped it meanwhile, it is `master` again.
    func currentDatabase() async throws -> DatabaseRecord {
        if let record = try await database(named: state.database.description) { return record }
        state.database = "master"
        return try await session.database("master")
    }

    /// The database of that name; `nil` when there is none.
    func database(named name: String) async throws -> DatabaseRecord? {
        guard let name = try? DatabaseName(String(SQLText.trimmingEnd(name))) else { return nil }
        return try await read { try $0.database(named: name) }
    }

    /// Every database, in the order of the numbers.
    func databases() async throws -> [DatabaseRecord] {
        try await read { try $0.allDatabases() }
    }

    /// The symmetric keys of the current database that the principal may see, master keys and temporary keys among them.
    func visibleSymmetricKeys() async throws -> [VisibleKey] {
        let catalog = Catalog(context: self, database: try await currentDatabase())
        let stored = try await catalog.masterKeys() + catalog.symmetricKeys()
        let temporary = try await session.temporarySymmetricKeys()
        return stored.map { VisibleKey(id: $0.key.id, name: SymmetricKeysView.name(of: $0.key), guid: $0.key.guid) }
            + temporary.map { VisibleKey(id: $0.id, name: $0.name, guid: $0.guid) }
    }

    /// The symmetric key of that name in the current database.
    func symmetricKey(named name: String) async throws -> VisibleKey? {
        let wanted = SQLText.folded(name)
        return try await visibleSymmetricKeys().first { SQLText.folded($0.name) == wanted }
    }
}

/// What functions tell of a symmetric key.
struct VisibleKey {
    let id: KeyIdentifier
    let name: String
    let guid: UUID
}
