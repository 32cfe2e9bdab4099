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
        storedCertificate.map { Date(timeIntervalSince1970: TimeInterval($0.notAfter)) }
    }

    /// What tells a backup of the certificate with its private key from others: ``Certificate/fingerprint``. `nil` of another
    /// kind of key, and of a certificate that cannot be read.
    package var certificateFingerprint: KeyFingerprint? {
        storedCertificate.flatMap { try? KeyFingerprint(ofCertificate: $0.der) }
    }

    private var storedCertificate: X509Certificate? {
        guard id.kind == .certificate, let details = try? CertificateDetails(self) else { return nil }
        return try? X509Certificate(der: Array(details.certificate))
    }
}
