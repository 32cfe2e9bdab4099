#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is stored of an asymmetric key beside its name.
struct AsymmetricKeyDetails: KeyDetails {
    /// The public key, as a SubjectPublicKeyInfo (RFC 5280) in DER.
    let publicKey: Data
}
