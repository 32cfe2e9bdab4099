import KeyHierarchy

// What a writer promises about removing.
extension KeyStoreLaw {
    static let removing = [
        KeyStoreLaw("with a database go its keys, their encryptions and what is known of their backups") { store in
            try await store.fill(databases: 5...7)
            try await store.write { store in
                for number: Int32 in 5...7 {
                    let credential = KeyIdentifier.credential(65_536, in: number)
                    try store.put(KeyRecord.sample(credential))
                    try store.put([.sample(credential, by: .key(.masterKey(number)))])
                    try store.put(BackupRecord.sample(.masterKey(number)))
                }
            }
            try await store.write { try $0.removeDatabase(.sample(6)) }
            try await store.read { store in
                try expect("databases", store.databases(after: nil, limit: 10).map(\.id.rawValue), is: [5, 7])
                try expect("none by the name", store.database(named: "Database 6"), is: nil)
                for number: Int32 in 5...7 {
                    let key = KeyIdentifier.masterKey(number)
                    let count = number == 6 ? 0 : 1
                    try expect("keys of database \(number)", store.keys(in: .sample(number)).count, is: 2 * count)
                    try expect("encryptions of \(number)", store.encryptions(of: key).count, is: 2 * count)
                    try expect("backups of \(number)", store.backups(of: key).count, is: count)
                    try expect("secrets in \(number)", store.encryptionCount(under: .key(key)), is: count)
                }
                try expect("under the service key", store.encryptionCount(under: .key(.serviceMasterKey)), is: 2)
            }
        },
        KeyStoreLaw("with a key go its encryptions, and what is known of its backups stays") { store in
            try await store.fill(databases: 5...6)
            try await store.write { store in
                try store.put(BackupRecord.sample(.masterKey(5)))
                try store.removeKey(.masterKey(5))
            }
            try await store.read { store in
                try expect("no key", store.key(.masterKey(5)), is: nil)
                try expect("no encryptions", store.encryptions(of: .masterKey(5)), is: [])
                try expect("encryptions by password", store.encryptionCount(under: .password), is: 1)
                try expect("backups", store.backups(of: .masterKey(5)).count, is: 1)
                try expect("backups of the database", store.backups(in: .sample(5)).count, is: 1)
                try expect("backups of another database", store.backups(in: .sample(6)), is: [])
                try expect("encryptions of another key", store.encryptions(of: .masterKey(6)).count, is: 2)
            }
        },
        KeyStoreLaw("an encryption is removed alone") { store in
            try await store.fill(databases: 5...5)
            try await store.write { store in
                try store.removeEncryption(KeyEncryption.Identifier(key: .masterKey(5), slot: 1))
            }
            let slots = try await store.read { try $0.encryptions(of: .masterKey(5)).map(\.id.slot) }
            try expect("slots", slots, is: [2])
        },
        KeyStoreLaw("removing what is not there does nothing") { store in
            try await store.fill(databases: 5...5)
            let before = try await StoreSnapshot(of: store)
            try await store.write { store in
                try store.removeDatabase(.sample(99))
                try store.removeKey(.masterKey(99))
                try store.removeEncryption(KeyEncryption.Identifier(key: .masterKey(5), slot: 99))
            }
            try expect("the store as it was", try await StoreSnapshot(of: store), is: before)
        },
    ]
}
