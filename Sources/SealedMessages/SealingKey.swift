#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A key that seals messages, and opens them.
///
/// Each message is encrypted under a key of its own, derived from this one and from 32 random bytes, so that there is no
/// limit to the number of messages that anybody could reach.
public struct SealingKey: Sendable {
    /// What a message says about its key.
    public struct Identifier: Hashable, Sendable {
        /// Which key it is, through all its versions.
        public let guid: UUID
        /// Which of its versions: whoever replaces the key's bytes counts it up.
        public let version: UInt32

        /// Names a key.
        ///
        /// - Parameters:
        ///   - guid: Which key it is.
        ///   - version: Which of its versions.
        public init(guid: UUID, version: UInt32) {
            self.guid = guid
            self.version = version
        }
    }

    /// The name of the key.
    public let id: Identifier

    package let material: SharedSecret

    /// The length of a key in bytes.
    public static let size = 32

    /// Takes a key in.
    ///
    /// - Parameters:
    ///   - id: The name of the key, which every message bears.
    ///   - bytes: 32 random bytes, which serve no other purpose.
    /// - Throws: ``/KeyCryptography/CryptographyError/Code-swift.struct/malformed`` when there are more or fewer.
    public init(_ id: Identifier, bytes: consuming SecretBytes) throws(CryptographyError) {
        guard bytes.count == Self.size else {
            throw CryptographyError(.malformed, "A sealing key has \(Self.size) bytes; this one has \(bytes.count).")
        }
        self.id = id
        material = SharedSecret(bytes)
    }

    /// Creates a key that shares its 32 bytes with other owners.
    package init(_ id: Identifier, sharing material: SharedSecret) {
        precondition(material.bytes.count == Self.size)
        self.id = id
        self.material = material
    }
}
