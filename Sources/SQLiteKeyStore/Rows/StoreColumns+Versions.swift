#if SQLite
import StoreRows

extension StoreColumns {
    /// The columns in a store of a version; the first version of the tables lacked two.
    init(inVersion version: Int64) {
        self.init()
        guard version < 2 else { return }
        key.replace("details", with: "NULL AS details")
        backup.replace("passwords", with: "NULL AS passwords")
    }
}
#endif
