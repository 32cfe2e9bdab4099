/// What the commands of sqlcmd in a script set.
struct SqlcmdSettings {
    /// The variables, by folded name: those that were given, and in their place those of `:setvar`.
    private var variables: [String: String]
    /// Whether the script ends after a batch with an error: `:on error exit`.
    var stopsOnError: Bool

    init(variables: [String: String], stopsOnError: Bool) {
        self.variables = Dictionary(variables.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
        self.stopsOnError = stopsOnError
    }

    /// The value of a variable, whatever its case; `nil` when it has none.
    subscript(name: String) -> String? {
        get { variables[name.lowercased()] }
        set { variables[name.lowercased()] = newValue }
    }
}
