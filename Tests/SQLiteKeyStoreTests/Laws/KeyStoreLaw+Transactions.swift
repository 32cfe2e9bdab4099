import Foundation
import KeyHierarchy
import Testing

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
        KeyStoreLaw("a task that was cancelled is served all the same") { store in
            // Whether an operation is still wanted, the hierarchy decides; what was committed must not be told as failed.
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                try await store.write { try $0.put(InstanceRecord.sample(revision: 3)) }
                return try await store.read { try $0.instance()?.revision }
            }
            task.cancel()
            let revision = try await task.value
            #expect(revision == 3)
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
