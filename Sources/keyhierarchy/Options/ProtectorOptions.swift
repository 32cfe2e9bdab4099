import ArgumentParser
import KeyHierarchy

/// Which protector of a key is meant, and its password.
struct ProtectorOptions: ParsableArguments {
    @Option(help: "The number of its slot, as `protectors list` shows it.") var slot: Int32?
    @Option(help: "Its label, such as 'vault envelope 3', 'machine key' or 'service master key'.") var label: String?

    @Option(help: ArgumentHelp("A file that holds the password of the protector.", valueName: "file"))
    var passwordFile: String?

    @Flag(help: "Read the password of the protector from standard input.")
    var passwordStdin = false

    /// The protector.
    var selection: ProtectorSelection {
        get throws {
            switch (slot, label) {
            case (let slot?, nil): .slot(slot)
            case (nil, let label?): .label(label)
            default: throw ValidationError("Name one protector: --slot NUMBER or --label LABEL.")
            }
        }
    }

    /// Reads the password, or asks for it.
    func readPassword(of key: NamedKey) throws -> Password {
        let which = label.map { "Password '\($0)'" } ?? slot.map { "Password in slot \($0)" } ?? "Password"
        return try PasswordSource(file: passwordFile, standardInput: passwordStdin, prompt: "\(which) of the \(key)")
            .read()
    }

    /// Reads the password if the protector is one; if it is a key, only when it was given: that key may have a password.
    func readPassword(for protector: KeyProtector) throws -> Password? {
        guard protector.protector == .password || passwordFile != nil || passwordStdin else { return nil }
        return try readPassword(of: protector.key)
    }
}
