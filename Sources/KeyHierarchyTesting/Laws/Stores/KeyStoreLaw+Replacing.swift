import KeyHierarchy

// What a writer promises about records that are there.
extension KeyStoreLaw {
    static let replacing = [
        KeyStoreLaw("a record takes the place of the one with its identifier") { store in
            try await store.fill(databases: 7...7)
            let key = KeyRecord.sample(.masterKey(7), version: 2)
            let encryption = KeyEncryption.sample(.masterKey(7), slot: 2, by: .password, label: "new")
            let backup = BackupRecord.sample(
                .masterKey(7), at: "place", after: 5, passwords: [.sample("c0ffee00", "a")])
            try await store.write { store in
                try store.put(InstanceRecord.sample(revision: 2))
                try store.put(key)
                try store.put([encryption])
                try store.put(BackupRecord.sample(.masterKey(7), at: "place"))
                try store.put(backup)
            }
            try await store.read { store in
                try expect("the revision", store.instance()?.revision, is: 2)
                try expect("the key", store.key(.masterKey(7)), is: key)
                try expect("the keys", store.keys(in: .sample(7)), is: [key])
                try expect("the encryption in slot 2", store.encryptions(of: .masterKey(7)).last, is: encryption)
                try expect("encryptions", store.encryptions(of: .masterKey(7)).count, is: 2)
                try expect("under the old protector", store.encryptionCount(under: .key(.serviceMasterKey)), is: 0)
                try expect("under the new protector", store.encryptionCount(under: .password), is: 2)
                try expect("the backups", store.backups(of: .masterKey(7)), is: [backup])
            }
        },
        KeyStoreLaw("a database that is renamed keeps its keys and gives up its old name") { store in
            try await store.fill(databases: 7...7)
            let renamed = try DatabaseRecord.sample(7, "Renamed")
            try await store.write { try $0.put(renamed) }
            try await store.read { store in
                try expect("none by the old name", store.database(named: "Database 7"), is: nil)
                try expect("the database by its new name", store.database(named: "RENAMED"), is: renamed)
                try expect("encryptions", store.encryptions(of: .masterKey(7)).count, is: 2)
            }
        },
        KeyStoreLaw("a name that was given up is free in the same operation") { store in
            try await store.fill(databases: 7...8)
            let renamed = try DatabaseRecord.sample(7, "Renamed")
            let successor = try DatabaseRecord.sample(9, "Database 7")
            let other = try DatabaseRecord.sample(10, "Database 8")
            try await store.write { store in
                try store.put(renamed)
                try store.put(successor)
                try store.removeDatabase(.sample(8))
                try store.put(other)
            }
            try await store.read { store in
                try expect("the database that has the name now", store.database(named: "Database 7"), is: successor)
                try expect("the one that had it", store.database(named: "Renamed"), is: renamed)
                try expect("the successor of one removed", store.database(named: "Database 8"), is: other)
            }
        },
        KeyStoreLaw("reading through a writer sees what was written through it") { store in
            let records = try SampleRecords()
            try await store.write { store in
                try records.write(to: store)
                try records.expectIn(store)
                try store.removeEncryption(KeyEncryption.Identifier(key: .masterKey(7), slot: 3))
                try expect("slots", store.encryptions(of: .masterKey(7)).map(\.id.slot), is: [2])
                try expect("encryptions by password", store.encryptionCount(under: .password), is: 0)
                try store.removeKey(.masterKey(7))
                try expect("the key", store.key(.masterKey(7)), is: nil)
                try expect("encryptions of the key", store.encryptions(of: .masterKey(7)), is: [])
                try store.removeDatabase(.sample(7))
                try expect("the database", store.database(.sample(7)), is: nil)
                try expect("keys of the database", store.keys(in: .sample(7)), is: [])
            }
        },
    ]
}
