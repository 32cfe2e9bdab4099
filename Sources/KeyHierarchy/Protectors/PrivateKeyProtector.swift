/// What protects a private key from now on. A private key has one protector at a time. New sorts may be added.
@nonexhaustive
public enum PrivateKeyProtector: Sendable {
    /// The master key of the database, which must be readable.
    case masterKey
    /// A password that satisfies the policy, and what a person calls it: where it is kept, not what it is.
    case password(Password, label: String = KeyEncryption.defaultLabel)
}
