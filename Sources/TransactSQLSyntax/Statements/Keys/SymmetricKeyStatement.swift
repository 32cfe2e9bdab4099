/// A statement about a symmetric key.
@nonexhaustive
public enum SymmetricKeyStatement: Sendable, Hashable {
    /// `CREATE SYMMETRIC KEY name …`.
    case create(NewSymmetricKey)

    /// `OPEN SYMMETRIC KEY name DECRYPTION BY …`.
    case open(Identifier, SymmetricKeyDecryption)

    /// `CLOSE SYMMETRIC KEY name`.
    case close(Identifier)

    /// `CLOSE ALL SYMMETRIC KEYS`.
    case closeAll

    /// `ALTER SYMMETRIC KEY name ADD ENCRYPTION BY …`.
    case addEncryption(Identifier, [SymmetricKeyProtector])

    /// `ALTER SYMMETRIC KEY name DROP ENCRYPTION BY …`.
    case dropEncryption(Identifier, [SymmetricKeyProtector])

    /// `DROP SYMMETRIC KEY name [REMOVE PROVIDER KEY]`.
    case drop(Identifier, removesProviderKey: Bool)

    /// `BACKUP SYMMETRIC KEY name TO … ENCRYPTION BY PASSWORD = …`; SQL Server 2022 and later.
    case backUp(Identifier, to: KeyFile, password: StringLiteral)

    /// `RESTORE SYMMETRIC KEY name FROM … DECRYPTION BY PASSWORD = … ENCRYPTION BY PASSWORD = …`; SQL Server 2022 and
    /// later. The first password opens the file, the second becomes the key's.
    case restore(Identifier, from: KeyFile, filePassword: StringLiteral, password: StringLiteral)
}

/// What a symmetric key is encrypted by.
@nonexhaustive
public enum SymmetricKeyProtector: Sendable, Hashable {
    /// `CERTIFICATE name`.
    case certificate(Identifier)

    /// `ASYMMETRIC KEY name`.
    case asymmetricKey(Identifier)

    /// `SYMMETRIC KEY name`, which must be open.
    case symmetricKey(Identifier)

    /// `PASSWORD = …`.
    case password(StringLiteral)
}

/// What opens a symmetric key.
@nonexhaustive
public enum SymmetricKeyDecryption: Sendable, Hashable {
    /// `CERTIFICATE name [WITH PASSWORD = …]`; the password is that of the certificate's private key.
    case certificate(Identifier, password: StringLiteral?)

    /// `ASYMMETRIC KEY name [WITH PASSWORD = …]`; the password is that of the asymmetric key's private key.
    case asymmetricKey(Identifier, password: StringLiteral?)

    /// `SYMMETRIC KEY name`, which must be open.
    case symmetricKey(Identifier)

    /// `PASSWORD = …`.
    case password(StringLiteral)
}
