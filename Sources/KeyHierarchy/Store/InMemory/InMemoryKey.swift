#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A key, which shares what is alike in others of its kind.
struct InMemoryKey: Sendable {
    /// What the master keys of all databases have in common.
    final class Description: Sendable {
        private let name: String
        private let identity: String?
        private let details: [UInt8]
        private let algorithm: KeyAlgorithm?
        private let hasFingerprint: Bool

        init(_ key: KeyRecord) {
            name = key.name
            identity = key.identity
            details = key.details
            algorithm = key.algorithm
            hasFingerprint = key.fingerprint != nil
        }

        /// Whether a key is like this.
        func describes(_ key: KeyRecord) -> Bool {
            name.hasSameBytes(as: key.name) && identity.hasSameBytes(as: key.identity) && details == key.details
                && algorithm == key.algorithm
                && hasFingerprint == (key.fingerprint != nil)
        }

        fileprivate func record(of key: InMemoryKey, id: KeyIdentifier) -> KeyRecord {
            KeyRecord(
                id: id, name: name, guid: key.guid, algorithm: algorithm,
                fingerprint: hasFingerprint ? key.fingerprint : nil, identity: identity, details: details,
                created: key.created, modified: key.modified, version: key.version)
        }
    }

    let description: Description
    private let guid: UUID
    /// Of no meaning when the description says that there is none.
    private let fingerprint: KeyFingerprint
    private let created: Date
    private let modified: Date
    private let version: Int64

    init(_ key: KeyRecord, description: Description) {
        self.description = description
        guid = key.guid
        fingerprint = key.fingerprint ?? .none
        created = key.created
        modified = key.modified
        version = key.version
    }

    func record(id: KeyIdentifier) -> KeyRecord {
        description.record(of: self, id: id)
    }
}
