import Foundation
package import KeyHierarchy

extension DatabaseRecord {
    package static let columns = "id, name, family, created"

    package static let upsert = """
        INSERT INTO databases (id, name, folded_name, family, created)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
            name = excluded.name, folded_name = excluded.folded_name, family = excluded.family,
            created = excluded.created
        """

    package init(_ row: inout StoredRow) throws {
        self.init(
            id: DatabaseIdentifier(rawValue: try row.integer(in: Limits.numbers)), name: try row.databaseName(),
            family: try row.guid(), created: try row.date())
    }

    package func values() throws -> [ColumnValue] {
        [
            .number(id.rawValue), .text(name.description), .text(name.stored), .guid(family),
            try .date(created),
        ]
    }
}

extension DatabaseName {
    /// The form by which the tables keep names unique. Swift finds two strings equal that are canonically equivalent
    /// (`é` as one scalar or as two), SQLite only when their bytes are equal; in this form that is the same.
    package var stored: String {
        folded.precomposedStringWithCanonicalMapping
    }
}

extension StoredRow {
    fileprivate mutating func databaseName() throws -> DatabaseName {
        let text = try text()
        do {
            return try DatabaseName(text)
        } catch {
            throw damaged("is not a name that a database can have")
        }
    }
}
