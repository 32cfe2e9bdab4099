import KeyCryptography

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// What is stored of a certificate beside its name.
struct CertificateDetails: KeyDetails {
    /// The certificate, in DER.
    let certificate: Data
    /// Whether Service Broker may begin dialogs with it.
    var isActiveForBeginDialog = true
    /// When its private key was last written to a file.
    var privateKeyBackup: Date?
}

extension KeyRecord {
    /// Until when the certificate is valid; `nil` of another kind of key, and of a certificate that cannot be read.
    package var expiryDate: Date? {
        guard id.kind == .certificate, let details = try? CertificateDetails(self),
            let certificate = try? X509Certificate(der: Array(details.certificate))
        else { return nil }
        return Date(timeIntervalSince1970: TimeInterval(certificate.notAfter))
    }
}
