package import KeyHierarchy

extension BackupRecord {
    package static let columns = "database_id, kind, number, place, fingerprint, is_copy, verified, passwords"

    package static let upsert = """
        INSERT INTO backups (database_id, kind, number, place, fingerprint, is_copy, verified, passwords)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (database_id, kind, number, place) DO UPDATE SET
            fingerprint = excluded.fingerprint, is_copy = excluded.is_copy, verified = excluded.verified,
            passwords = excluded.passwords
        """

    package init(_ row: inout StoredRow) throws {
        let key = try KeyIdentifier(&row)
        let place = try row.text()
        self.init(
            key: key, fingerprint: try row.fingerprint(), place: place, isCopy: try row.flag(),
            verified: try row.date(), passwords: try row.ifPresent { try $0.backupPasswords() } ?? [])
    }

    package func values() throws -> [ColumnValue] {
        guard passwords.count <= Self.maximumPasswordCount else {
            throw HierarchyError(
                .storeFailed,
                "A backup has \(passwords.count) passwords; a key store keeps \(Self.maximumPasswordCount).")
        }
        return key.values + [
            .text(place), .fingerprint(fingerprint), .flag(isCopy), try .date(verified),
            passwords.isEmpty ? .null : .text(passwords.map(\.line).joined(separator: "\n")),
        ]
    }
}

extension BackupRecord.PasswordEntry {
    /// The entry as a line of text, the same as in the label of a backup.
    fileprivate var line: String {
        label.isEmpty ? id : "\(id) \(label)"
    }

    fileprivate init?(line: Substring.UnicodeScalarView) {
        guard let space = line.firstIndex(of: " ") else {
            self.init(id: String(line), label: "")
            return
        }
        self.init(id: String(line[..<space]), label: String(line[space...].dropFirst()))
    }
}

extension StoredRow {
    /// Takes a text with a line for each password, at least one.
    fileprivate mutating func backupPasswords() throws -> [BackupRecord.PasswordEntry] {
        // By scalars: a label may begin with a combining mark, which to Swift is one character with the space.
        let lines = Substring(try text()).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count <= BackupRecord.maximumPasswordCount else {
            throw damaged("has more than \(BackupRecord.maximumPasswordCount) lines")
        }
        return try lines.map { line in
            guard let entry = BackupRecord.PasswordEntry(line: line) else {
                throw damaged("has a line that names no password of a backup")
            }
            return entry
        }
    }
}
