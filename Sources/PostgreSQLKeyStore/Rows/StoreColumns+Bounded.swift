#if PostgreSQL
import StoreRows

// Of a value that is longer than any that a store holds, the server sends the beginning, which is too long as well and is
// refused: the CHECKs of the tables are for whoever owns them to drop.
extension StoreColumns {
    /// The columns, with values no longer than what tells that they are too long.
    static let bounded = {
        var columns = StoreColumns()
        for column in [\StoreColumns.instance, \.database, \.key, \.encryption, \.encryptionButProtector, \.backup] {
            columns[keyPath: column] = bounded(columns[keyPath: column])
        }
        return columns
    }()

    /// A column with texts, likewise.
    static func boundedText(_ column: String) -> String {
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
            if texts.contains(column) { return boundedText(column) }
            if bytes.contains(column) { return "substring(\(column) FOR \(Limits.blobSize + 1)) AS \(column)" }
            return column
        }.joined(separator: ", ")
    }
}
#endif
