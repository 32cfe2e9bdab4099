/// A statement about a provider of extensible key management.
@nonexhaustive
public enum CryptographicProviderStatement: Sendable, Hashable {
    /// `CREATE CRYPTOGRAPHIC PROVIDER name FROM FILE = 'path'`.
    case create(Identifier, file: StringLiteral)

    /// `ALTER CRYPTOGRAPHIC PROVIDER name FROM FILE = 'path'`.
    case replace(Identifier, file: StringLiteral)

    /// `ALTER CRYPTOGRAPHIC PROVIDER name ENABLE | DISABLE`.
    case enable(Identifier, Bool)

    /// `DROP CRYPTOGRAPHIC PROVIDER name`.
    case drop(Identifier)
}
