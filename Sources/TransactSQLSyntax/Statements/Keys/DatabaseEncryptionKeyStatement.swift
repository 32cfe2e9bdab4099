/// A statement about the database encryption key of the current database.
@nonexhaustive
public enum DatabaseEncryptionKeyStatement: Sendable, Hashable {
    /// `CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = … ENCRYPTION BY SERVER …`.
    case create(DatabaseEncryptionAlgorithm, ServerProtector)

    /// `ALTER DATABASE ENCRYPTION KEY REGENERATE WITH ALGORITHM = …`.
    case regenerate(DatabaseEncryptionAlgorithm)

    /// `ALTER DATABASE ENCRYPTION KEY ENCRYPTION BY SERVER …`.
    case encrypt(by: ServerProtector)

    /// `DROP DATABASE ENCRYPTION KEY`.
    case drop
}

/// What a database encryption key, or the key of an encrypted backup, is encrypted by. It is in `master`.
@nonexhaustive
public enum ServerProtector: Sendable, Hashable {
    /// `SERVER CERTIFICATE name`.
    case certificate(Identifier)

    /// `SERVER ASYMMETRIC KEY name`.
    case asymmetricKey(Identifier)
}
