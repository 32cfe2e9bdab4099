import KeyHierarchy
import Testing

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
