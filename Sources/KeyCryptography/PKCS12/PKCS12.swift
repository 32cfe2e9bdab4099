/// A PKCS #12 file (RFC 7292), also called PFX, with one certificate and its private key: what
/// `BACKUP CERTIFICATE … WITH FORMAT = 'PFX'` writes from SQL Server 2022 on.
///
/// Which algorithms SQL Server itself writes and reads is not published. What is written here other current programs read:
/// AES-256 and PBKDF2-HMAC-SHA-256 (RFC 8018, PBES2), and a code of HMAC-SHA-256 over all of it.
package struct PKCS12: Sendable {
    /// The most bytes of a file that is read.
    package static let maximumByteCount = 256 << 10

    /// The iterations of each derivation from the password, in files that are written: the most that .NET's loader of
    /// certificates accepts unless it is told otherwise. (OWASP recommends 600,000 for PBKDF2-HMAC-SHA-256.)
    package static let defaultIterations: UInt32 = 300_000

    /// The most iterations that are carried out for one file, all its derivations together: a few seconds.
    package static let maximumIterations: UInt32 = 5_000_000

    /// The certificate of the key.
    package let certificate: X509Certificate
    /// The private key of the certificate.
    package let key: RSAPrivateKey

    /// Puts a certificate and its private key together.
    ///
    /// - Throws: ``CryptographyError/Code-swift.struct/malformed`` when the key is another one's.
    package init(certificate: X509Certificate, key: RSAPrivateKey) throws(CryptographyError) {
        guard certificate.isFor(key) else {
            throw CryptographyError(.malformed, "The private key is not the one of the certificate.")
        }
        self.certificate = certificate
        self.key = key
    }
}
