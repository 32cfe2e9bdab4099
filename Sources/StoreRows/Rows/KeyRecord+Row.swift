package import KeyHierarchy

extension KeyRecord {
    package static let columns = """
        database_id, kind, number, name, guid, algorithm, fingerprint, identity, details, created, modified, version
        """

    // Not INSERT OR REPLACE, which deletes the old row first, and the encryptions with it.
    package static let upsert = """
        INSERT INTO keys (
            database_id, kind, number, name, guid, algorithm, fingerprint, identity, details, created,
            modified, version
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (database_id, kind, number) DO UPDATE SET
            name = excluded.name, guid = excluded.guid, algorithm = excluded.algorithm,
            fingerprint = excluded.fingerprint, identity = excluded.identity, details = excluded.details,
            created = excluded.created, modified = excluded.modified, version = excluded.version
        """

    package init(_ row: inout StoredRow) throws {
        self.init(
            id: try KeyIdentifier(&row), name: try row.text(), guid: try row.guid(),
            algorithm: try row.ifPresent { try KeyAlgorithm(&$0) },
            fingerprint: try row.ifPresent { try $0.fingerprint() }, identity: try row.ifPresent { try $0.text() },
            details: try row.ifPresent { try $0.bytes(atMost: Limits.detailsSize) } ?? [], created: try row.date(),
            modified: try row.date(), version: try row.integer(in: Limits.versions))
    }

    package func values() throws -> [ColumnValue] {
        id.values + [
            .text(name), .guid(guid), .optional(algorithm) { .number($0.rawValue) },
            .optional(fingerprint, ColumnValue.fingerprint), .optional(identity, ColumnValue.text),
            details.isEmpty ? .null : .blob(details), try .date(created), try .date(modified), .number(version),
        ]
    }
}

extension KeyAlgorithm {
    fileprivate init(_ row: inout StoredRow) throws {
        let code = try row.code()
        guard let algorithm = KeyAlgorithm(rawValue: code) else { throw row.unknown("algorithm \(code)") }
        self = algorithm
    }
}
