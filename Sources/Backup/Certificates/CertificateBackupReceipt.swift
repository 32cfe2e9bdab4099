/// What the backup of a certificate has come to: each file was read back, and opened, before this was returned.
public struct CertificateBackupReceipt: Hashable, Sendable {
    /// The SHA-1 of the certificate, 20 bytes, by which SQL Server finds it.
    public let thumbprint: [UInt8]
    /// Where the files are: that of the certificate first.
    public let places: [String]
    /// What should be known about the places and about what protects the private key.
    public let warnings: [BackupWarning]
}
