import ArgumentParser

/// Which fleet is meant.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .customLong("configuration"), help: ArgumentHelp("The fleet, as JSON.", valueName: "file"))
    var path: String

    /// Reads the file; what is wrong with it reaches the operator, and ends the program with 2.
    func read() throws -> FleetConfiguration {
        do {
            return try FleetConfiguration(contentsOf: path)
        } catch {
            FleetBackup.note("\(error)")
            throw ExitCode.couldNotWork
        }
    }
}
