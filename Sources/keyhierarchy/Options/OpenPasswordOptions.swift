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

    /// Opens the master key in the session, if a password was given.
    func open(_ database: DatabaseName, in session: Session) async throws {
        guard let openPasswordFile else { return }
        let password = try PasswordSource(file: openPasswordFile, prompt: "").read()
        try await session.openMasterKey(of: database, password: password)
    }
}
