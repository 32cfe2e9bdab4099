#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// The material of a symmetric key that is being created or restored.
package struct NewKeyMaterial: Sendable {
    let guid: UUID
    let algorithm: KeyAlgorithm
    let bytes: SharedSecret
    /// Whether the material comes from a pass phrase, which a fingerprint would help to guess.
    let isFromPassphrase: Bool

    package init(guid: UUID, algorithm: KeyAlgorithm, bytes: SharedSecret, isFromPassphrase: Bool) {
        self.guid = guid
        self.algorithm = algorithm
        self.bytes = bytes
        self.isFromPassphrase = isFromPassphrase
    }

    /// Returns the key as it is to be stored.
    ///
    /// - Parameter present: The record that the key takes the place of, if there is one.
    func encrypt(
        as id: KeyIdentifier,
        name: String,
        in database: DatabaseRecord,
        replacing present: KeyRecord? = nil,
        by mechanisms: [PreparedMechanism],
        _ environment: ChangeEnvironment
    ) throws -> Session.StoredKey {
        let key = try OpenKey(id: id, guid: guid, algorithm: algorithm, material: bytes)
        let record = KeyRecord(
            id: id, name: name, guid: guid, algorithm: algorithm,
            fingerprint: isFromPassphrase ? nil : key.fingerprint,
            details: isFromPassphrase ? try SymmetricKeyDetails(material: environment.random.uuid()).encoded() : [],
            created: present?.created ?? environment.now,
            modified: environment.now, version: (present?.version ?? 0) + 1)
        let encryptions = try mechanisms.enumerated().map { index, mechanism in
            try mechanism.encryption(of: key, slot: Int32(index + 1), in: environment)
        }
        return Session.StoredKey(database: database, record: record, encryptions: encryptions)
    }
}
