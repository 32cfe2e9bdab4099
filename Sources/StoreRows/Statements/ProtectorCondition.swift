/// What finds the encryptions under a protector: a condition, and the values for its question marks.
package struct ProtectorCondition {
    package let sql: String
    package let values: [ColumnValue]

    package init(_ sql: String, _ values: [ColumnValue]) {
        self.sql = sql
        self.values = values
    }
}
