import KeyHierarchy
import KeyHierarchyTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// SEMANTICS, section 3.1.
@Suite("The service master key")
struct ServiceMasterKeyTests {
    @Test func isRegeneratedWithAllThatLiesUnderIt() async throws {
        let bench = try await TestInstance(databases: ["A", "B", "C"])
        try await bench.makePasswordOnly("C")
        try await bench.createCredential("server", in: .server, secret: "one")
        try await bench.createCredential("scoped", in: .database("A"), secret: "two")
        let old = try await bench.session.serviceMasterKey()
        let fingerprints = try await [
            bench.fingerprint(of: "A"), bench.fingerprint(of: "B"), bench.fingerprint(of: "C"),
        ]

        let report = try await bench.session.regenerateServiceMasterKey()
        let new = try await bench.session.serviceMasterKey()
        #expect(new.fingerprint != old.fingerprint)
        #expect(new.guid != old.guid)
        #expect(new.created == old.created)
        #expect(new.encryptions.map(\.protector) == old.encryptions.map(\.protector))
        #expect(report.rewrapped.count == 3)
        #expect(report.losesNothing && report.messages.isEmpty)

        for session in [bench.session, try await bench.restarted().session] {
            #expect(try await session.text(ofCredential: "server", in: .server) == "one")
            #expect(try await session.text(ofCredential: "scoped", in: .database("A")) == "two")
        }
        let kept = try await [bench.fingerprint(of: "A"), bench.fingerprint(of: "B"), bench.fingerprint(of: "C")]
        #expect(kept == fingerprints)
        #expect(try await bench.session.masterKey(of: "C")?.protection == .passwordsOnly)
        try await bench.session.openMasterKey(of: "B", password: TestInstance.password)
    }

    @Test func thatIsUnreadableIsRegeneratedByForceAlone() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        try await bench.createCredential("server", in: .server)
        try await bench.createCredential("scoped", in: .database("Sales"))
        let stranger = try await bench.restartedOnAnotherMachine()
        let before = try await bench.snapshot()
        let refusal = try await expectRefusal(.oldKeyUnreadable, 15329) {
            try await stranger.session.regenerateServiceMasterKey()
        }
        #expect(refusal.cause is CryptographyError)
        #expect(refusal.advice?.contains("Use force only if they are lost for good") == true)
        #expect(try await bench.snapshot() == before)

        let plan = try await stranger.session.planRegenerateServiceMasterKey(tolerance: .force)
        #expect(plan.report.messages.map(\.number) == [15585, 15584, 15584])
        #expect(plan.report.lost.map(\.name) == ["credential 'server'"])
        #expect(plan.report.noLongerOpens.map(\.name) == ["master key of database Sales"])
        #expect(try await stranger.session.commit(plan) == plan.report)

        // Its password still opens the database's master key, and with it what lies under that.
        try await stranger.session.openMasterKey(of: "Sales", password: TestInstance.password)
        try await stranger.session.addServiceMasterKeyEncryption(toMasterKeyOf: "Sales")
        #expect(try await stranger.secret(ofCredential: "scoped", in: .database("Sales")) == "s3cret")
        try await expectRefusal(.corrupted, 33047) { try await stranger.secret(ofCredential: "server", in: .server) }
    }

    @Test func namesTheDependentThatCannotBeRead() async throws {
        let bench = try await TestInstance(databases: ["A", "B", "C"])
        try await bench.put(bench.serviceKeyEncryption(of: "B").moved(label: "changed"))
        let before = try await bench.snapshot()
        let error = try await expectRefusal(.dependentUnreadable, 15320) {
            try await bench.session.regenerateServiceMasterKey()
        }
        #expect(error.message.contains("database B"))
        #expect(try await bench.snapshot() == before)
        let report = try await bench.session.regenerateServiceMasterKey(tolerance: .force)
        #expect(report.messages.map(\.number) == [15584])
        #expect(report.noLongerOpens.map(\.name) == ["master key of database B"])
        #expect(report.lost.isEmpty)
        #expect(try await bench.session.masterKey(of: "B")?.protection == .passwordsOnly)
    }

    @Test func isRegeneratedByForceWhenItsRecordIsDamaged() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let foreign = try #require(try await bench.fingerprint(of: "Sales"))
        try await bench.store.write { store in
            let record = try #require(try store.key(.serviceMasterKey))
            try store.put(
                KeyRecord(
                    id: record.id, name: record.name, guid: .init(), algorithm: record.algorithm, fingerprint: foreign,
                    created: record.created, modified: record.modified, version: record.version))
        }
        try await expectRefusal(.corrupted, 15507) { try await bench.session.regenerateServiceMasterKey() }
        let report = try await bench.session.regenerateServiceMasterKey(tolerance: .force)
        #expect(report.messages.first?.number == 15585)
        #expect(try await bench.restarted().session.serviceMasterKey().isReadable)
    }

    @Test(arguments: [false, true])
    func isProtectedByTheGivenProtectorsAndNoOthers(planned: Bool) async throws {
        let bench = try await TestInstance(rootProtectors: [
            EphemeralRootProtector(), EphemeralRootProtector(name: .serviceAccount),
        ])
        let fingerprint = try await bench.session.serviceMasterKey().fingerprint
        let new: [any RootProtector] = [try EphemeralRootProtector()]
        let report: ChangeReport
        if planned {
            report = try await bench.session.commit(bench.session.planProtectServiceMasterKey(with: new))
        } else {
            report = try await bench.session.protectServiceMasterKey(with: new)
        }
        #expect(report.noLongerOpens.map(\.key) == [.serviceMasterKey])
        #expect(report.noLongerOpens.allSatisfy { $0.consequence.contains("service account") })
        #expect(try await bench.encryptions(of: .serviceMasterKey).count == 1)
        #expect(try await !bench.restarted().session.serviceMasterKey().isReadable)
        #expect(try await bench.restarted(rootProtectors: new).session.serviceMasterKey().fingerprint == fingerprint)

        // From now on the instance protects it so, even when the key is replaced.
        try await bench.session.regenerateServiceMasterKey()
        #expect(try await bench.restarted(rootProtectors: new).session.serviceMasterKey().isReadable)
    }

    @Test func isNotTakenFromTheProtectorsThatAnotherProcessGaveIt() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let process = try await bench.restarted()
        let new: [any RootProtector] = [try EphemeralRootProtector()]
        try await process.session.protectServiceMasterKey(with: new)
        let before = try await bench.snapshot()
        // This process still has the key in memory, and protectors that nobody will start with again.
        try await expectRefusal(.rootProtectorFailed) { try await bench.session.regenerateServiceMasterKey() }
        #expect(try await bench.snapshot() == before)
        #expect(try await bench.restarted(rootProtectors: new).session.serviceMasterKey().isReadable)
    }

    @Test func isNotOverwrittenWithAnOlderOneWhenItIsProtected() async throws {
        // The key is replaced after the session has opened it, and before it reads the record.
        let token = try FaultInjectingRootProtector(EphemeralRootProtector())
        let bench = try await TestInstance(databases: ["Sales"], rootProtectors: [token])
        let store = FaultInjectingStore(bench.store)
        let slow = try await TestInstance(store: store, rootProtectors: [token])
        store.afterRead(1) { try await bench.session.regenerateServiceMasterKey() }
        try await slow.session.protectServiceMasterKey(with: [token])
        #expect(try await bench.restarted().session.serviceMasterKey().isReadable)
        try await bench.restarted().session.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
    }

    @Test func isNotProtectedByOneThatDoesNotOpenWhatItSeals() async throws {
        let bench = try await TestInstance()
        let token = try FaultInjectingRootProtector(EphemeralRootProtector())
        token.fault = .forgetful
        let before = try await bench.snapshot()
        try await expectRefusal(.rootProtectorFailed) {
            try await bench.session.protectServiceMasterKey(with: [token])
        }
        #expect(try await bench.snapshot() == before)
    }

    @Test func isNotReplacedWhileAProtectorIsMissing() async throws {
        let store = InMemoryKeyStore()
        let machine = try EphemeralRootProtector()
        let account = try EphemeralRootProtector(name: .serviceAccount)
        _ = try await EncryptionHierarchy(store: store, rootProtectors: [machine, account])
        let session = try await EncryptionHierarchy(store: store, rootProtectors: [machine]).session()
        let before = try await session.serviceMasterKey()
        let error = await #expect(throws: HierarchyError.self) { try await session.regenerateServiceMasterKey() }
        #expect(error?.code == .rootProtectorFailed)
        #expect(try await session.serviceMasterKey() == before)
        // Taking the other one away on purpose is another matter.
        try await session.protectServiceMasterKey(with: [machine])
        try await session.regenerateServiceMasterKey()
    }

    @Test func isProvedByEachProtectorThatOpensIt() async throws {
        let store = InMemoryKeyStore()
        let protectors: [any RootProtector] = [
            try EphemeralRootProtector(), try EphemeralRootProtector(name: .serviceAccount),
        ]
        let hierarchy = try await EncryptionHierarchy(store: store, rootProtectors: protectors)
        let encryptions = try await hierarchy.session().serviceMasterKey().encryptions
        #expect(encryptions.count == 2 && encryptions.allSatisfy { $0.lastProved != nil })
    }
}
