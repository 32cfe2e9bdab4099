#if PostgreSQL
import KeyHierarchy
import StoreRows

/// Columns as queries name them. Of a value that is longer than any that a store holds, the server sends the beginning, which
/// is too long as well and is refused: the CHECKs of the tables are for whoever owns them to drop.
enum BoundedColumns {
    static let instance = bounded(InstanceRecord.columns)
    static let database = bounded(DatabaseRecord.columns)
    static let key = bounded(KeyRecord.columns)
    static let encryption = bounded(KeyEncryption.columns)
    static let encryptionButProtector = bounded(KeyEncryption.columnsButProtector)
    static let backup = bounded(BackupRecord.columns)

    /// A column with texts.
    static func text(_ column: String) -> String {
        // In characters: of one byte at the least.
        "left(\(column), \(StoredText.maximumSize(of: Limits.textSize) + 1)) AS \(column)"
    }

    private static let texts: Set = [
        "server_name", "name", "identity", "label", "protector_name", "place", "passwords",
    ]
    private static let bytes: Set = ["guid", "family", "fingerprint", "sealed", "details"]

    private static func bounded(_ columns: String) -> String {
        columns.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map { column in
            let column = String(column)
            if texts.contains(column) { return text(column) }
            if bytes.contains(column) { return "substring(\(column) FOR \(Limits.blobSize + 1)) AS \(column)" }
            return column
        }.joined(separator: ", ")
    }
}
#endif
