#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One secret under one protector: a row of `sys.key_encryptions`.
public struct KeyEncryption: Hashable, Sendable {
    /// Which encryption it is: a slot of a key, like those of a disk encryption header.
    public struct Identifier: Hashable, Comparable, Sendable {
        /// The secret that is encrypted.
        public let key: KeyIdentifier
        /// The number of the slot; a slot is not used again while higher ones are taken.
        public let slot: Int32

        /// Creates the identifier of a slot of a key.
        ///
        /// - Parameters:
        ///   - key: The secret that is encrypted.
        ///   - slot: The number of the slot, from 1 on.
        public init(key: KeyIdentifier, slot: Int32) {
            self.key = key
            self.slot = slot
        }

        public static func < (left: Self, right: Self) -> Bool {
            left.key == right.key ? left.slot < right.slot : left.key < right.key
        }
    }

    /// The label of a password that nobody has given one. It does not say where the password is kept.
    public static let defaultLabel = "password"

    /// Which encryption it is.
    public let id: Identifier
    /// What opens it.
    public let protector: Protector
    /// The name that a person gave it, such as "vault envelope 3". It is bound to the encryption: changed in the store,
    /// the encryption does not open.
    public let label: String
    /// When the protector was added; a key that is wrapped again under the same one keeps it.
    public var created: Date
    /// The encrypted secret.
    public var sealed: SealedSecret
    /// When it was last used with success, to the hour, or checked with success
    /// (``Session/checkProtector(_:of:password:)``); `nil` if it never was.
    public var lastProved: Date?

    /// How old a proof may grow before a new one is noted, in seconds: a key that is used all the time should not be
    /// written all the time.
    private static let proofInterval: TimeInterval = 3600

    /// Whether a proof at the given time is worth noting.
    func isProofDue(at time: Date) -> Bool {
        lastProved.map { time.timeIntervalSince($0) > Self.proofInterval } ?? true
    }

    /// Creates an encryption that holds nothing yet, for a ``SecretSealer``.
    package init(id: Identifier, protector: Protector, label: String, created: Date) {
        self.id = id
        self.protector = protector
        self.label = label
        self.created = created
        sealed = SealedSecret()
        lastProved = nil
    }

    /// Creates an encryption, as a store reads it.
    ///
    /// - Parameters:
    ///   - id: Which encryption it is.
    ///   - protector: What opens it.
    ///   - label: What a person calls it; at most 128 UTF-16 code units when it is set.
    ///   - created: When it was made.
    ///   - lastProved: When it last opened its secret, if it ever did.
    ///   - sealed: The encrypted secret.
    @inlinable
    public init(
        id: Identifier,
        protector: Protector,
        label: String,
        created: Date,
        lastProved: Date?,
        sealed: consuming SealedSecret
    ) {
        self.id = id
        self.protector = protector
        self.label = label
        self.created = created
        self.lastProved = lastProved
        self.sealed = sealed
    }
}
