public import KeyHierarchy

/// A password of a new backup, and what a person calls it.
public struct BackupPassword: Sendable {
    /// The password; it is checked against the policy of the hierarchy.
    public let password: Password
    /// What a person calls it: "vault envelope 3", "on-call". It can be read without the password.
    public let label: String

    /// Creates a password of a backup; the label can be read by anybody and must not contain the password.
    ///
    /// - Parameters:
    ///   - password: The password.
    ///   - label: What a person calls it: where it is kept; at most 128 UTF-16 code units.
    public init(_ password: Password, label: String = KeyEncryption.defaultLabel) {
        self.password = password
        self.label = label
    }
}

extension BackupPassword: ExpressibleByStringLiteral {
    /// Creates a password without a label of its own from a literal, for tests and examples.
    ///
    /// - Parameter value: The password.
    public init(stringLiteral value: String) {
        self.init(Password(value))
    }
}
