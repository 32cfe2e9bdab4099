extension Session {
    /// What is stored of a key.
    struct StoredKey: Sendable {
        let database: DatabaseRecord
        let record: KeyRecord
        let encryptions: [KeyEncryption]

        /// What a person calls the key.
        var subject: String {
            switch record.id.kind {
            case .serviceMasterKey: "service master key"
            case .databaseMasterKey: "master key of database \(database.name)"
            case .databaseEncryptionKey: "encryption key of database \(database.name)"
            default: "\(record.id.kind.noun) '\(record.name)'"
            }
        }

        var passwords: [KeyEncryption] {
            encryptions.filter { $0.protector == .password }
        }

        var byServiceMasterKey: KeyEncryption? {
            encryptions.first { $0.protector == .key(.serviceMasterKey) }
        }

        /// Whether the same encryptions are stored still. Those by another key change with that, and leave the version of
        /// the record as it is.
        func isCurrent(in store: some KeyStoreReader) throws -> Bool {
            try store.encryptions(of: record.id).map(\.sealed) == encryptions.map(\.sealed)
        }
    }
}
