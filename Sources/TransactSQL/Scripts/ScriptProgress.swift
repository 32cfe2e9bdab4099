/// How far a script came.
package struct ScriptProgress: Hashable, Sendable {
    /// The line of the script on which the statement stands that began last, counted from 1; `nil` when none did.
    package var fileLine: Int?
    /// Whether the script ended in the middle of that statement.
    package var isWithinStatement = false
    /// Whether that statement had committed something by then.
    package var hasChanged = false
    /// How many statements had ended by then, with an error or without.
    package var endedCount = 0
}
