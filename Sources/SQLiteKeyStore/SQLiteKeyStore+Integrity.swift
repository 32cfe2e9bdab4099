#if SQLite
import KeyHierarchy
import StoreRows

extension SQLiteKeyStore {
    /// Reads the whole file, and checks that its pages and indexes agree with each other, that every row is one that
    /// this library can have written, and that none belongs to a row that is gone.
    ///
    /// Opening a store does not do this, because it takes as long as reading every page, and more. Do it after the
    /// machine or its disk had an accident, and on a copy before relying on it. It checks the form, not the secrets:
    /// whether they open, only their keys can tell. Writers need not wait meanwhile.
    ///
    /// SQLite asks for as much memory as a damaged row says that it takes, up to 2 GiB, whatever the length of the file. To
    /// check a file that may be somebody's trap, give SQLite a limit first, with `sqlite3_hard_heap_limit64`.
    ///
    /// - Throws: ``/KeyHierarchy/HierarchyError`` with the code `corrupted` and the first problems, or `unsupported`
    ///   when a row may be one of a newer version; what reading throws.
    public func verifyIntegrity() async throws {
        let path = path
        try await read { store in
            guard let transaction = store as? SQLiteTransaction else { return }
            let problems = try transaction.problems()
            guard problems.isEmpty else {
                throw HierarchyError.damaged(path, "\(problems.joined(separator: "; ")).")
            }
            try transaction.readEveryRow()
        }
    }
}

extension SQLiteTransaction {
    /// How many problems are told.
    private static let maximumProblems = 10

    /// What SQLite finds wrong.
    fileprivate func problems() throws -> [String] {
        // Not quick_check, which skips the indexes: an encryption that its index has lost would not be encrypted again
        // when its key is replaced.
        let found = try connection.texts("PRAGMA integrity_check(\(Self.maximumProblems))").filter { $0 != "ok" }
        let orphaned = try connection.texts("PRAGMA foreign_key_check").first
        return found + (orphaned.map { ["a row of table \($0) belongs to a row that is gone"] } ?? [])
    }

    /// Takes every row apart. SQLite itself would not do: it checks CHECK constraints for connections that write only.
    fileprivate func readEveryRow() throws {
        try connection.forEachRow("SELECT \(columns.instance) FROM instance", of: .instance) {
            _ = try InstanceRecord(&$0)
        }
        try connection.forEachRow("SELECT \(columns.database) FROM databases", of: .databases) {
            _ = try DatabaseRecord(&$0)
        }
        try connection.forEachRow("SELECT \(columns.key) FROM keys", of: .keys) {
            _ = try KeyRecord(&$0)
        }
        try connection.forEachRow("SELECT \(columns.encryption) FROM key_encryptions", of: .keyEncryptions) {
            _ = try KeyEncryption(&$0)
        }
        try connection.forEachRow("SELECT \(columns.backup) FROM backups", of: .backups) {
            _ = try BackupRecord(&$0)
        }
    }
}
#endif
