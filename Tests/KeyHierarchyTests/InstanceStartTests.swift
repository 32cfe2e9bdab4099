import KeyHierarchy
import KeyHierarchyTesting
import Synchronization
import Testing

@Suite("An instance that starts")
struct InstanceStartTests {
    @Test func getsItsKeyAndTheSystemDatabasesOnANewStore() async throws {
        let bench = try await TestInstance { $0.serverName = "SQLPROD01" }
        let key = try await bench.session.serviceMasterKey()
        #expect(key.isReadable)
        #expect(key.algorithm == .aes256)
        #expect(key.encryptions.map(\.protector) == [.root(.machineKey)])
        let names = try await bench.session.databases().map(\.name.description)
        #expect(names == ["master", "tempdb", "model", "msdb"])
        #expect(bench.hierarchy.startupMessages.isEmpty)
        #expect(try await bench.hierarchy.serverName() == "SQLPROD01")
    }

    @Test func opensTheSameKeyAgain() async throws {
        let bench = try await TestInstance()
        let first = try await bench.session.serviceMasterKey()
        let again = try await bench.restarted()
        let second = try await again.session.serviceMasterKey()
        #expect(second.fingerprint == first.fingerprint)
        #expect(second.guid == first.guid)
        #expect(second.isReadable)
        #expect(again.hierarchy.startupMessages.isEmpty)
    }

    /// Whoever names a key by mistake must not make it one that opens everything.
    @Test func addsNoProtectorThatTheInstanceDidNotHave() async throws {
        let bench = try await TestInstance()
        let another = try EphemeralRootProtector(name: .serviceAccount)
        let started = try await bench.restarted(rootProtectors: bench.rootProtectors + [another])
        #expect(started.hierarchy.startupMessages.isEmpty)
        let key = try await started.session.serviceMasterKey()
        #expect(key.isReadable)
        #expect(key.encryptions.map(\.protector) == [.root(.machineKey)])
        // To add it is a decision.
        try await started.session.protectServiceMasterKey(with: bench.rootProtectors + [another])
        let protected = try await started.session.serviceMasterKey().encryptions.map(\.protector)
        #expect(protected == [.root(.machineKey), .root(.serviceAccount)])
    }

    @Test func survivesTheLossOfOneOfTwoProtectorsAndMendsIt() async throws {
        let account = try EphemeralRootProtector(name: .serviceAccount)
        let bench = try await TestInstance(rootProtectors: [EphemeralRootProtector(), account])
        let fingerprint = try await bench.session.serviceMasterKey().fingerprint

        let moved: [any RootProtector] = [try EphemeralRootProtector(), account]
        let mended = try await bench.restarted(rootProtectors: moved)
        #expect(mended.hierarchy.startupMessages.map(\.number) == [33095])
        #expect(mended.hierarchy.startupMessages.map(\.severity) == [10])
        #expect(mended.hierarchy.rootFailures.map(\.name) == [.machineKey])
        #expect(mended.hierarchy.rootFailures.map(\.isMended) == [true])
        #expect(try await mended.session.serviceMasterKey().fingerprint == fingerprint)

        // Now the protector that was mended is enough.
        let alone = try await mended.restarted(rootProtectors: [moved[0]])
        #expect(alone.hierarchy.startupMessages.isEmpty)
        #expect(try await alone.session.serviceMasterKey().isReadable)
        #expect(try await alone.session.serviceMasterKey().fingerprint == fingerprint)
    }

    @Test func mendsNothingInAStoreThatItMayNotWrite() async throws {
        let account = try EphemeralRootProtector(name: .serviceAccount)
        let bench = try await TestInstance(rootProtectors: [EphemeralRootProtector(), account])
        let before = try await bench.snapshot()
        let again = try await TestInstance(store: bench.store, rootProtectors: [EphemeralRootProtector(), account]) {
            $0.maintainsStore = false
        }
        #expect(again.hierarchy.startupMessages.map(\.number) == [33095])
        #expect(try await bench.snapshot() == before)
    }

    @Test func startsWithoutItsKeyWhenNoProtectorOpensIt() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.session.createDatabase("Other")
        let stranger = try await bench.restartedOnAnotherMachine()
        #expect(stranger.hierarchy.startupMessages.map(\.number) == [15466])
        #expect(try await !stranger.session.serviceMasterKey().isReadable)

        let error = try await expectRefusal(.serviceMasterKeyUnreadable, 33094) {
            try await stranger.session.createMasterKey(in: "Other", password: TestInstance.password)
        }
        #expect(error.sqlServer?.state == 9)
        try await stranger.session.openMasterKey(of: "Sales", password: TestInstance.password)
        try await stranger.session.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")

        // The encryption that this machine cannot use is still there for the one that can.
        let home = try await bench.restarted()
        #expect(try await home.session.serviceMasterKey().isReadable)
    }

    @Test func startsWhileOneProtectorIsUnplugged() async throws {
        let machine = try EphemeralRootProtector()
        let token = try FaultInjectingRootProtector(EphemeralRootProtector(name: .serviceAccount))
        let bench = try await TestInstance(rootProtectors: [machine, token])
        token.fault = .unavailable
        let before = try await bench.encryptions(of: .serviceMasterKey)
        let again = try await bench.restarted()
        #expect(again.hierarchy.startupMessages.map(\.number) == [33095])
        let failure = try #require(again.hierarchy.rootFailures.first)
        #expect(failure.name == .serviceAccount && failure.error is InjectedFault && !failure.isMended)
        #expect(try await again.session.serviceMasterKey().isReadable)
        // What the token may open once it is plugged in again was not thrown away.
        let kept = try await bench.encryptions(of: .serviceMasterKey)
        #expect(kept.last?.sealed == before.last?.sealed)
        token.fault = nil
        #expect(try await bench.restarted(rootProtectors: [token]).session.serviceMasterKey().isReadable)
    }

    @Test func saysOfEachProtectorWhyItDoesNotOpenTheKey() async throws {
        let token = try FaultInjectingRootProtector(EphemeralRootProtector(name: .token))
        let bench = try await TestInstance(rootProtectors: [EphemeralRootProtector(), token])
        token.fault = .unavailable
        let stranger = try await bench.restarted(rootProtectors: [EphemeralRootProtector(), token])
        #expect(stranger.hierarchy.rootFailures.map(\.name) == [.machineKey, .token])
        try await stranger.session.createDatabase("Sales")
        let error = try await expectRefusal(.serviceMasterKeyUnreadable, 33094) {
            try await stranger.session.createMasterKey(in: "Sales", password: TestInstance.password)
        }
        let cause = try #require(error.cause.map { "\($0)" })
        #expect(cause.contains("The machine key did not open") && cause.contains("The token did not open"))
        #expect(cause.contains("the root protector is unavailable"))
        // To force it comes last.
        let advice = try #require(error.advice)
        let mending = try #require(advice.firstRange(of: "give the right one"))
        let force = try #require(advice.firstRange(of: "with force"))
        #expect(mending.upperBound < force.lowerBound)
    }

    @Test func doesNotTakeACancellationForALostProtector() async throws {
        let token = try FaultInjectingRootProtector(EphemeralRootProtector())
        let bench = try await TestInstance(rootProtectors: [token])
        token.fault = .cancelled
        await #expect(throws: CancellationError.self) { try await bench.restarted() }
    }

    @Test func refusesAProtectorThatDoesNotOpenWhatItSeals() async throws {
        let token = try FaultInjectingRootProtector(EphemeralRootProtector())
        token.fault = .forgetful
        let store = InMemoryKeyStore()
        try await expectRefusal(.rootProtectorFailed) { try await TestInstance(store: store, rootProtectors: [token]) }
        #expect(try await StoreSnapshot(of: store).instance == nil)
    }

    @Test func refusesAStoreOfANewerFormatAndLeavesItAsItIs() async throws {
        let bench = try await TestInstance()
        try await bench.store.write { store in
            let old = try #require(try store.instance())
            try store.put(
                InstanceRecord(
                    id: old.id, serverName: old.serverName, created: old.created,
                    formatVersion: InstanceRecord.currentFormatVersion + 1, revision: old.revision,
                    nextDatabase: old.nextDatabase, nextCredential: old.nextCredential))
            // A newer format may keep the service master key elsewhere.
            try store.removeKey(.serviceMasterKey)
        }
        let before = try await bench.snapshot()
        try await expectRefusal(.unsupported) { try await bench.restarted() }
        #expect(try await bench.snapshot() == before)
    }

    @Test func hasOneKeyHoweverManyStartAtOnce() async throws {
        let store = InMemoryKeyStore()
        let roots: [any RootProtector] = [try EphemeralRootProtector()]
        let fingerprints = try await withThrowingTaskGroup(of: KeyFingerprint.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let bench = try await TestInstance(store: store, rootProtectors: roots)
                    #expect(try await bench.session.serviceMasterKey().isReadable)
                    return try await bench.session.serviceMasterKey().fingerprint
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(fingerprints.count == 1)
        #expect(try await store.read { try $0.encryptions(of: .serviceMasterKey).count } == 1)
        #expect(try await store.read { try $0.databases(after: nil, limit: 100).count } == 4)
    }

    @Test func triesAgainWhenTheStoreIsBusy() async throws {
        let store = FaultInjectingStore()
        store.schedule = Array(repeating: .conflict, count: 3)
        let bench = try await TestInstance(store: store)
        #expect(try await bench.session.serviceMasterKey().isReadable)
    }

    @Test func noticesAKeyThatIsNotTheRecordedOne() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let foreign = try #require(try await bench.fingerprint(of: "Sales"))
        try await bench.store.write { store in
            let record = try #require(try store.key(.serviceMasterKey))
            try store.put(record.with(fingerprint: foreign))
        }
        try await expectRefusal(.corrupted, 15507) { try await bench.restarted() }
    }

    @Test func notesWhenAProtectorWasLastProvedToOpenTheKey() async throws {
        let bench = try await TestInstance()
        #expect(try await bench.encryptions(of: .serviceMasterKey).map(\.lastProved) != [nil])
    }

    @Test func doesNotTrapOnASlotThatNobodyHasGivenOut() async throws {
        let bench = try await TestInstance()
        let row = try #require(try await bench.encryptions(of: .serviceMasterKey).first)
        try await bench.put(row.moved(toSlot: .max))
        try await expectRefusal(.corrupted, 15507) { try await bench.session.regenerateServiceMasterKey() }
    }
}

extension KeyRecord {
    /// The record with another fingerprint, as somebody might write it.
    func with(fingerprint: KeyFingerprint?) -> KeyRecord {
        KeyRecord(
            id: id, name: name, guid: guid, algorithm: algorithm, fingerprint: fingerprint, identity: identity,
            created: created, modified: modified, version: version)
    }
}

extension KeyEncryption {
    /// The row as somebody might write it elsewhere.
    func moved(
        to key: KeyIdentifier? = nil,
        toSlot slot: Int32? = nil,
        protector: Protector? = nil,
        label: String? = nil,
        sealed: [UInt8]? = nil
    ) -> KeyEncryption {
        KeyEncryption(
            id: Identifier(key: key ?? id.key, slot: slot ?? id.slot), protector: protector ?? self.protector,
            label: label ?? self.label, created: created, lastProved: lastProved,
            sealed: sealed.map { SealedSecret($0) } ?? self.sealed)
    }
}
