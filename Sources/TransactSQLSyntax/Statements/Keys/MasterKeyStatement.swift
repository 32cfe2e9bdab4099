/// A statement about the database master key of the current database.
@nonexhaustive
public enum MasterKeyStatement: Sendable, Hashable {
    /// `CREATE MASTER KEY [ENCRYPTION BY PASSWORD = …]`; without a password only in Azure SQL Database.
    case create(password: StringLiteral?)

    /// `OPEN MASTER KEY DECRYPTION BY PASSWORD = …`.
    case open(password: StringLiteral)

    /// `CLOSE MASTER KEY`.
    case close

    /// `ALTER MASTER KEY [FORCE] REGENERATE WITH ENCRYPTION BY PASSWORD = …`.
    case regenerate(password: StringLiteral, isForced: Bool)

    /// `ALTER MASTER KEY ADD ENCRYPTION BY …`.
    case addEncryption(MasterKeyProtector)

    /// `ALTER MASTER KEY DROP ENCRYPTION BY …`.
    case dropEncryption(MasterKeyProtector)

    /// `BACKUP MASTER KEY TO … ENCRYPTION BY PASSWORD = …`.
    case backUp(to: KeyFile, password: StringLiteral)

    /// `RESTORE MASTER KEY FROM … DECRYPTION BY PASSWORD = … ENCRYPTION BY PASSWORD = … [FORCE]`: the first
    /// password opens the file, the second becomes the key's.
    case restore(from: KeyFile, filePassword: StringLiteral, password: StringLiteral, isForced: Bool)

    /// `DROP MASTER KEY`.
    case drop
}

/// What a database master key is encrypted by.
@nonexhaustive
public enum MasterKeyProtector: Sendable, Hashable {
    /// `SERVICE MASTER KEY`.
    case serviceMasterKey

    /// `PASSWORD = …`.
    case password(StringLiteral)
}
