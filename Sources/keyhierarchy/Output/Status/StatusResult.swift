import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An instance: its keys, what opens each, and where its backups are.
struct StatusResult: Report {
    let server: String
    let store: String
    let serviceMasterKey: Key
    let credentials: [Credential]
    let linkedServerLogins: [LinkedServerLogin]
    let databases: [Database]
    let warnings: [String]

    /// How many databases a person is shown with all their keys; of more, each takes a line.
    private static let databasesInFull = 20
    /// How many warnings a person is shown.
    private static let shownWarnings = 20

    /// - Parameter name: The only database to tell of; `nil` for all.
    init(_ hierarchy: EncryptionHierarchy, store: String, database name: DatabaseName?) async throws {
        let session = hierarchy.session()
        server = try await hierarchy.serverName()
        self.store = store
        let root = try await session.serviceMasterKey()
        serviceMasterKey = Key(root)
        credentials = try await session.credentials(in: .server).map(Credential.init)
        linkedServerLogins = try await session.linkedServerLogins().map(LinkedServerLogin.init)
        let records = if let name { [try await session.database(name)] } else { try await session.allDatabases() }
        var databases: [Database] = []
        for record in records {
            let database = try await Database(record, in: hierarchy, rootIsReadable: root.isReadable)
            // The system databases are always there: only keys in one are worth a line.
            guard name != nil || !record.id.isSystem || database.hasKeys else { continue }
            databases.append(database)
        }
        self.databases = databases
        warnings = Self.warnings(serviceMasterKey) + databases.flatMap(\.warnings)
    }

    private static func warnings(_ root: Key) -> [String] {
        var warnings: [String] = []
        if !root.opensByItself {
            warnings.append(
                "The service master key cannot be read with what was given to open it. Give the right machine key, or "
                    + "the token and its PIN; if they are lost, restore the key from its backup.")
        }
        if root.lastVerifiedBackup == nil {
            warnings.append(
                "The service master key has no verified backup. Back it up now, and keep a copy away from this machine: "
                    + "it is one of the first things to do to a server.")
        } else if root.changedSinceBackup == true {
            warnings.append("The service master key has changed since it was backed up. Back it up again.")
        }
        return warnings
    }

    func text(_ style: Style) -> String {
        var lines = ["\(style.bold(server))  \(style.faint(store))", "Service master key"]
        lines += serviceMasterKey.lines(style, indent: "  ")
        lines += (credentials.map(\.line) + linkedServerLogins.map(\.line)).map { "  \($0)" }
        if databases.count > Self.databasesInFull {
            lines += databases.flatMap { $0.summary(style) }
            lines.append(style.faint("--database NAME shows one with all its keys, --json shows them all."))
        } else {
            lines += databases.flatMap { $0.lines(style) }
        }
        if !warnings.isEmpty { lines.append("") }
        lines += Layout.warnings(Array(warnings.prefix(Self.shownWarnings)), style)
        let rest = warnings.count - Self.shownWarnings
        if rest > 0 { lines.append("and \(rest) more warnings (--json names them all)") }
        return lines.joined(separator: "\n")
    }
}
