import Foundation
import KeyHierarchy
import Testing

/// A law of ``KeyStore``, to try on any implementation: each takes a store that is new.
struct KeyStoreLaw: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (any KeyStore) async throws -> Void

    init(_ description: String, _ check: @escaping @Sendable (any KeyStore) async throws -> Void) {
        testDescription = description
        self.check = check
    }

    /// All the laws.
    static let all = reading + replacing + walking + removing + transactions
}

extension KeyStoreLaw {
    static let reading = [
        KeyStoreLaw("a new store is empty") { store in
            try await store.read { store throws in
                #expect(try store.instance() == nil)
                #expect(try store.database(.master) == nil)
                #expect(try store.database(named: "master") == nil)
                #expect(try store.databases(after: nil, limit: 10).isEmpty)
                #expect(try store.key(.serviceMasterKey) == nil)
                #expect(try store.keys(in: .master).isEmpty)
                #expect(try store.encryptions(of: .serviceMasterKey).isEmpty)
                #expect(try store.encryptionCount(under: .password) == 0)
                #expect(try store.backups(of: .serviceMasterKey).isEmpty)
            }
        },
        KeyStoreLaw("what was written is read") { store in
            let database = try DatabaseRecord.sample(7, "Übung \u{1F511}")
            let key = KeyRecord.sample(.masterKey(7))
            let credential = KeyRecord.sample(.credential(65_536, in: 7))
            let encryptions = [
                KeyEncryption.sample(key.id, slot: 1, by: .root(.machineKey), label: "", sealed: []),
                KeyEncryption.sample(key.id, slot: 2, by: .key(.serviceMasterKey), lastProved: .sample),
                KeyEncryption.sample(key.id, slot: 3, label: "with a \0 and a é", sealed: Array(0...255)),
            ]
            let backup = BackupRecord.sample(key.id, at: "/backups/key 7.bak")
            try await store.write { store throws in
                try store.put(InstanceRecord.sample())
                try store.put(database)
                try store.put(key)
                try store.put(credential)
                try store.put(encryptions)
                try store.put(backup)
            }
            try await store.read { store throws in
                #expect(try store.instance() == .sample())
                #expect(try store.database(database.id) == database)
                #expect(try store.database(database.id)?.name.description == "Übung \u{1F511}")
                #expect(try store.key(key.id) == key)
                #expect(try store.key(credential.id) == credential)
                #expect(try store.keys(in: database.id) == [key, credential])
                #expect(try store.encryptions(of: key.id) == encryptions)
                #expect(try store.backups(of: key.id) == [backup])
            }
        },
        KeyStoreLaw("databases come in ascending order, page by page") { store in
            try await store.write { store throws in
                try store.put(InstanceRecord.sample())
                for number: Int32 in [9, 1, 300, 5, 20] { try store.put(try DatabaseRecord.sample(number)) }
            }
            try await store.read { store throws in
                func numbers(after last: Int32?, limit: Int) throws -> [Int32] {
                    try store.databases(after: last.map(DatabaseIdentifier.init), limit: limit).map(\.id.rawValue)
                }
                #expect(try numbers(after: nil, limit: 3) == [1, 5, 9])
                #expect(try numbers(after: 9, limit: 3) == [20, 300])
                #expect(try numbers(after: 10, limit: 1) == [20])
                #expect(try numbers(after: 300, limit: 3) == [])
                #expect(try numbers(after: nil, limit: 0) == [])
            }
        },
        KeyStoreLaw("a database is found by any spelling that is equal") { store in
            let database = try DatabaseRecord.sample(7, "Caf\u{E9} STRASSE")
            try await store.write { store throws in
                try store.put(InstanceRecord.sample())
                try store.put(database)
            }
            try await store.read { store throws in
                for spelling: DatabaseName in ["CAF\u{C9} strasse", "cafe\u{301} Strasse", "Caf\u{E9} STRASSE"] {
                    #expect(try store.database(named: spelling) == database)
                }
                #expect(try store.database(named: "Cafe Strasse") == nil)
            }
        },
        KeyStoreLaw("keys and encryptions come in ascending order") { store in
            let database = DatabaseIdentifier(rawValue: 7)
            let ids: [KeyIdentifier] = [.credential(70_000, in: 7), .credential(65_536, in: 7), .masterKey(7)]
            try await store.write { store throws in
                try store.put(try DatabaseRecord.sample(7))
                for id in ids { try store.put(KeyRecord.sample(id)) }
                try store.put([3, 1, 2].map { KeyEncryption.sample(.masterKey(7), slot: $0) })
            }
            try await store.read { store throws in
                #expect(try store.keys(in: database).map(\.id) == ids.sorted())
                #expect(try store.encryptions(of: .masterKey(7)).map(\.id.slot) == [1, 2, 3])
            }
        },
        KeyStoreLaw("backups come the latest first") { store in
            try await store.write { store throws in
                try store.put(try DatabaseRecord.sample(7))
                for (place, time) in [("b", 2.0), ("a", 3.0), ("c", 1.0)] {
                    try store.put(BackupRecord.sample(.masterKey(7), at: place, after: time))
                }
            }
            let places = try await store.read { try $0.backups(of: .masterKey(7)).map(\.place) }
            #expect(places == ["a", "b", "c"])
        },
    ]
}

extension KeyStoreLaw {
    static let replacing = [
        KeyStoreLaw("a record takes the place of the one with its identifier") { store in
            try await store.fill(databases: 7...7)
            let key = KeyRecord.sample(.masterKey(7), version: 2)
            let encryption = KeyEncryption.sample(.masterKey(7), slot: 2, by: .root(.serviceAccount), label: "new")
            let backup = BackupRecord.sample(.masterKey(7), at: "place", after: 5)
            try await store.write { store throws in
                try store.put(InstanceRecord.sample(revision: 2))
                try store.put(key)
                try store.put([encryption])
                try store.put(BackupRecord.sample(.masterKey(7), at: "place"))
                try store.put(backup)
            }
            try await store.read { store throws in
                #expect(try store.instance()?.revision == 2)
                #expect(try store.key(.masterKey(7)) == key)
                #expect(try store.encryptions(of: .masterKey(7)).last == encryption)
                #expect(try store.encryptions(of: .masterKey(7)).count == 2)
                #expect(try store.encryptionCount(under: .key(.serviceMasterKey)) == 0)
                #expect(try store.backups(of: .masterKey(7)) == [backup])
            }
        },
        KeyStoreLaw("a database that is renamed keeps its keys and gives up its old name") { store in
            try await store.fill(databases: 7...7)
            let renamed = try DatabaseRecord.sample(7, "Renamed")
            try await store.write { try $0.put(renamed) }
            try await store.read { store throws in
                #expect(try store.database(named: "Database 7") == nil)
                #expect(try store.database(named: "RENAMED") == renamed)
                #expect(try store.encryptions(of: .masterKey(7)).count == 2)
            }
        },
        KeyStoreLaw("what was written is seen through the same writer") { store in
            try await store.write { store throws in
                try store.put(InstanceRecord.sample())
                #expect(try store.instance() == .sample())
                try store.put(try DatabaseRecord.sample(7))
                #expect(try store.database(named: "database 7")?.id.rawValue == 7)
                try store.put(KeyRecord.sample(.masterKey(7)))
                try store.put([KeyEncryption.sample(.masterKey(7))])
                #expect(try store.encryptionCount(under: .password) == 1)
                try store.removeKey(.masterKey(7))
                #expect(try store.encryptionCount(under: .password) == 0)
            }
        },
    ]
}

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

extension KeyStoreLaw {
    static let removing = [
        KeyStoreLaw("with a database go its keys, their encryptions and what is known of their backups") { store in
            try await store.fill(databases: 5...7)
            try await store.write { store throws in
                for number: Int32 in 5...7 { try store.put(BackupRecord.sample(.masterKey(number), at: "place")) }
                try store.removeDatabase(DatabaseIdentifier(rawValue: 6))
            }
            try await store.read { store throws in
                #expect(try store.databases(after: nil, limit: 10).map(\.id.rawValue) == [5, 7])
                #expect(try store.database(named: "Database 6") == nil)
                for number: Int32 in 5...7 {
                    let key = KeyIdentifier.masterKey(number)
                    #expect(try (store.key(key) == nil) == (number == 6))
                    #expect(try store.encryptions(of: key).isEmpty == (number == 6))
                    #expect(try store.backups(of: key).isEmpty == (number == 6))
                }
                #expect(try store.encryptionCount(under: .key(.serviceMasterKey)) == 2)
            }
        },
        KeyStoreLaw("with a key go its encryptions, and what is known of its backups stays") { store in
            try await store.fill(databases: 5...6)
            try await store.write { store throws in
                try store.put(BackupRecord.sample(.masterKey(5), at: "place"))
                try store.removeKey(.masterKey(5))
            }
            try await store.read { store throws in
                #expect(try store.key(.masterKey(5)) == nil)
                #expect(try store.encryptions(of: .masterKey(5)).isEmpty)
                #expect(try store.backups(of: .masterKey(5)).count == 1)
                #expect(try store.encryptions(of: .masterKey(6)).count == 2)
            }
        },
        KeyStoreLaw("an encryption is removed alone") { store in
            try await store.fill(databases: 5...5)
            try await store.write { store throws in
                try store.removeEncryption(KeyEncryption.Identifier(key: .masterKey(5), slot: 1))
            }
            let slots = try await store.read { try $0.encryptions(of: .masterKey(5)).map(\.id.slot) }
            #expect(slots == [2])
        },
        KeyStoreLaw("removing what is not there does nothing") { store in
            try await store.fill(databases: 5...5)
            try await store.write { store throws in
                try store.removeDatabase(DatabaseIdentifier(rawValue: 99))
                try store.removeKey(.masterKey(99))
                try store.removeEncryption(KeyEncryption.Identifier(key: .masterKey(5), slot: 99))
            }
            let count = try await store.read { try $0.encryptions(of: .masterKey(5)).count }
            #expect(count == 2)
        },
    ]
}

extension KeyStoreLaw {
    static let transactions = [
        KeyStoreLaw("a body that throws changes nothing, and its error is passed on") { store in
            try await store.fill(databases: 5...8)
            let before = try await store.batches(under: .password, of: 10)
            await #expect(throws: OwnError(number: 1)) {
                try await store.write { store throws in
                    try store.put(InstanceRecord.sample(revision: 2))
                    try store.put(try DatabaseRecord.sample(9))
                    try store.put(try DatabaseRecord.sample(5, "Renamed"))
                    try store.put([KeyEncryption.sample(.masterKey(6), slot: 1, label: "changed")])
                    try store.removeKey(.masterKey(7))
                    try store.removeDatabase(DatabaseIdentifier(rawValue: 8))
                    try store.put(BackupRecord.sample(.masterKey(5), at: "place"))
                    throw OwnError(number: 1)
                }
            }
            #expect(try await store.batches(under: .password, of: 10) == before)
            try await store.read { store throws in
                #expect(try store.instance()?.revision == 1)
                #expect(try store.databases(after: nil, limit: 10).map(\.id.rawValue) == [5, 6, 7, 8])
                #expect(try store.database(named: "Database 5") != nil)
                #expect(try store.backups(of: .masterKey(5)).isEmpty)
            }
        },
        KeyStoreLaw("an error of the hierarchy's passes unchanged") { store in
            let error = await #expect(throws: HierarchyError.self) {
                try await store.write { _ in throw HierarchyError(.keyInUse, "own message", advice: "own advice") }
            }
            #expect(error?.code == .keyInUse && error?.message == "own message" && error?.advice == "own advice")
        },
        KeyStoreLaw("the order in which an operation writes does not matter") { store in
            try await store.write { store throws in
                try store.put([KeyEncryption.sample(.masterKey(7))])
                try store.put(KeyRecord.sample(.masterKey(7)))
                try store.put(BackupRecord.sample(.masterKey(7), at: "place"))
                try store.put(try DatabaseRecord.sample(7))
            }
            let count = try await store.read { try $0.encryptionCount(under: .password) }
            #expect(count == 1)
        },
        KeyStoreLaw("writers come one after the other, and none is lost") { store in
            try await store.write { try $0.put(InstanceRecord.sample(revision: 0)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await store.write { store throws in
                            var instance = try #require(try store.instance())
                            instance.revision += 1
                            try store.put(instance)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let revision = try await store.read { try $0.instance()?.revision }
            #expect(revision == 50)
        },
        KeyStoreLaw("a reader sees one state throughout, beside a writer") { store in
            try await store.write { store throws in
                try store.put(InstanceRecord.sample(revision: 0))
                try store.put(try DatabaseRecord.sample(7))
                try store.put(KeyRecord.sample(.masterKey(7), version: 0))
            }
            let writing = Task {
                for revision: Int64 in 1...100 {
                    try await store.write { store throws in
                        try store.put(InstanceRecord.sample(revision: revision))
                        try store.put(KeyRecord.sample(.masterKey(7), version: revision))
                    }
                }
            }
            for _ in 0..<50 {
                let (revision, version) = try await store.read { store throws in
                    let revision = try store.instance()?.revision
                    Thread.sleep(forTimeInterval: 0.000_5)
                    return (revision, try store.key(.masterKey(7))?.version)
                }
                #expect(revision == version)
            }
            try await writing.value
        },
    ]
}
