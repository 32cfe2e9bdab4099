#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The facts about a certificate, a row of `sys.certificates`. Its private key is not here.
public struct Certificate: Hashable, Sendable {
    /// The database that the certificate belongs to.
    public let database: DatabaseName
    /// Which certificate it is; the number is `certificate_id`, from 256 on.
    public let id: KeyIdentifier
    /// Its name, unique in its database without regard to case.
    public let name: String
    /// The certificate itself, X.509 in DER (RFC 5280): what `CERTENCODED` returns and a `.cer` file holds.
    public let encoded: [UInt8]
    /// Whom it is about: the common name, when there is no more than that, otherwise all of the name in the form of RFC 4514
    /// with blanks, such as `CN = Sales, O = Contoso`.
    public let subject: String
    /// Who signed it; the subject itself, of a certificate that was made here.
    public let issuer: String
    /// The serial number, as in the certificate: a signed integer, the highest byte first.
    public let serialNumber: [UInt8]
    /// From when on it is valid.
    public let startDate: Date
    /// Until when it is valid. What it protects opens afterwards all the same.
    public let expiryDate: Date
    /// The SHA-1 of ``encoded``, 20 bytes, by which SQL Server finds certificates.
    public let thumbprint: [UInt8]
    /// What the store knows backups of the certificate with its private key by: the first 16 bytes of the SHA-256 of
    /// ``encoded``, which `openssl x509 -noout -fingerprint -sha256` prints. The private key has no fingerprint of its own.
    public let fingerprint: KeyFingerprint
    /// The length of the RSA key in bits.
    public let keyLength: Int
    /// What protects the private key.
    public let privateKeyProtection: PrivateKeyProtection
    /// Whether Service Broker may begin dialogs with it.
    public let isActiveForBeginDialog: Bool
    /// When its private key was last written to a file; `nil` if it never was.
    public let privateKeyBackup: Date?
    /// When it was created here.
    public let created: Date
    /// When it, or the protection of its private key, was last changed.
    public let modified: Date
}
