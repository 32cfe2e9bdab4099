import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("A test instance")
struct TestInstanceTests {
    @Test func hasTheDatabasesAndKeysThatItIsAskedFor() async throws {
        let instance = try await TestInstance(databases: ["Sales"], passwordOnly: ["Vault"])
        let session = instance.session
        #expect(try await session.databases().map(\.name.description).suffix(2) == ["Sales", "Vault"])
        #expect(try await session.masterKey(of: "Sales")?.protection == .serviceMasterKeyAndPasswords)
        #expect(try await session.masterKey(of: "Vault")?.protection == .passwordsOnly)
        for name in ["Sales", "Vault"] as [DatabaseName] {
            for wrong in [TestInstance.otherPassword, TestInstance.wrongPassword] {
                let error = await #expect(throws: HierarchyError.self) {
                    try await session.openMasterKey(of: name, password: wrong)
                }
                #expect(error?.code == .wrongDecryptor)
            }
            try await session.openMasterKey(of: name, password: TestInstance.password)
        }
    }

    @Test func keepsCredentials() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        for scope in [Credential.Scope.server, .database("Sales")] {
            try await instance.createCredential(in: scope)
            try await instance.createCredential("other", in: scope, secret: "größer")
            #expect(try await instance.secret(in: scope) == "s3cret")
            #expect(try await instance.secret(ofCredential: "other", in: scope) == "größer")
        }
    }

    @Test func goesOnAfterARestart() async throws {
        let sink = RecordingAuditSink()
        let instance = try await TestInstance(databases: ["Sales"]) {
            $0.auditSinks = [sink]
            $0.serverName = "SQLPROD01"
        }
        let restarted = try await instance.restarted { $0.maintainsStore = false }
        #expect(try await restarted.session.serviceMasterKey() == instance.session.serviceMasterKey())
        #expect(try await restarted.hierarchy.serverName() == "SQLPROD01")
        #expect(!restarted.hierarchy.options.maintainsStore)
        #expect(sink.actions == [.startInstance, .createDatabase, .createMasterKey, .startInstance])
        try await restarted.session.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Sales")
    }

    @Test func losesItsServiceMasterKeyOnAnotherMachineAndNothingElse() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        let stranger = try await instance.restartedOnAnotherMachine()
        #expect(try await !stranger.session.serviceMasterKey().isReadable)
        try await stranger.session.openMasterKey(of: "Sales", password: TestInstance.password)
        #expect(try await instance.restarted().session.serviceMasterKey().isReadable)
    }

    @Test func goesByItsClock() async throws {
        let instance = try await TestInstance(databases: ["Sales"])
        #expect(try await instance.session.masterKey(of: "Sales")?.created == TestClock.start)
        instance.clock.advance(by: .seconds(3601))
        try await instance.session.openMasterKey(of: "Sales", password: TestInstance.password)
        let proved = try await instance.session.masterKey(of: "Sales")?.encryptions.compactMap(\.lastProved)
        #expect(proved == [TestClock.start.addingTimeInterval(3601)])
        let restarted = try await instance.restarted()
        #expect(restarted.clock === instance.clock)
    }

    @Test func hasKeysOfItsOwnUnlessItIsGivenASeed() async throws {
        let fingerprints = [
            try await TestInstance().session.serviceMasterKey().fingerprint,
            try await TestInstance().session.serviceMasterKey().fingerprint,
            try await TestInstance(seed: 1).session.serviceMasterKey().fingerprint,
            try await TestInstance(seed: 2).session.serviceMasterKey().fingerprint,
        ]
        #expect(Set(fingerprints).count == 4)
    }

    @Test func isTheSameWhenItsSeedIs() async throws {
        var snapshots: [StoreSnapshot] = []
        for _ in 0..<2 {
            let instance = try await TestInstance(seed: 7, databases: ["Sales"], passwordOnly: ["Vault"])
            try await instance.createCredential(in: .server)
            snapshots.append(try await StoreSnapshot(of: instance.store))
        }
        #expect(snapshots[0] == snapshots[1])
        #expect(snapshots[0].encryptions.count == 5)
        // Another machine is another one all the same.
        let instance = try await TestInstance(seed: 7)
        #expect(try await !instance.restartedOnAnotherMachine().session.serviceMasterKey().isReadable)
    }
}
