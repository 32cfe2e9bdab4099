/// A statement about a credential.
@nonexhaustive
public enum CredentialStatement: Sendable, Hashable {
    /// `CREATE CREDENTIAL name WITH IDENTITY = … [, SECRET = …] [FOR CRYPTOGRAPHIC PROVIDER name]`.
    case create(Identifier, Values, provider: Identifier?)

    /// `ALTER CREDENTIAL name WITH IDENTITY = … [, SECRET = …]`.
    case alter(Identifier, Values)

    /// `DROP CREDENTIAL name`.
    case drop(Identifier)

    /// `CREATE DATABASE SCOPED CREDENTIAL name WITH IDENTITY = … [, SECRET = …]`.
    case createDatabaseScoped(Identifier, Values)

    /// `ALTER DATABASE SCOPED CREDENTIAL name WITH IDENTITY = … [, SECRET = …]`.
    case alterDatabaseScoped(Identifier, Values)

    /// `DROP DATABASE SCOPED CREDENTIAL name`.
    case dropDatabaseScoped(Identifier)

    /// What a credential holds.
    public struct Values: Sendable, Hashable {
        /// `IDENTITY = '…'`.
        public var identity: StringLiteral

        /// `SECRET = '…'`.
        public var secret: StringLiteral?

        /// Creates one from its parts.
        ///
        /// - Parameters:
        ///   - identity: `IDENTITY = '…'`.
        ///   - secret: `SECRET = '…'`.
        public init(identity: StringLiteral, secret: StringLiteral? = nil) {
            self.identity = identity
            self.secret = secret
        }
    }
}
