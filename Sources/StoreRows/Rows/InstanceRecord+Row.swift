package import KeyHierarchy

extension InstanceRecord {
    package static let columns = """
        id, guid, server_name, created, format_version, revision, next_database,
        next_credential
        """

    package static let upsert = """
        INSERT INTO instance (
            id, guid, server_name, created, format_version, revision, next_database, next_credential
        ) VALUES (1, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
            guid = excluded.guid, server_name = excluded.server_name, created = excluded.created,
            format_version = excluded.format_version, revision = excluded.revision,
            next_database = excluded.next_database, next_credential = excluded.next_credential
        """

    package init(_ row: inout StoredRow) throws {
        _ = try row.integer(as: Int64.self, in: 1...1)
        self.init(
            id: try row.guid(), serverName: try row.text(), created: try row.date(),
            formatVersion: try row.integer(in: Limits.numbers), revision: try row.integer(in: Limits.versions),
            nextDatabase: try row.integer(in: Limits.numbers), nextCredential: try row.integer(in: Limits.numbers))
    }

    package func values() throws -> [ColumnValue] {
        [
            .guid(id), .text(serverName), try .date(created), .number(formatVersion), .number(revision),
            .number(nextDatabase), .number(nextCredential),
        ]
    }
}
