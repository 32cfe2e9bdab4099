// What asymmetric and symmetric keys have in common.
extension Printer {
    /// Writes `WITH` and the options of a new key, if there are any.
    mutating func keyOptions(
        algorithm: (some KeyAlgorithm)?,
        strings: [(name: String, value: StringLiteral?)],
        disposition: CreationDisposition?
    ) {
        var separator = " WITH "
        if let algorithm {
            write("\(separator)ALGORITHM = \(algorithm.rawValue)")
            separator = ", "
        }
        for option in strings {
            guard let value = option.value else {
                continue
            }
            write("\(separator)\(option.name) = ")
            write(value)
            separator = ", "
        }
        if let disposition {
            write("\(separator)CREATION_DISPOSITION = \(disposition == .createNew ? "CREATE_NEW" : "OPEN_EXISTING")")
        }
    }

    /// Writes the `DROP` of a key.
    mutating func drop(_ words: String, _ name: Identifier, removesProviderKey: Bool) {
        write("DROP \(words) ", name)
        write(removesProviderKey ? " REMOVE PROVIDER KEY" : "")
    }
}
