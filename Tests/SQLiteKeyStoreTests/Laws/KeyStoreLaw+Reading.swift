import KeyHierarchy
import Testing

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
