/// Whom and what a password is for: the names that an attacker would try first.
///
/// Everything is optional; a rule about a name that is not given accepts every password. Names are not secret, and are
/// kept as ordinary strings.
public struct PasswordSubject: Sendable, Hashable {
    /// The name of the login or account that will use the password, without a domain.
    public var accountName: String?

    /// The name of the computer that the server runs on.
    public var computerName: String?

    /// Further words that the place suggests: the names of the service, the instance and the database.
    public var contextWords: [String]

    /// Creates a subject from the names that are known.
    ///
    /// - Parameters:
    ///   - accountName: The name of the login or account, without a domain.
    ///   - computerName: The name of the computer.
    ///   - contextWords: The names of the service, the instance and the database.
    public init(accountName: String? = nil, computerName: String? = nil, contextWords: [String] = []) {
        self.accountName = accountName
        self.computerName = computerName
        self.contextWords = contextWords
    }
}
