import KeyHierarchy
import Testing

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
