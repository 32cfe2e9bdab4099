#if PostgreSQL
import KeyHierarchy
import StoreRows

/// What finds the encryptions under a protector. The number of its sort is part of the statement and not a value: only so
/// does the planner know which index to take.
struct ProtectorCondition {
    let sql: String
    let values: [ColumnValue]

    init(_ protector: Protector) {
        switch protector {
        case .root(let name):
            sql = "protector = 1 AND protector_name = ?"
            values = [.text(name.rawValue)]
        case .key(let key):
            sql = "protector = 2 AND protector_database_id = ? AND protector_kind = ? AND protector_number = ?"
            values = key.values
        case .password:
            sql = "protector = 3"
            values = []
        }
    }
}
#endif
