/// What the commands of sqlcmd in a script set.
struct SqlcmdSettings {
    /// The variables that were given, by folded name.
    private let variables: [String: String]
    /// What `:setvar` has set, by folded name, and what it has taken away: it counts for more.
    private(set) var changes: [String: String?]
    /// Whether the script ends after a batch with an error: `:on error exit`.
    var stopsOnError: Bool

    init(variables: [String: String], changes: [String: String?] = [:], stopsOnError: Bool) {
        self.variables = Dictionary(variables.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
        self.changes = changes
        self.stopsOnError = stopsOnError
    }

    /// The value of a variable, whatever its case; `nil` when it has none.
    subscript(name: String) -> String? {
        get { changes[name.lowercased()] ?? variables[name.lowercased()] }
        set { changes.updateValue(newValue, forKey: name.lowercased()) }
    }
}
