/// A statement about an asymmetric key.
@nonexhaustive
public enum AsymmetricKeyStatement: Sendable, Hashable {
    /// `CREATE ASYMMETRIC KEY name …`.
    case create(NewAsymmetricKey)

    /// `ALTER ASYMMETRIC KEY name REMOVE PRIVATE KEY`.
    case removePrivateKey(Identifier)

    /// `ALTER ASYMMETRIC KEY name WITH PRIVATE KEY (…)`: changes what the private key is encrypted by. A password
    /// that is left out stands for the database master key.
    case changePrivateKey(Identifier, decryptionPassword: StringLiteral?, encryptionPassword: StringLiteral?)

    /// `DROP ASYMMETRIC KEY name [REMOVE PROVIDER KEY]`.
    case drop(Identifier, removesProviderKey: Bool)
}
