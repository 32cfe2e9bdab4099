public import KeyHierarchy

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension Inventory {
    /// A key or another secret of an instance.
    public struct Key: Hashable, Sendable {
        /// Which secret it is.
        public let id: KeyIdentifier
        /// Its own name, such as `TDECertificate`; SQL Server's for master keys.
        public let name: String
        /// What a person calls it, such as "master key of database Sales" or "certificate 'TDECertificate'".
        public let title: String
        /// The identity of its material, new whenever the material is: `key_guid`.
        public let guid: UUID
        /// The fingerprint of its material, or of the certificate that it is the private key of; `nil` where the material could be
        /// guessed from it, as a credential's secret.
        public let fingerprint: KeyFingerprint?
        /// When it, or an encryption of it, was last changed.
        public let modified: Date
        /// Until when a certificate is valid; `nil` of other keys, and where what is stored of the certificate is damaged.
        public let expiryDate: Date?
        /// What opens it, by slots in ascending order. A certificate or an asymmetric key without a private key has none.
        public let encryptions: [Encryption]
        /// The backups of it that are known, the latest first: those of older keys in its place are among them.
        public let backups: [BackupRecord]

        /// Creates the facts about a key, for an inventory that is not an instance's.
        public init(
            id: KeyIdentifier,
            name: String,
            title: String,
            guid: UUID,
            fingerprint: KeyFingerprint?,
            modified: Date,
            expiryDate: Date? = nil,
            encryptions: [Encryption],
            backups: [BackupRecord]
        ) {
            self.id = id
            self.name = name
            self.title = title
            self.guid = guid
            self.fingerprint = fingerprint
            self.modified = modified
            self.expiryDate = expiryDate
            self.encryptions = encryptions
            self.backups = backups
        }

        init(
            _ record: KeyRecord,
            of database: DatabaseRecord,
            _ encryptions: [KeyEncryption],
            backups: [BackupRecord]
        ) {
            self.init(
                id: record.id, name: record.name, title: record.title(in: database.name), guid: record.guid,
                fingerprint: record.fingerprint ?? record.certificateFingerprint, modified: record.modified,
                expiryDate: record.expiryDate,
                encryptions: encryptions.map(Encryption.init), backups: backups)
        }

        /// Whether there is something to lose: a certificate without a private key, and a credential without a secret, have
        /// nothing.
        public var isSecret: Bool {
            switch id.kind {
            case .certificate, .asymmetricKey, .credential, .linkedServerLogin:
                !encryptions.isEmpty || !presentBackups.isEmpty
            // A name and an address.
            case .linkedServer: false
            default: true
            }
        }

        /// The backups that hold the key as it is now, the latest first.
        public var presentBackups: [BackupRecord] {
            guard let fingerprint else { return [] }
            return backups.filter { $0.fingerprint == fingerprint }
        }
    }

    /// One way into a key: what opens it, but not the encrypted key itself.
    public struct Encryption: Hashable, Sendable {
        /// Its number among those of the key.
        public let slot: Int32
        /// What opens it.
        public let protector: Protector
        /// What a person calls it.
        public let label: String
        /// When it was made.
        public let created: Date
        /// When it was last used with success, to the hour; `nil` if it never was.
        public let lastProved: Date?

        /// Creates the facts about an encryption, for an inventory that is not an instance's.
        public init(slot: Int32, protector: Protector, label: String, created: Date, lastProved: Date? = nil) {
            self.slot = slot
            self.protector = protector
            self.label = label
            self.created = created
            self.lastProved = lastProved
        }

        init(_ encryption: KeyEncryption) {
            self.init(
                slot: encryption.id.slot, protector: encryption.protector, label: encryption.label,
                created: encryption.created, lastProved: encryption.lastProved)
        }
    }
}
