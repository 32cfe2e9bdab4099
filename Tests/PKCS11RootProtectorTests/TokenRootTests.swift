#if PKCS11
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import PKCS11RootProtector
import Testing

/// An instance whose service master key is under a token, and under a machine key beside it.
@Suite("A token as a root protector", .enabled(if: SoftHSM.isInstalled && StubModule.isBuildable))
struct TokenRootTests {
    @Test func opensTheInstanceWhenTheMachineKeyIsLost() async throws {
        let token = try await newToken()
        let first = try await TestInstance(
            databases: ["Sales"], rootProtectors: [try EphemeralRootProtector(), token])
        let database = try await first.session.database("Sales").id
        try await first.createCredential(in: .server)
        try await first.session.regenerateServiceMasterKey()
        let key = try await first.session.serviceMasterKey()
        let encryptions = try await first.store.read { try $0.encryptions(of: .serviceMasterKey) }
        #expect(encryptions.map(\.label).sorted() == ["machine key", "token"])

        // Another machine key stands for one that is lost.
        let second = try await first.restarted(rootProtectors: [try EphemeralRootProtector(), token])
        #expect(try await second.session.serviceMasterKey().fingerprint == key.fingerprint)
        #expect(try await second.session.serviceMasterKey().isReadable)
        let secret = try await first.secret(in: .server)
        #expect(try await second.secret(in: .server) == secret)
        #expect(try await second.session.database("Sales").id == database)
    }

    @Test func opensAloneAndInAnotherProcess() async throws {
        let uri = try SoftHSM.newKey("alone")
        try await TokenKey.create(uri, pin: SoftHSM.pin)
        let first = try await TestInstance(rootProtectors: [PKCS11RootProtector(uri, pin: SoftHSM.pin)])
        let second = try await first.restarted(rootProtectors: [PKCS11RootProtector(uri, pin: SoftHSM.pin)])
        #expect(try await second.session.serviceMasterKey().isReadable)
    }

    @Test func mayBeLostWhileThereIsAMachineKey() async throws {
        let stub = try await StubModule()
        try await stub.createKey()
        let machineKey = try EphemeralRootProtector()
        let first = try await TestInstance(rootProtectors: [machineKey, stub.protector])
        let tries = stub.loginCount
        try stub.behave("removed")
        let second = try await first.restarted(rootProtectors: [machineKey, stub.protector])
        #expect(try await second.session.serviceMasterKey().isReadable)
        #expect(stub.loginCount == tries)
        // A rotation needs all of them: one that keeps the old key only would be no protector of the new one.
        let refusal = await #expect(throws: HierarchyError.self) {
            try await second.session.regenerateServiceMasterKey()
        }
        #expect(refusal?.code == .rootProtectorFailed)
        try stub.behave("replugged")
        try await second.session.regenerateServiceMasterKey()
        let third = try await first.restarted(rootProtectors: [try EphemeralRootProtector(), stub.protector])
        #expect(try await third.session.serviceMasterKey().isReadable)
    }

    @Test func leavesNothingToOpenWhenBothAreLost() async throws {
        let stub = try await StubModule()
        try await stub.createKey()
        let first = try await TestInstance(rootProtectors: [try EphemeralRootProtector(), stub.protector])
        try stub.behave("absent")
        let second = try await first.restarted(rootProtectors: [try EphemeralRootProtector(), stub.protector])
        #expect(try await !second.session.serviceMasterKey().isReadable)
        // The token is found, and all is well.
        try stub.behave()
        let third = try await first.restarted(rootProtectors: [try EphemeralRootProtector(), stub.protector])
        #expect(try await third.session.serviceMasterKey().isReadable)
    }

    @Test func isLeftForAnotherToken() async throws {
        let old = try await newToken()
        let new = try await newToken(in: "Spare")
        let first = try await TestInstance(rootProtectors: [old])
        try await first.session.protectServiceMasterKey(with: [new])
        #expect(try await first.restarted(rootProtectors: [new]).session.serviceMasterKey().isReadable)
        #expect(try await !first.restarted(rootProtectors: [old]).session.serviceMasterKey().isReadable)
    }

    private func newToken(in token: String = "Root") async throws -> PKCS11RootProtector {
        let uri = try SoftHSM.newKey("root", token: token)
        try await TokenKey.create(uri, pin: SoftHSM.pin)
        return PKCS11RootProtector(uri, pin: SoftHSM.pin)
    }
}
#endif
