import LineEditing

/// Which inputs may be remembered.
///
/// Whatever holds a literal and could hold a secret may not. It is a matter of words, not of grammar: a statement with a typing
/// error in it holds its password all the same.
enum HistoryPolicy {
    /// Words, whole or in part, beside which a literal may be a secret; some as people mistype them.
    private static let parts = [
        "PASS", "PASW", "PWD", "SECRET", "IDENTI", "ENCRYPT", "DECRYPT", "SIGNBY", "KEY_SOURCE", "PRIVATE",
        "CREDENTIAL",
        "PROVIDER", "AUTHENTICATOR", "TOKEN", "LINKEDSRV",
    ]

    /// Whole words beside which a literal may be one: statements on keys mostly have a password.
    private static let words: Set<String> = ["KEY", "CERTIFICATE", "LOGIN", "USER"]

    /// Whether an input may be kept for later, in memory or in a file.
    static func allows(_ input: String) -> Bool {
        let text = input.uppercased()
        // A variable of sqlcmd may be a password, and needs no quotes.
        if text.contains(":SETVAR") { return false }
        guard text.contains("'") || text.contains("\"") || text.contains("0X") else { return true }
        if parts.contains(where: text.contains) { return false }
        return !text.split { !LineBuffer.isPartOfWord($0) }.contains { words.contains(String($0)) }
    }
}
