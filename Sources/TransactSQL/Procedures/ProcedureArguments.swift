/// What a procedure is called with.
struct ProcedureArguments: Sendable {
    /// A value for each parameter, which is `NULL` where none was given.
    let values: [SQLValue]
    /// The indices of the parameters that the call names.
    let named: Set<Int>

    /// The value of a parameter.
    subscript(index: Int) -> SQLValue { values[index] }

    /// Whether the call names a parameter.
    func isNamed(_ index: Int) -> Bool {
        named.contains(index)
    }

    /// An argument as a message may show it: `…` unless the call names the parameter. What stands in the wrong place may
    /// be a password.
    func shown(_ index: Int) -> String {
        isNamed(index) ? values[index].description : "…"
    }
}
