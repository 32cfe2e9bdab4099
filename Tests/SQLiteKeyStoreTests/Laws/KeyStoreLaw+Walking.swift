import KeyHierarchy
import Testing

extension KeyStoreLaw {
    static let walking = [
        KeyStoreLaw("every encryption under a protector is visited once, in batches") { store in
            try await store.fill(databases: 5...29)
            let count = try await store.read { try $0.encryptionCount(under: .key(.serviceMasterKey)) }
            #expect(count == 25)
            for size in [1, 2, 10, 25, 100] {
                let batches = try await store.batches(under: .key(.serviceMasterKey), of: size)
                #expect(batches.allSatisfy { (1...size).contains($0.count) })
                #expect(batches.joined().map(\.id.key) == (5...29).map { .masterKey($0) })
                #expect(batches.joined().allSatisfy { $0.id.slot == 2 && $0.protector == .key(.serviceMasterKey) })
            }
        },
        KeyStoreLaw("protectors are told apart") { store in
            try await store.fill(databases: 5...6)
            let credential = KeyIdentifier.credential(65_536, in: 6)
            try await store.write { store throws in
                try store.put(try DatabaseRecord.sample(1))
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
                #expect(visited == keys)
                let count = try await store.read { try $0.encryptionCount(under: protector) }
                #expect(count == keys.count)
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
                #expect(batches.allSatisfy { (1...size).contains($0.count) })
                #expect(batches.joined().map(\.id) == expected)
            }
        },
        KeyStoreLaw("visited encryptions may be replaced and removed") { store in
            try await store.fill(databases: 5...104)
            let visited = try await store.write { store throws in
                var visited: [KeyIdentifier] = []
                try store.forEachEncryption(under: .key(.serviceMasterKey), batchSize: 7) { batch in
                    visited += batch.map(\.id.key)
                    for encryption in batch {
                        switch encryption.id.key.database.rawValue % 4 {
                        case 0: try store.removeEncryption(encryption.id)
                        case 1: try store.removeKey(encryption.id.key)
                        case 2: try store.put([.sample(encryption.id.key, slot: 2, by: .root(.machineKey))])
                        default:
                            var changed = encryption
                            changed.sealed = [1, 2, 3]
                            try store.put([changed])
                        }
                    }
                }
                return visited
            }
            #expect(visited == (5...104).map { .masterKey($0) })
            let left = try await store.batches(under: .key(.serviceMasterKey), of: 1000).joined()
            #expect(left.map(\.id.key.database.rawValue) == (5...104).filter { $0 % 4 == 3 })
            #expect(left.allSatisfy { $0.sealed == [1, 2, 3] })
        },
        KeyStoreLaw("an error of a visit ends it and is passed on") { store in
            try await store.fill(databases: 5...9)
            await #expect(throws: OwnError(number: 3)) {
                try await store.read { store throws in
                    try store.forEachEncryption(under: .password, batchSize: 2) { _ in throw OwnError(number: 3) }
                }
            }
        },
    ]
}
