import LineEditing

/// Which inputs may be remembered.
///
/// Whatever holds a literal and could hold a secret may not, and neither may what has a word for a secret in it, whose secret
/// may have lost its quotation marks. It is a matter of words, not of grammar: a statement with a typing error in it holds its
/// password all the same.
enum HistoryPolicy {
    /// Words, whole or in part, beside which anything may be a secret.
    private static let partsOfSecrets = ["PASS", "PASW", "PSSW", "PWD", "SECRET", "KEY_SOURCE"]

    /// Names with such a part, which are none.
    private static let names = ["MASTER_KEY_PASSWORDS"]

    /// What keys are encrypted by beside passwords.
    private static let protectors: Set<String> = ["SERVICE", "SERVER", "CERTIFICATE", "SYMMETRIC", "ASYMMETRIC"]

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
        let found = text.split { !LineBuffer.isPartOfWord($0) }.map(String.init)
        guard text.contains("'") || text.contains("\"") || text.contains("0X") else {
            return !found.indices.contains { isWordForSecret(at: $0, in: found) }
        }
        if parts.contains(where: text.contains) { return false }
        return !found.contains(where: words.contains)
    }

    /// Whether a word is one beside which anything may be a secret: `PASSWORD`, or `ENCRYPTION BY` before what is no protector.
    private static func isWordForSecret(at index: Int, in words: [String]) -> Bool {
        let word = words[index]
        if partsOfSecrets.contains(where: word.contains), !names.contains(word) { return true }
        guard word.hasPrefix("ENCR") || word.hasPrefix("DECR"), words.count > index + 2 else { return false }
        return words[index + 1] == "BY" && !protectors.contains(words[index + 2])
    }
}
