import Backup
import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A backup that has been written and verified.
struct BackupResult: Report {
    let facts: BackupFactsResult
    let places: [String]
    let warnings: [String]

    init(_ receipt: BackupReceipt) {
        facts = BackupFactsResult(receipt.facts)
        places = receipt.places
        warnings = receipt.warnings.map(\.description)
    }

    func text(_ style: Style) -> String {
        let title = style.bold("Backed up the \(facts.key)\(facts.database.map { " of \($0)" } ?? "").")
        let lines = Layout.facts([("Fingerprint", facts.fingerprint)]) + places.map { "Verified:    \($0)" }
        return ([title] + lines + Layout.warnings(warnings, style)).joined(separator: "\n")
    }
}

/// The facts of a backup, in the words of its label.
struct BackupFactsResult: Encodable {
    struct Password: Encodable {
        let id: String
        let label: String
    }

    let key: String
    let server: String
    let database: String?
    let name: String?
    let guid: String?
    let algorithm: String
    let created: Date
    let fingerprint: String?
    let passwords: [Password]

    init(_ facts: BackupFacts) {
        key = facts.kind.rawValue
        server = facts.server
        database = facts.database
        name = facts.name
        guid = facts.guid?.uuidString
        algorithm = facts.algorithm.name
        created = facts.created
        fingerprint = facts.fingerprint?.description
        passwords = facts.passwords.map { Password(id: $0.id, label: $0.label) }
    }

    /// The facts as lines.
    var lines: [String] {
        Layout.facts([
            ("Key", key), ("Server", server), ("Database", database), ("Key name", name), ("Key GUID", guid),
            ("Algorithm", algorithm), ("Created", created.formatted(.iso8601)), ("Fingerprint", fingerprint),
        ])
    }
}
