import ArgumentParser
import KeyHierarchy

/// The password that an operation sets.
struct NewPasswordOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A file that holds the password.", valueName: "file"))
    var passwordFile: String?

    @Flag(help: "Read the password from standard input.")
    var passwordStdin = false

    @Option(help: "What to call the password: where it is kept, not what it is.")
    var label = KeyEncryption.defaultLabel

    /// Reads the password, or asks for it twice.
    func read(_ prompt: String) throws -> Password {
        try PasswordSource(file: passwordFile, standardInput: passwordStdin, prompt: prompt, isNew: true).read()
    }
}
