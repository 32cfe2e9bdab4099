import ArgumentParser

/// How the results of a script are printed.
enum ScriptFormat: String, CaseIterable, ExpressibleByArgument {
    case table
    case csv
    case json

    /// Returns a printer of the format.
    func printer(to output: ScriptOutput) -> any ScriptPrinter {
        switch self {
        case .table: TablePrinter(output)
        case .csv: CSVPrinter(output)
        case .json: JSONPrinter(output)
        }
    }
}
