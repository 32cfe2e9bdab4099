import ArgumentParser
import KeyHierarchy

/// Where a password comes from.
struct PasswordSource {
    /// A file whose contents, without one line end, are the password.
    var file: String?
    /// Whether it is read from standard input, in the same way.
    var standardInput = false
    /// What to ask for at the terminal when it comes from neither.
    var prompt: String
    /// The options that it can come from, for whoever has no terminal.
    var options = "--password-file or --password-stdin"
    /// Whether to ask twice, since a typing error would lock the key away.
    var isNew = false

    /// Reads the password.
    ///
    /// - Parameter allowingEmpty: Whether no password at all is an answer.
    func read(allowingEmpty: Bool = false) throws -> Password {
        let bytes = try readBytes()
        guard allowingEmpty || bytes.count > 0 else { throw ToolError("The password is empty.") }
        guard unsafe !bytes.withUnsafeBytes({ unsafe $0.contains(0) }) else {
            throw ToolError("The password has a NUL character, which no terminal and no other program could give.")
        }
        do {
            return try Password(utf8: bytes)
        } catch {
            throw ToolError(error.description)
        }
    }

    private func readBytes() throws -> SecretBytes {
        if let file {
            if standardInput { throw ValidationError("Give either --password-file or --password-stdin, not both.") }
            return try SecretInput.file(file)
        }
        return standardInput ? try SecretInput.standardInput() : try prompted()
    }

    private func prompted() throws -> SecretBytes {
        let bytes = try Terminal.readSecret(prompt, orFrom: options)
        if isNew {
            let again = try Terminal.readSecret("\(prompt), again", orFrom: options)
            guard bytes == again else { throw ToolError("The two passwords are not the same. Nothing was changed.") }
        }
        return bytes
    }
}
