#if SQLite
import GRDB
import KeyHierarchy

extension SQLiteKeyStore {
    /// Reads the whole file and checks that its pages, its indexes and its rules agree with each other.
    ///
    /// Opening a store does not do this, because it takes as long as reading every page twice. Do it after the machine or
    /// its disk had an accident, and on a copy before relying on it. It checks the form, not the secrets: whether they
    /// open, only their keys can tell.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/corrupted`` with the first problems; what reading throws.
    public func verifyIntegrity() async throws {
        let path = path
        let problems: [String]
        do {
            problems = try await pool.read { try Self.problems(in: $0) }
        } catch {
            throw HierarchyError.report(error, path: path)
        }
        guard problems.isEmpty else {
            throw HierarchyError.damaged(path, "\(problems.joined(separator: "; ")).")
        }
    }

    /// How many problems are told.
    private static let maximumProblems = 10

    private static func problems(in database: Database) throws -> [String] {
        // Not quick_check, which skips the indexes: an encryption that its index has lost would not be encrypted again
        // when its key is replaced.
        let found = try Row.fetchAll(database, sql: "PRAGMA integrity_check(\(maximumProblems))")
            .map { text(at: 0, of: $0) }
            .filter { $0 != "ok" }
        let orphans = try Row.fetchCursor(database, sql: "PRAGMA foreign_key_check")
        guard let orphan = try orphans.next() else { return found }
        return found + ["a row of table \(text(at: 0, of: orphan)) belongs to a row that is gone"]
    }

    private static func text(at index: Int, of row: Row) -> String {
        let value: DatabaseValue = row[index]
        return String.fromDatabaseValue(value) ?? "a problem without a name"
    }
}
#endif
