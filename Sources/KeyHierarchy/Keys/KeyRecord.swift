#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a store keeps about a key or another secret, apart from the encryptions that hold its bytes.
public struct KeyRecord: Hashable, Sendable {
    /// Which secret it is.
    public let id: KeyIdentifier
    /// The name: SQL Server's for the master keys, the user's for all others.
    public let name: String
    /// The identity of the key material: `key_guid`. It is new whenever the material is, but for symmetric keys whose
    /// `IDENTITY_VALUE` it comes from.
    public let guid: UUID
    /// What the material is made for; `nil` where the secret is just bytes, as that of a credential.
    public let algorithm: KeyAlgorithm?
    /// The fingerprint of the material; `nil` where the secret could be guessed from it, as that of a credential.
    public let fingerprint: KeyFingerprint?
    /// The identity that goes with a credential's secret, `IDENTITY`; `nil` for keys.
    public let identity: String?
    /// Further facts, such as those of a certificate; empty for most. What they mean is of no interest to a store, which
    /// keeps up to ``maximumDetailsSize`` bytes and gives them back as they were.
    public var details: [UInt8]
    /// When the key was created.
    public let created: Date
    /// When the key, or an encryption of it, was last changed.
    public var modified: Date
    /// Goes up by one with every change to the key or its encryptions: who read an older one lost a race.
    public var version: Int64

    /// The most bytes of ``details``.
    public static let maximumDetailsSize = 32_768

    /// Creates a record, as a store reads it.
    ///
    /// - Parameters:
    ///   - id: Which secret it is.
    ///   - name: The name.
    ///   - guid: The identity of the material.
    ///   - algorithm: What the material is made for; `nil` for a credential.
    ///   - fingerprint: The fingerprint of the material; `nil` for a credential.
    ///   - identity: Whom a credential stands for; `nil` for keys.
    ///   - details: Further facts, as they were written.
    ///   - created: When it was created.
    ///   - modified: When it, or an encryption of it, was last changed.
    ///   - version: How often it was changed, from 1 on.
    public init(
        id: KeyIdentifier,
        name: String,
        guid: UUID,
        algorithm: KeyAlgorithm?,
        fingerprint: KeyFingerprint?,
        identity: String? = nil,
        details: [UInt8] = [],
        created: Date,
        modified: Date,
        version: Int64
    ) {
        self.id = id
        self.name = name
        self.guid = guid
        self.algorithm = algorithm
        self.fingerprint = fingerprint
        self.identity = identity
        self.details = details
        self.created = created
        self.modified = modified
        self.version = version
    }
}

extension KeyRecord {
    /// SQL Server's own name of the service master key.
    package static let serviceMasterKeyName = "##MS_ServiceMasterKey##"
    /// SQL Server's own name of the master key of a database.
    package static let databaseMasterKeyName = "##MS_DatabaseMasterKey##"

    /// What a person calls the secret, as ``KeyIdentifier/title(named:in:)`` says.
    package func title(in database: DatabaseName) -> String {
        id.title(named: name, in: database.description)
    }

    /// What a person calls the secret, with its database, as ``KeyIdentifier/fullTitle(named:in:)`` says.
    package func fullTitle(in database: DatabaseName) -> String {
        id.fullTitle(named: name, in: database.description)
    }
}
