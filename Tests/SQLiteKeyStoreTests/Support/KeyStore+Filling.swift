import KeyHierarchy

extension KeyStore {
    /// Writes an instance, and databases with a master key each, under the service master key (slot 2) and, in slot 1,
    /// under a password.
    func fill(databases: ClosedRange<Int32>) async throws {
        try await write { store in
            try store.put(InstanceRecord.sample())
            for number in databases {
                try store.put(try DatabaseRecord.sample(number))
                let key = KeyIdentifier.masterKey(number)
                try store.put(KeyRecord.sample(key))
                try store.put([
                    KeyEncryption.sample(key, slot: 1),
                    KeyEncryption.sample(key, slot: 2, by: .key(.serviceMasterKey)),
                ])
            }
        }
    }

    /// Returns the encryptions under a protector, batch by batch.
    func batches(under protector: Protector, of size: Int) async throws -> [[KeyEncryption]] {
        try await read { store in
            var batches: [[KeyEncryption]] = []
            try store.forEachEncryption(under: protector, batchSize: size) { batches.append($0) }
            return batches
        }
    }
}
