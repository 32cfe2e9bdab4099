import ArgumentParser
import KeyHierarchy
import Recovery

/// Whether `status` checks the keys, and how it says what they lack.
struct CheckOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, junit, prometheus
    }

    @Flag(help: "Say what keys lack: a verified backup, a copy of it, a second way in. Exit status 1 if anything.")
    var check = false

    @Option(
        help: ArgumentHelp("With --check: how old a verification may be, such as 90d, 12h or 2w.", valueName: "age"))
    var maxAge: Age?

    @Option(help: "With --check: the form of what is printed.")
    var format: Format?

    func validate() throws {
        guard check || maxAge == nil && format == nil else {
            throw ValidationError("--max-age and --format are for --check.")
        }
    }

    /// Prints what keys lack.
    ///
    /// - Throws: `ExitCode.failure` when it is anything.
    func run(_ hierarchy: EncryptionHierarchy, asJSON: Bool) async throws {
        if asJSON, let format, format != .json { throw ValidationError("--json and --format contradict each other.") }
        let maximumAge = maxAge?.duration ?? Posture.defaultMaximumAge
        let posture = try await hierarchy.session().examine(maximumAge: maximumAge).posture
        switch asJSON ? .json : format ?? .text {
        case .text: try Console.standardOutput(posture.description)
        case .json: try Console.json(PostureResult(posture))
        case .junit: try Console.standardOutput(posture.junitXML, terminator: "")
        case .prometheus: try Console.standardOutput(posture.prometheusText, terminator: "")
        }
        if !posture.isInOrder { throw ExitCode.failure }
    }
}
