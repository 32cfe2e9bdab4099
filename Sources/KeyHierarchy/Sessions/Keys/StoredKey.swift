extension Session {
    /// What is stored of a key.
    struct StoredKey: Sendable {
        let database: DatabaseRecord
        let record: KeyRecord
        let encryptions: [KeyEncryption]

        /// What a person calls the key, with its database.
        var subject: String {
            record.fullTitle(in: database.name)
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

extension KeyStoreReader {
    /// Returns what is stored of a key whose record was read.
    func stored(_ record: KeyRecord, in database: DatabaseRecord) throws -> Session.StoredKey {
        Session.StoredKey(database: database, record: record, encryptions: try encryptions(of: record.id))
    }

    /// Returns what is stored of a key, or `nil` when there is none.
    func stored(_ id: KeyIdentifier, in database: DatabaseRecord) throws -> Session.StoredKey? {
        guard let record = try key(id) else { return nil }
        return try stored(record, in: database)
    }
}
