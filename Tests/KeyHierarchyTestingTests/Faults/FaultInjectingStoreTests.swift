import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("A store with faults")
struct FaultInjectingStoreTests {
    /// Four single writes.
    private static func write(to store: FaultInjectingStore, from first: Int32 = 5) async throws {
        try await store.write { store in
            for number in first..<first + 4 { try store.put(DatabaseRecord.sample(number)) }
        }
    }

    private static func databases(of store: FaultInjectingStore) async throws -> [Int32] {
        try await store.read { store in
            try (Int32(1)...20).filter { try store.database(DatabaseIdentifier(rawValue: $0)) != nil }
        }
    }

    @Test func countsSingleWritesAndTransactions() async throws {
        let store = FaultInjectingStore()
        let records = [KeyEncryption.sample(.masterKey(5)), .sample(.masterKey(5), slot: 2)]
        try await store.write { store in
            try store.put(InstanceRecord.sample())
            try store.put(DatabaseRecord.sample(5))
            try store.put(KeyRecord.sample(.masterKey(5)))
            try store.put(records)
            try store.put(BackupRecord.sample(.masterKey(5)))
            try store.removeEncryption(records[0].id)
            try store.removeKey(.masterKey(5))
            try store.removeDatabase(DatabaseIdentifier(rawValue: 5))
            _ = try store.instance()
        }
        _ = try await store.read { try $0.instance() }
        #expect(store.writeCount == 8)
        #expect(store.transactionCount == 1)
    }

    @Test(arguments: 1...4)
    func failsAtTheGivenWriteAndKeepsNothingOfItsOperation(number: Int) async throws {
        let store = FaultInjectingStore()
        store.schedule = [.failWrite(number)]
        let fault = await #expect(throws: InjectedFault.self) { try await Self.write(to: store) }
        #expect(fault?.description == "an injected fault: fail write \(number)")
        #expect(store.writeCount == number)
        #expect(store.schedule.isEmpty)
        #expect(try await Self.databases(of: store).isEmpty)
        try await Self.write(to: store)
        #expect(try await Self.databases(of: store) == [5, 6, 7, 8])
    }

    @Test func countsWritesOverSeveralOperationsUntilTheFaultStrikes() async throws {
        let store = FaultInjectingStore()
        store.schedule = [.failWrite(6)]
        try await Self.write(to: store)
        #expect(store.schedule == [.failWrite(6)])
        await #expect(throws: InjectedFault.self) { try await Self.write(to: store, from: 9) }
        #expect(try await Self.databases(of: store) == [5, 6, 7, 8])
    }

    @Test(arguments: [StoreFault.failWrite(2), .tear(atWrite: 2)])
    func letsNoOperationGoOnAfterAWriteThatFailed(fault: StoreFault) async throws {
        let store = FaultInjectingStore()
        store.schedule = [fault]
        await #expect(throws: InjectedFault.self) {
            try await store.write { store in
                for number: Int32 in 5...8 { try? store.put(DatabaseRecord.sample(number)) }
            }
        }
        #expect(try await Self.databases(of: store) == (fault == .failWrite(2) ? [] : [5]))
    }

    @Test(arguments: 1...4)
    func tearsAnOperationAtTheGivenWrite(number: Int) async throws {
        let store = FaultInjectingStore()
        store.schedule = [.tear(atWrite: number)]
        await #expect(throws: InjectedFault.self) { try await Self.write(to: store) }
        #expect(try await Self.databases(of: store) == (5...8).prefix(number - 1).map { Int32($0) })
    }

    @Test func failsTheCommitOfAnOperationThatWasCarriedOut() async throws {
        let store = FaultInjectingStore()
        store.schedule = [.failCommit]
        await #expect(throws: InjectedFault.self) { try await Self.write(to: store) }
        #expect(store.writeCount == 4)
        #expect(try await Self.databases(of: store).isEmpty)
    }

    @Test func losesTheAcknowledgementOfWhatWasCommitted() async throws {
        let store = FaultInjectingStore()
        store.schedule = [.loseAcknowledgement]
        await #expect(throws: InjectedFault.self) { try await Self.write(to: store) }
        #expect(try await Self.databases(of: store) == [5, 6, 7, 8])
    }

    @Test func reportsConflictsAsAStoreDoes() async throws {
        let store = FaultInjectingStore()
        store.schedule = [.conflict, .conflict]
        for left in [1, 0] {
            let error = await #expect(throws: HierarchyError.self) { try await Self.write(to: store) }
            #expect(error?.code == .conflict)
            #expect(store.schedule.count == left)
        }
        #expect(store.writeCount == 0)
        try await Self.write(to: store)
    }

    @Test func delaysAnOperationAndThenCarriesItOut() async throws {
        let store = FaultInjectingStore()
        store.schedule = [.delay(.milliseconds(50)), .delay(.milliseconds(50)), .conflict]
        let time = await ContinuousClock().measure {
            await #expect(throws: HierarchyError.self) { try await Self.write(to: store) }
        }
        #expect(time >= .milliseconds(100))
        #expect(store.schedule.isEmpty)
    }

    @Test func endsADelayWhenItsTaskIsCancelled() async throws {
        let store = FaultInjectingStore()
        store.schedule = [.delay(.seconds(600))]
        let task = Task { try await Self.write(to: store) }
        task.cancel()
        try await task.value
        #expect(try await Self.databases(of: store) == [5, 6, 7, 8])
    }

    @Test func letsFaultsStrikeOneAfterTheOther() async throws {
        let store = FaultInjectingStore()
        store.schedule = [.failWrite(4), .failCommit, .failWrite(1), .loseAcknowledgement]
        for left in [3, 2, 1, 0] {
            await #expect(throws: InjectedFault.self) { try await Self.write(to: store) }
            #expect(store.schedule.count == left)
        }
    }

    @Test func callsAnotherProcessBeforeAWriteOnce() async throws {
        let base = InMemoryKeyStore()
        let store = FaultInjectingStore(base)
        store.beforeNextWrite { try await base.write { try $0.put(InstanceRecord.sample(revision: 7)) } }
        let revisions = [
            try await store.write { try $0.instance()?.revision },
            try await store.write { try $0.instance()?.revision },
        ]
        #expect(revisions == [7, 7])
    }

    @Test func callsAnotherProcessAfterTheGivenReadOnce() async throws {
        let base = InMemoryKeyStore()
        let store = FaultInjectingStore(base)
        store.afterRead(2) {
            try await base.write { store in
                let revision = try store.instance()?.revision ?? 0
                try store.put(InstanceRecord.sample(revision: revision + 1))
            }
        }
        var revisions: [Int64?] = []
        for _ in 0..<4 { revisions.append(try await store.read { try $0.instance()?.revision }) }
        #expect(revisions == [nil, nil, 1, 1])
    }

    @Test func showsThatAnOperationOfASessionIsAllOrNothing() async throws {
        let store = FaultInjectingStore()
        let instance = try await TestInstance(databases: ["Sales"], store: store)
        let first = store.writeCount
        try await instance.session.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
        let writes = store.writeCount - first
        #expect(writes >= 3)
        try await instance.session.dropPassword(TestInstance.otherPassword, fromMasterKeyOf: "Sales")
        let before = try await StoreSnapshot(of: store)
        for fault in (1...writes).map(StoreFault.failWrite) + [.failCommit] {
            store.schedule = [fault]
            await #expect(throws: InjectedFault.self) {
                try await instance.session.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
            }
            #expect(store.schedule.isEmpty)
            #expect(try await StoreSnapshot(of: store) == before)
        }
        // A store that tears operations would be noticed.
        store.schedule = [.tear(atWrite: writes)]
        await #expect(throws: InjectedFault.self) {
            try await instance.session.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
        }
        #expect(try await StoreSnapshot(of: store) != before)
    }
}
