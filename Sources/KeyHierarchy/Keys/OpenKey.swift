#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A master key or a symmetric key whose bytes are in memory, to protect and open what lies under it.
package final class OpenKey: Sendable {
    /// Which key it is.
    package let id: KeyIdentifier
    /// The identity of the material: a record with another one has a newer key.
    package let guid: UUID
    package let algorithm: KeyAlgorithm
    package let fingerprint: KeyFingerprint
    /// The details of a record that has no fingerprint: they tell the material from other material of the same identity.
    private let details: [UInt8]
    /// The key itself: what a backup holds.
    package let material: SharedSecret
    /// What seals the secrets under this key: derived from it, so that the key itself is used for nothing else, and so
    /// that a 16-byte key from an old server protects with AES-256 too.
    private let sealingKey: SecretBytes

    /// Takes the material of a master key in.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/corrupted`` when no master key has that length.
    package convenience init(id: KeyIdentifier, guid: UUID, material: SharedSecret) throws {
        guard let algorithm = KeyAlgorithm(masterKeySize: material.bytes.count) else {
            throw HierarchyError.corrupted(
                "The key has \(material.bytes.count) bytes; a master key has 32, or 16 before 2012.")
        }
        try self.init(id: id, guid: guid, algorithm: algorithm, material: material)
    }

    /// Takes key material in.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/corrupted`` when keys of the algorithm have another length.
    package convenience init(id: KeyIdentifier, guid: UUID, algorithm: KeyAlgorithm, material: SharedSecret) throws {
        try self.init(id: id, guid: guid, algorithm: algorithm, material: material, details: [])
    }

    /// Takes in key material that was just opened, and checks that it is the key of the record.
    ///
    /// A symmetric key that comes from a pass phrase has no fingerprint there, which would help to guess the phrase.
    convenience init(verifying material: SharedSecret, record: KeyRecord) throws {
        guard let algorithm = record.algorithm else {
            throw HierarchyError.corrupted("The record of a key does not say what the key is made for.")
        }
        let isWithoutFingerprint = record.fingerprint == nil && record.id.kind == .symmetricKey
        try self.init(
            id: record.id, guid: record.guid, algorithm: algorithm, material: material,
            details: isWithoutFingerprint ? record.details : [])
        guard isWithoutFingerprint || fingerprint == record.fingerprint else {
            throw HierarchyError.corrupted("An encryption holds another key than the one that is recorded.")
        }
    }

    private init(
        id: KeyIdentifier,
        guid: UUID,
        algorithm: KeyAlgorithm,
        material: SharedSecret,
        details: [UInt8]
    ) throws {
        guard material.bytes.count == algorithm.keySize else {
            throw HierarchyError.corrupted(
                "The key has \(material.bytes.count) bytes; \(algorithm.name) has \(algorithm.keySize).")
        }
        self.id = id
        self.guid = guid
        self.algorithm = algorithm
        fingerprint = try KeyFingerprint(of: material.bytes)
        sealingKey = try KeyDerivation.hkdf(
            .sha256, from: material.bytes, info: Array("key hierarchy: seal v1".utf8), count: AES256GCM.keySize)
        self.material = material
        self.details = details
    }

    /// Whether this is the key of a record, as far as that says it: it may have been replaced, or dropped and made anew.
    func isKey(of record: KeyRecord) -> Bool {
        guard id == record.id, guid == record.guid else { return false }
        return record.fingerprint.map { $0 == fingerprint } ?? (details == record.details)
    }

    /// Takes in key material that comes from a backup, with a new identity.
    convenience init(restored material: SharedSecret, as id: KeyIdentifier, random: some RandomSource) throws {
        try self.init(id: id, guid: random.uuid(), material: material)
    }

    /// Makes a new random key with 256 bits.
    package static func generate(_ id: KeyIdentifier, random: some RandomSource) throws -> OpenKey {
        try OpenKey(
            id: id, guid: random.uuid(), material: SharedSecret(random.secret(count: KeyAlgorithm.aes256.keySize)))
    }

    /// Returns what seals secrets under this key.
    package func sealer() throws(CryptographyError) -> SecretSealer {
        try SecretSealer(key: sealingKey)
    }

    /// Returns what opens secrets under this key.
    package func opener() throws(CryptographyError) -> SecretOpener {
        try SecretOpener(key: sealingKey)
    }

    /// The record of this key, made now.
    func record(name: String, created: Date, modified: Date, version: Int64) -> KeyRecord {
        KeyRecord(
            id: id, name: name, guid: guid, algorithm: algorithm, fingerprint: fingerprint, created: created,
            modified: modified, version: version)
    }
}
