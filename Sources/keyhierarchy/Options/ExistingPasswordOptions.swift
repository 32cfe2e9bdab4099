import ArgumentParser
import KeyHierarchy

/// The password that opens a backup.
struct ExistingPasswordOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A file that holds the password of the backup.", valueName: "file"))
    var passwordFile: String?

    @Flag(help: "Read the password of the backup from standard input.")
    var passwordStdin = false

    /// Reads the password, or asks for it.
    func read() throws -> Password {
        try PasswordSource(file: passwordFile, standardInput: passwordStdin, prompt: "Password of the backup").read()
    }
}
