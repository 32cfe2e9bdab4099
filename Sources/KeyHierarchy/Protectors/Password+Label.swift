extension Password {
    /// Throws unless the password may be called so, for everybody to read.
    ///
    /// - Parameter label: Where the password is kept, not what it is.
    /// - Throws: ``HierarchyError`` with the code `invalidName` for more than 128 characters (UTF-16) or a control character,
    ///   which a terminal would obey; `passwordRefused` for one that contains the password.
    package func requireLabel(_ label: String) throws(HierarchyError) {
        guard label.utf16.count <= 128 else {
            throw HierarchyError(.invalidName, "A label has at most 128 characters; this one has \(label.utf16.count).")
        }
        guard !label.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw HierarchyError(.invalidName, "A label has no control characters, such as line breaks.")
        }
        guard !isContained(in: label) else {
            throw HierarchyError(
                .passwordRefused, "The label contains the password, and anybody can read it.",
                advice: "Say where the password is kept, not what it is.")
        }
    }
}
