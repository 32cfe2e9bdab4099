extension String {
    /// The text as one word of a shell, for commands that people copy: in quotes where it needs them.
    package var shellWord: String {
        let isPlain = !isEmpty && utf8.allSatisfy { Self.plain.contains($0) }
        return isPlain ? self : "'" + replacing("'", with: #"'\''"#) + "'"
    }

    /// The text as a path in a command. What begins with a hyphen would be taken for an option.
    package var shellPath: String {
        (hasPrefix("-") ? "./" + self : self).shellWord
    }

    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,".utf8)
}
