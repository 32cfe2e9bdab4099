import ArgumentParser

/// How results are printed.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print the result as JSON.")
    var json = false

    /// Prints a result, as JSON or as text.
    func print(_ result: some Report) throws {
        if json {
            try Console.json(result)
        } else {
            try Console.standardOutput(result.text(Style.standardOutput).printable)
        }
    }
}
