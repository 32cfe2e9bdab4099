#if PKCS11
import Foundation
import KeyCryptography
import KeyHierarchyTesting
import PKCS11RootProtector
import Testing

@Suite("A module that fails, or does not keep to the standard", .enabled(if: StubModule.isBuildable))
struct HostileModuleTests {
    @Test(arguments: RootProtectorLaw.all + RootProtectorLaw.durable)
    func keepsTheLawsWhenItBehaves(_ law: RootProtectorLaw) async throws {
        let stub = try await StubModule()
        try await stub.createKey()
        try await law.check {
            stub.protector
        } remake: { _ in
            stub.protector
        }
    }

    @Test(arguments: [
        ("absent", TokenError.Code.noSuchToken), ("removed", .noSuchToken), ("two-tokens", .ambiguousToken),
        ("without-gcm", .mechanismMissing), ("gcm-for-opening-only", .mechanismMissing),
        ("may-not-use", .unsuitableKey), ("may-not-encrypt", .unsuitableKey), ("extractable", .unsuitableKey),
        ("insensitive", .unsuitableKey), ("key-of-128-bits", .unsuitableKey), ("fails", .tokenFailed),
        ("key-of-any-bits", .tokenMisbehaved), ("many-slots", .tokenMisbehaved), ("many-keys", .tokenMisbehaved),
        ("long-attributes", .tokenMisbehaved), ("long-output", .tokenMisbehaved), ("short-output", .tokenMisbehaved),
        ("endless-output", .tokenMisbehaved),
    ])
    func isRefusedWhenItSeals(behaviour: String, code: TokenError.Code) async throws {
        let stub = try await StubModule()
        try await stub.createKey()
        try stub.behave(behaviour)
        try await expectRefusal(code) { try await stub.protector.sealAnything() }
        // And it is good again afterwards.
        try stub.behave()
        try await stub.protector.sealAnything()
    }

    @Test(arguments: ["long-output", "short-output", "endless-output"])
    func isRefusedWhenItOpensAtAnotherLength(behaviour: String) async throws {
        let stub = try await StubModule()
        try await stub.createKey()
        let sealed = try await stub.protector.sealAnything()
        try stub.behave(behaviour)
        try await expectRefusal(.tokenMisbehaved) {
            try await stub.protector.open(sealed, context: PKCS11RootProtector.context)
        }
    }

    @Test func mayChooseTheNonce() async throws {
        let stub = try await StubModule()
        try await stub.createKey()
        try stub.behave("own-nonce")
        let sealed = try await stub.protector.sealAnything()
        #expect(sealed[1..<13].allSatisfy { $0 == 0xA7 })
        _ = try await stub.protector.open(sealed, context: PKCS11RootProtector.context)
    }

    @Test func isAskedForASessionAgainWhenTheTokenWasPutBack() async throws {
        let stub = try await StubModule()
        try await stub.createKey()
        let sealed = try await stub.protector.sealAnything()
        try stub.behave("removed")
        try await expectRefusal(.noSuchToken) {
            try await stub.protector.open(sealed, context: PKCS11RootProtector.context)
        }
        try stub.behave("replugged")
        _ = try await stub.protector.open(sealed, context: PKCS11RootProtector.context)
        #expect(stub.loginCount == 2)
    }

    @Test func isAskedAnewWhichTokensItHas() async throws {
        let stub = try await StubModule()
        let module = stub.key.modulePath
        try stub.behave("absent")
        #expect(try await Token.list(module: module).isEmpty)
        try stub.behave("other-token")
        #expect(try await Token.list(module: module).map(\.label) == ["Stub", "Other"])
        try stub.behave()
        #expect(try await Token.list(module: module).map(\.label) == ["Stub"])
    }

    @Test func mayMiscountItsSlots() async throws {
        let stub = try await StubModule()
        try stub.behave("miscounted-slots")
        #expect(try await Token.list(module: stub.key.modulePath).map(\.label) == ["Stub"])
    }

    @Test(arguments: ["faulty-neighbour", "confused-neighbour"])
    func mayHaveASlotThatFails(behaviour: String) async throws {
        let stub = try await StubModule()
        try await stub.createKey()
        try stub.behave(behaviour)
        try await stub.protector.sealAnything()
        #expect(try await Token.list(module: stub.key.modulePath).map(\.label) == ["Stub"])
        // A token that is not found may be in that slot.
        var key = stub.key
        key.token = "Other"
        let other = PKCS11RootProtector(key, pin: StubModule.pin)
        let refusal = try await expectRefusal(.tokenFailed) { try await other.sealAnything() }
        #expect(refusal.message == "The token in slot 8 failed while the token 'Other' was looked for.")
    }

    @Test func isToldOfByTheLabelOfTheTokenThatFails() async throws {
        let stub = try await StubModule()
        try await stub.createKey()
        try stub.behave("fails")
        var key = stub.key
        key.token = nil
        let refusal = try await expectRefusal(.tokenFailed) {
            try await PKCS11RootProtector(key, pin: StubModule.pin).sealAnything()
        }
        #expect(refusal.message.hasPrefix("The token 'Stub' failed"))
    }

    @Test func mayHaveNoSlotThatDoesNotFail() async throws {
        let stub = try await StubModule()
        try stub.behave("faulty-token")
        let refusal = try await expectRefusal(.tokenFailed) { try await Token.list(module: stub.key.modulePath) }
        #expect(refusal.message == "The token in slot 7 failed while it was looked at.")
    }

    @Test func mayGiveTheNumberOfALostSessionToAnotherToken() async throws {
        let stub = try await StubModule()
        try await stub.createKey()
        var key = stub.key
        key.token = "Other"
        let other = PKCS11RootProtector(key, pin: StubModule.pin)
        try stub.behave("absent", "other-token")
        try await other.sealAnything()
        #expect(stub.loginCount == 2)
        // The first token is back: it is asked in a session of its own.
        try stub.behave("other-token")
        try await stub.protector.sealAnything()
        #expect(stub.loginCount == 3)
        try await other.sealAnything()
        #expect(stub.loginCount == 3)
    }

    @Test(arguments: [("full", TokenError.Code.tokenFull), ("write-protected", .tokenFailed)])
    func mayHaveNoRoomForAKey(behaviour: String, code: TokenError.Code) async throws {
        let stub = try await StubModule()
        try stub.behave(behaviour)
        try await expectRefusal(code) { try await stub.createKey() }
    }

    @Test func isStartedForSeveralThreads() async throws {
        let stub = try await StubModule()
        try stub.behave("needs-locking")
        #expect(try await Token.list(module: stub.key.modulePath).map(\.label) == ["Stub"])
    }

    @Test func mayNotStart() async throws {
        let stub = try await StubModule()
        try stub.behave("broken")
        try await expectRefusal(.moduleUnusable) { try await Token.list(module: stub.key.modulePath) }
    }

    @Test func cannotWriteToATerminal() async throws {
        let stub = try await StubModule()
        try stub.behave("hostile-label")
        let refusal = try await expectRefusal(.noSuchToken) { try await stub.protector.sealAnything() }
        #expect(refusal.message.contains("'Stub?[2J?'"))
    }

    @Test(arguments: ["/no/such/module.so", "no-such-module.so", "/etc/passwd", "/", ""])
    func isALibraryThatCanBeLoaded(path: String) async throws {
        try await expectRefusal(.moduleUnusable) { try await Token.list(module: path) }
        let key = PKCS11URI(modulePath: path, token: "Root", keyLabel: "key")
        try await expectRefusal(.moduleUnusable) { try await PKCS11RootProtector(key, pin: "1234").sealAnything() }
    }
}
#endif
