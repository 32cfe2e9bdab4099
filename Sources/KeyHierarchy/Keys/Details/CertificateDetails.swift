#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
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
