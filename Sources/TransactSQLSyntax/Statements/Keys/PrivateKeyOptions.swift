/// What stands in the parentheses of `WITH PRIVATE KEY (…)`, in any order.
///
/// Which of them must be there, the statement says. That a file and bytes exclude each other is no matter of the syntax:
/// it is error 33069, which the statement raises when it runs.
public struct PrivateKeyOptions: Sendable, Hashable {
    /// `FILE = 'path'`.
    public var file: StringLiteral?

    /// `BINARY = 0x…`.
    public var binary: [UInt8]?

    /// `DECRYPTION BY PASSWORD = …`.
    public var decryptionPassword: StringLiteral?

    /// `ENCRYPTION BY PASSWORD = …`.
    public var encryptionPassword: StringLiteral?

    /// `ALGORITHM = '…'`, of a backup as PFX; SQL Server 2022 and later.
    public var algorithm: StringLiteral?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - file: `FILE = 'path'`.
    ///   - binary: `BINARY = 0x…`.
    ///   - decryptionPassword: `DECRYPTION BY PASSWORD = …`.
    ///   - encryptionPassword: `ENCRYPTION BY PASSWORD = …`.
    ///   - algorithm: `ALGORITHM = '…'`, of a backup as PFX.
    public init(
        file: StringLiteral? = nil,
        binary: [UInt8]? = nil,
        decryptionPassword: StringLiteral? = nil,
        encryptionPassword: StringLiteral? = nil,
        algorithm: StringLiteral? = nil
    ) {
        self.file = file
        self.binary = binary
        self.decryptionPassword = decryptionPassword
        self.encryptionPassword = encryptionPassword
        self.algorithm = algorithm
    }
}
