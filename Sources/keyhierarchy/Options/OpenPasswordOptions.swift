import ArgumentParser
import KeyHierarchy

/// A password that opens a database master key in the session first.
struct OpenPasswordOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file that holds a password of the master key, to open it first. Needed when the service master key does "
                + "not open it.",
            valueName: "file"))
    var openPasswordFile: String?

    @Flag(help: "Ask for a password of the master key, to open it first.")
    var openPassword = false

    /// Opens the master key in the session, if that was asked for.
    func open(_ database: DatabaseName, in session: Session) async throws {
        guard openPassword || openPasswordFile != nil else { return }
        let password = try PasswordSource(
            file: openPasswordFile, prompt: "Password of the master key of \(database)"
        ).read()
        try await session.openMasterKey(of: database, password: password)
    }
}
