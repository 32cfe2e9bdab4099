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

    /// An option with the text as its value, such as `--database Sales`. What begins with a hyphen would be taken for an option
    /// of its own.
    ///
    /// - Parameter option: The option, with its hyphens.
    package func shellValue(of option: String) -> String {
        option + (hasPrefix("-") ? "=" : " ") + shellWord
    }

    /// The text as an argument that is no path, behind `--` where it begins with a hyphen: options have to stand before it.
    package var shellArgument: String {
        (hasPrefix("-") ? "-- " : "") + shellWord
    }

    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,".utf8)
}
