import KeyHierarchy

// What a reader promises about walking through the encryptions under a protector.
extension KeyStoreLaw {
    static let walking = [
        KeyStoreLaw("every encryption under a protector is visited once, in batches of at most the given size") {
            store in
            try await store.fill(databases: 5...29)
            let keys = (5...29).map { KeyIdentifier.masterKey($0) }
            for size in [1, 2, 10, 24, 25, 100] {
                let batches = try await store.batches(under: .key(.serviceMasterKey), of: size)
                try expect("batches of 1 to \(size)", batches.allSatisfy { 1...size ~= $0.count })
                try expect("keys", batches.joined().map(\.id.key).sorted(), is: keys)
                try expect("their encryptions in slot 2", batches.joined().allSatisfy { $0.id.slot == 2 })
            }
            let count = try await store.read { try $0.encryptionCount(under: .key(.serviceMasterKey)) }
            try expect("how many there are", count, is: 25)
            let none = try await store.batches(under: .key(.masterKey(5)), of: 10)
            try expect("no batch where there is nothing", none, is: [])
        },
        KeyStoreLaw("protectors are told apart") { store in
            try await store.fill(databases: 5...6)
            let credential = KeyIdentifier.credential(65_536, in: 6)
            try await store.write { store in
                try store.put(DatabaseRecord.sample(1))
                try store.put(KeyRecord.sample(.serviceMasterKey))
                try store.put([
                    KeyEncryption.sample(.serviceMasterKey, slot: 1, by: .root(.machineKey)),
                    KeyEncryption.sample(.serviceMasterKey, slot: 2, by: .root(.serviceAccount)),
                ])
                try store.put(KeyRecord.sample(credential))
                try store.put([KeyEncryption.sample(credential, by: .key(.masterKey(6)))])
            }
            let expected: [(Protector, [KeyIdentifier])] = [
                (.root(.machineKey), [.serviceMasterKey]), (.root(.serviceAccount), [.serviceMasterKey]),
                (.root(RootProtectorName(rawValue: "another")), []),
                (.key(.serviceMasterKey), [.masterKey(5), .masterKey(6)]), (.key(.masterKey(6)), [credential]),
                (.key(.masterKey(5)), []), (.password, [.masterKey(5), .masterKey(6)]),
            ]
            for (protector, keys) in expected {
                let visited = try await store.batches(under: protector, of: 10).joined().map(\.id.key)
                try expect("keys under \(protector)", visited.sorted(), is: keys)
                let count = try await store.read { try $0.encryptionCount(under: protector) }
                try expect("encryptions under \(protector)", count, is: keys.count)
            }
        },
        KeyStoreLaw("several encryptions of one key under one protector are visited once each") { store in
            try await store.fill(databases: 5...8)
            try await store.write { store in
                for number: Int32 in 5...8 {
                    try store.put((3...6).map { KeyEncryption.sample(.masterKey(number), slot: $0) })
                }
            }
            let expected = (5...8).flatMap { number in
                [1, 3, 4, 5, 6].map { KeyEncryption.Identifier(key: .masterKey(number), slot: $0) }
            }
            for size in [1, 3, 5, 7, 20] {
                let batches = try await store.batches(under: .password, of: size)
                try expect("batches of 1 to \(size)", batches.allSatisfy { 1...size ~= $0.count })
                try expect("encryptions", batches.joined().map(\.id).sorted(), is: expected)
            }
        },
        KeyStoreLaw("a walk may replace and remove the encryptions of its batch") { store in
            try await store.fill(databases: 5...104)
            let visited = try await store.write { store in
                var visited: [KeyIdentifier] = []
                try store.forEachEncryption(under: .key(.serviceMasterKey), batchSize: 7) { batch in
                    visited += batch.map(\.id.key)
                    for encryption in batch { try change(encryption, in: store) }
                }
                return visited
            }
            try expect("each key visited once", visited.sorted(), is: (5...104).map { .masterKey($0) })
            try await expectChanges(in: store)
        },
        KeyStoreLaw("a walk may take batches away, and replace and remove the encryptions of earlier ones") { store in
            try await store.fill(databases: 5...104)
            let visited = try await store.write { store in
                var visited: [KeyIdentifier] = []
                var earlier: [KeyEncryption] = []
                try store.forEachEncryption(under: .key(.serviceMasterKey), batchSize: 7) { batch in
                    visited += batch.map(\.id.key)
                    for encryption in earlier { try change(encryption, in: store) }
                    swap(&earlier, &batch)
                }
                for encryption in earlier { try change(encryption, in: store) }
                return visited
            }
            try expect("each key visited once", visited.sorted(), is: (5...104).map { .masterKey($0) })
            try await expectChanges(in: store)
        },
        KeyStoreLaw("a walk may read and write other records") { store in
            try await store.fill(databases: 5...40)
            let visited = try await store.write { store in
                var visited = 0
                try store.forEachEncryption(under: .key(.serviceMasterKey), batchSize: 5) { batch in
                    for encryption in batch {
                        visited += 1
                        let key = encryption.id.key
                        try store.put(KeyRecord.sample(key, version: 2))
                        try store.put([.sample(key, slot: 9)])
                        try store.removeEncryption(KeyEncryption.Identifier(key: key, slot: 1))
                        try store.put(InstanceRecord.sample(revision: Int64(visited)))
                        try expect("the version of a key", store.key(key)?.version, is: 2)
                        try expect("slots", store.encryptions(of: key).map(\.id.slot), is: [2, 9])
                        try expect("encryptions by password", store.encryptionCount(under: .password), is: 36)
                    }
                }
                return visited
            }
            try expect("encryptions visited", visited, is: 36)
            try expect("the revision", try await store.read { try $0.instance()?.revision }, is: 36)
        },
        KeyStoreLaw("an error thrown in a walk ends it and is passed on") { store in
            try await store.fill(databases: 5...9)
            let error = try await expectError("the walk's own") {
                try await store.read { store in
                    var visits = 0
                    try store.forEachEncryption(under: .password, batchSize: 2) { _ in
                        visits += 1
                        throw OwnError(number: visits)
                    }
                }
            }
            try expect("the error of the first visit", error as? OwnError, is: OwnError(number: 1))
        },
        KeyStoreLaw("one operation writes and walks thousands of records") { store in
            try await store.fill(databases: 5...3004)
            let visited = try await store.write { store in
                var visited = 0
                try store.forEachEncryption(under: .key(.serviceMasterKey), batchSize: 1024) { batch in
                    try store.put(
                        batch.map { .sample($0.id.key, slot: $0.id.slot, by: $0.protector, sealed: [1, 2, 3]) })
                    visited += batch.count
                }
                return visited
            }
            try expect("encryptions visited", visited, is: 3000)
            let batches = try await store.batches(under: .key(.serviceMasterKey), of: 1024)
            try expect("encryptions written", batches.joined().count { $0.sealed == [1, 2, 3] }, is: 3000)
        },
    ]

    /// Changes an encryption by the service master key in a way that its database's number decides.
    private static func change(_ encryption: KeyEncryption, in store: any KeyStoreWriter) throws {
        let key = encryption.id.key
        switch key.database.rawValue % 4 {
        case 0: try store.removeEncryption(encryption.id)
        case 1: try store.removeKey(key)
        case 2: try store.put([.sample(key, slot: 2, by: .password)])
        default: try store.put([.sample(key, slot: 2, by: encryption.protector, sealed: [1, 2, 3])])
        }
    }

    /// Expects what is left of databases 5 to 104 when each was changed.
    private static func expectChanges(in store: any KeyStore) async throws {
        let left = try await store.batches(under: .key(.serviceMasterKey), of: 1000).joined()
        try expect(
            "databases whose encryption was replaced", left.map(\.id.key.database.rawValue).sorted(),
            is: (5...104).filter { $0 % 4 == 3 })
        try expect("the new secrets", left.allSatisfy { $0.sealed == [1, 2, 3] })
        // Each had one; of every four keys one was removed, and one was given a second.
        let passwords = try await store.read { try $0.encryptionCount(under: .password) }
        try expect("encryptions by password", passwords, is: 100)
        let keys = try await store.read { store in
            try (Int32(5)...104).count { try store.key(.masterKey($0)) == nil }
        }
        try expect("keys that were removed", keys, is: 25)
    }
}
