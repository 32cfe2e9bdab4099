/// What a symmetric key is opened with: the operand of `DECRYPTION BY`. New mechanisms may be added.
@nonexhaustive
public enum DecryptionMechanism: Sendable {
    /// One of the key's passwords.
    case password(Password)
    /// A certificate of the same database, with the password of its private key when that has one.
    case certificate(String, password: Password? = nil)
    /// An asymmetric key of the same database, with the password of its private key when that has one.
    case asymmetricKey(String, password: Password? = nil)
    /// Another symmetric key of the same database, which is open.
    case symmetricKey(String)
}
