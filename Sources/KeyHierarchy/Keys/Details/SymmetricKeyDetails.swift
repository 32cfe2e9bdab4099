#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is stored of a symmetric key that comes from a pass phrase.
struct SymmetricKeyDetails: KeyDetails {
    /// Tells the material from any other that is created or restored under the same GUID: that comes from a phrase, too, and the
    /// record has no fingerprint.
    let material: UUID
}
