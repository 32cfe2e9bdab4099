#if SQLite
import KeyHierarchy
import StoreRows

// The first version of the tables lacked two columns.
extension KeyRecord {
    /// The columns of a key, in a store of that version.
    static func columns(inVersion version: Int64) -> String {
        version >= 2 ? columns : columns.replacing("details", with: "NULL AS details")
    }
}

extension BackupRecord {
    /// The columns of a backup, in a store of that version.
    static func columns(inVersion version: Int64) -> String {
        version >= 2 ? columns : columns.replacing("passwords", with: "NULL AS passwords")
    }
}
#endif
