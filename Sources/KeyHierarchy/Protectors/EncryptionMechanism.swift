/// What a symmetric key is encrypted by: one item of `ENCRYPTION BY`. New mechanisms may be added.
@nonexhaustive
public enum EncryptionMechanism: Sendable {
    /// A password that satisfies the policy, and what a person calls it: where it is kept, not what it is.
    case password(Password, label: String = KeyEncryption.defaultLabel)
    /// The public key of a certificate of the same database.
    case certificate(String)
    /// The public key of an asymmetric key of the same database.
    case asymmetricKey(String)
    /// Another symmetric key of the same database, which is open.
    case symmetricKey(String)
}
