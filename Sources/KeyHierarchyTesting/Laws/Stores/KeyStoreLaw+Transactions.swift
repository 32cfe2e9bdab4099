import KeyHierarchy

// What a store promises about one operation: atomicity, and that errors are the operation's own.
extension KeyStoreLaw {
    static let transactions = [
        KeyStoreLaw("an operation that throws changes nothing, and its error is passed on") { store in
            try await store.fill(databases: 5...8)
            try await store.write { try $0.put(BackupRecord.sample(.masterKey(8))) }
            let before = try await StoreSnapshot(of: store)
            let error = try await expectError("the operation's own") {
                try await store.write { store in
                    try store.put(InstanceRecord.sample(revision: 2))
                    try store.put(DatabaseRecord.sample(9))
                    try store.put(DatabaseRecord.sample(5, "Renamed"))
                    try store.put([.sample(.masterKey(6), slot: 1, label: "changed"), .sample(.masterKey(6), slot: 3)])
                    try store.removeEncryption(KeyEncryption.Identifier(key: .masterKey(6), slot: 2))
                    try store.put(KeyRecord.sample(.masterKey(6), version: 2))
                    try store.removeKey(.masterKey(7))
                    try store.removeDatabase(.sample(8))
                    try store.put(BackupRecord.sample(.masterKey(5), at: "place"))
                    throw OwnError(number: 1)
                }
            }
            try expect("the error", error as? OwnError, is: OwnError(number: 1))
            try expect("the store as it was", try await StoreSnapshot(of: store), is: before)
            try await store.read { store in
                try expect("the old name", store.database(named: "Database 5")?.id, is: .sample(5))
                try expect("none by the new name", store.database(named: "Renamed"), is: nil)
                try expect("encryptions by password", store.encryptionCount(under: .password), is: 4)
            }
        },
        KeyStoreLaw("an error of the hierarchy passes unchanged") { store in
            for fails in [store.readingFails, store.writingFails] {
                let error = try await expectError("the operation's own") { try await fails() } as? HierarchyError
                try expect("the code", error?.code, is: .keyInUse)
                try expect("the message", error?.message, is: "own message")
                try expect("the advice", error?.advice, is: "own advice")
            }
        },
        KeyStoreLaw("the order in which an operation writes does not matter") { store in
            try await store.write { store in
                try store.put([KeyEncryption.sample(.masterKey(7))])
                try store.put(KeyRecord.sample(.masterKey(7)))
                try store.put(BackupRecord.sample(.masterKey(7)))
                try store.put(DatabaseRecord.sample(7))
                try store.put(InstanceRecord.sample())
            }
            try await store.read { store in
                try expect("encryptions by password", store.encryptionCount(under: .password), is: 1)
                try expect("the key", store.key(.masterKey(7)) != nil)
                try expect("backups", store.backups(of: .masterKey(7)).count, is: 1)
            }
        },
        KeyStoreLaw("a task that was cancelled is served all the same") { store in
            // Whether an operation is still wanted, the hierarchy decides; what was committed must not be told as
            // failed.
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                try await store.write { try $0.put(InstanceRecord.sample(revision: 3)) }
                return try await store.read { try $0.instance()?.revision }
            }
            task.cancel()
            try expect("the revision that was written", try await task.value, is: 3)
        },
    ]
}

extension KeyStore {
    fileprivate func readingFails() async throws {
        try await read { _ in throw HierarchyError(.keyInUse, "own message", advice: "own advice") }
    }

    fileprivate func writingFails() async throws {
        try await write { _ in throw HierarchyError(.keyInUse, "own message", advice: "own advice") }
    }
}

/// An error of a law's own.
struct OwnError: Error, Equatable {
    let number: Int
}
