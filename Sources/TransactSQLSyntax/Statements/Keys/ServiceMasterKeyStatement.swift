/// A statement about the service master key.
@nonexhaustive
public enum ServiceMasterKeyStatement: Sendable, Hashable {
    /// `ALTER SERVICE MASTER KEY [FORCE] REGENERATE`.
    case regenerate(isForced: Bool)

    /// `ALTER SERVICE MASTER KEY ADD ENCRYPTION BY MACHINE KEY`; documented for SQL Server 2005 alone.
    case addMachineKeyEncryption

    /// `ALTER SERVICE MASTER KEY DROP ENCRYPTION BY MACHINE KEY`; documented for SQL Server 2005 alone.
    case dropMachineKeyEncryption

    /// `ALTER SERVICE MASTER KEY WITH OLD_ACCOUNT = …, OLD_PASSWORD = …`; obsolete.
    case recoverFromOldAccount(account: StringLiteral, password: StringLiteral)

    /// `ALTER SERVICE MASTER KEY WITH NEW_ACCOUNT = …, NEW_PASSWORD = …`; obsolete.
    case moveToNewAccount(account: StringLiteral, password: StringLiteral)

    /// `BACKUP SERVICE MASTER KEY TO … ENCRYPTION BY PASSWORD = …`.
    case backUp(to: KeyFile, password: StringLiteral)

    /// `RESTORE SERVICE MASTER KEY FROM … DECRYPTION BY PASSWORD = … [FORCE]`.
    case restore(from: KeyFile, password: StringLiteral, isForced: Bool)
}
