import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A symmetric key that was open when its session dropped it: `sys.openkeys` shows it, with the status 0, until
/// `CLOSE ALL SYMMETRIC KEYS`. That it stays there is inferred from what that column is for.
///
/// Its material is gone from memory: it neither encrypts nor decrypts.
struct DroppedKey: Hashable, Sendable {
    let id: KeyIdentifier
    let name: String
    let guid: UUID
    let opened: Date
}
