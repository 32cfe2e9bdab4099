import TransactSQLSyntax

/// The variables of a batch, and its cursors.
struct Variables {
    /// A variable with its type.
    struct Variable {
        var type: SQLType
        var value: SQLValue = .null
    }

    private var variables: [String: Variable] = [:]
    /// The cursors of the batch, by folded name; those that variables hold, by the names of these.
    var cursors: [String: Cursor] = [:]

    /// The variable of that name, whatever its case; `nil` when none is declared.
    subscript(name: VariableName) -> Variable? {
        get { variables[name.text.lowercased()] }
        set { variables[name.text.lowercased()] = newValue }
    }
}
