#if PKCS11
import KeyCryptography
import KeyHierarchyTesting
import PKCS11RootProtector
import Testing

@Suite("The PIN of a token", .enabled(if: StubModule.isBuildable))
struct PINTests {
    @Test func isGivenOnceToAProcess() async throws {
        let stub = try await StubModule()
        try await stub.createKey()
        for _ in 0..<3 { try await stub.protector.sealAnything() }
        #expect(stub.loginCount == 1)
    }

    @Test func isNotTriedAgainOnceItWasRefused() async throws {
        let stub = try await StubModule()
        let wrong = PKCS11RootProtector(stub.key, pin: "4321")
        let first = try await expectRefusal(.pinIncorrect) { try await wrong.sealAnything() }
        #expect(first.message.contains("A few tries are left"))
        for _ in 0..<10 {
            let next = try await expectRefusal(.pinIncorrect) { try await wrong.sealAnything() }
            #expect(next.message.contains("not tried again"))
        }
        #expect(stub.loginCount == 1)
        // The right one is.
        try await stub.createKey()
        #expect(stub.loginCount == 2)
    }

    @Test(arguments: ["fails-once-refused", "loses-session-once-refused"])
    func isRefusedThoughTheTokenDoesNotSayHowManyTriesAreLeft(behaviour: String) async throws {
        let stub = try await StubModule()
        try stub.behave(behaviour)
        let wrong = PKCS11RootProtector(stub.key, pin: "4321")
        let first = try await expectRefusal(.pinIncorrect) { try await wrong.sealAnything() }
        #expect(first.message.contains("does not say how many tries are left"))
        let next = try await expectRefusal(.pinIncorrect) { try await wrong.sealAnything() }
        #expect(next.message.contains("not tried again"))
        #expect(stub.loginCount == 1)
    }

    @Test func isNotTriedAgainOnceOthersWereRefusedToo() async throws {
        let stub = try await StubModule()
        try stub.behave("patient")
        for _ in 0..<3 {
            for wrong in ["1", "2", "3"] { try await refuse(wrong, by: stub) }
        }
        #expect(stub.loginCount == 3)
        // A PIN that is taken ends that.
        try await stub.createKey()
        try await replug(stub)
        for _ in 0..<2 { try await refuse("1", by: stub) }
        #expect(stub.loginCount == 5)
    }

    @Test func isNotTakenForTheRightOneWhereAnotherPartOfTheProcessHasLoggedIn() async throws {
        let stub = try await StubModule()
        try stub.behave("patient")
        try await refuse("1", by: stub)
        try stub.behave("patient", "opened-elsewhere")
        try await stub.createKey()
        try await replug(stub)
        try await refuse("1", by: stub)
        #expect(stub.loginCount == 2)
    }

    @Test func isNotTriedOnceManyWereRefused() async throws {
        let stub = try await StubModule()
        try stub.behave("patient")
        for wrong in 0..<16 { try await refuse("\(wrong)", by: stub) }
        let refusal = try await expectRefusal(.pinIncorrect) { try await stub.protector.sealAnything() }
        #expect(refusal.message.contains("16 PINs"))
        #expect(stub.loginCount == 16)
    }

    /// Takes the token out and puts it back: the session with it is lost.
    private func replug(_ stub: StubModule) async throws {
        try stub.behave("absent")
        try await expectRefusal(.noSuchToken) { try await stub.protector.sealAnything() }
        try stub.behave("patient")
    }

    private func refuse(_ pin: String, by stub: StubModule) async throws {
        let wrong = PKCS11RootProtector(stub.key, pin: Password(pin))
        try await expectRefusal(.pinIncorrect) { try await wrong.sealAnything() }
    }

    @Test func thatIsWrongIsNoticedThoughTheTokenIsOpen() async throws {
        let stub = try await StubModule()
        try await stub.createKey()
        try await expectRefusal(.pinIncorrect) { try await PKCS11RootProtector(stub.key, pin: "4321").sealAnything() }
        #expect(stub.loginCount == 1)
    }

    @Test func isNotTriedWhenOneMoreWouldLockTheToken() async throws {
        let stub = try await StubModule()
        for wrong in ["1", "2"] {
            try await expectRefusal(.pinIncorrect) {
                try await PKCS11RootProtector(stub.key, pin: Password(wrong)).sealAnything()
            }
        }
        let refusal = try await expectRefusal(.pinFinalTry) { try await stub.protector.sealAnything() }
        #expect(refusal.advice?.contains("allowsFinalTry") == true)
        #expect(stub.loginCount == 2)
        // Whoever insists may.
        var options = PKCS11RootProtector.Options()
        options.allowsFinalTry = true
        try await expectRefusal(.noSuchKey) {
            try await PKCS11RootProtector(stub.key, pin: StubModule.pin, options: options).sealAnything()
        }
        #expect(stub.loginCount == 3)
    }

    @Test func isTriedOnceMoreToListKeysAndToMakeOneWhenThatIsAllowed() async throws {
        for lists in [true, false] {
            let stub = try await StubModule()
            try stub.behave("final-try")
            func ask(_ allowsFinalTry: Bool) async throws {
                if lists {
                    _ = try await TokenKey.list(stub.key, pin: StubModule.pin, allowsFinalTry: allowsFinalTry)
                } else {
                    try await TokenKey.create(stub.key, pin: StubModule.pin, allowsFinalTry: allowsFinalTry)
                }
            }
            try await expectRefusal(.pinFinalTry) { try await ask(false) }
            #expect(stub.loginCount == 0)
            try await ask(true)
            #expect(stub.loginCount == 1)
        }
    }

    @Test func thatWasWrongTheLastTimeLocksTheToken() async throws {
        let stub = try await StubModule()
        var options = PKCS11RootProtector.Options()
        options.allowsFinalTry = true
        for wrong in ["1", "2"] {
            try await expectRefusal(.pinIncorrect) {
                try await PKCS11RootProtector(stub.key, pin: Password(wrong)).sealAnything()
            }
        }
        let last = try await expectRefusal(.pinIncorrect) {
            try await PKCS11RootProtector(stub.key, pin: "3", options: options).sealAnything()
        }
        #expect(last.message.contains("locked now"))
        try await expectRefusal(.pinLocked) { try await stub.protector.sealAnything() }
        #expect(stub.loginCount == 3)
    }

    @Test(arguments: [
        ("locked", TokenError.Code.pinLocked, 0), ("locked-meanwhile", .pinLocked, 1), ("pin-unset", .pinToBeSet, 0),
        ("pin-expired", .pinToBeSet, 1), ("final-try", .pinFinalTry, 0),
    ])
    func isRefused(behaviour: String, code: TokenError.Code, tries: Int) async throws {
        let stub = try await StubModule()
        try stub.behave(behaviour)
        try await expectRefusal(code) { try await stub.protector.sealAnything() }
        #expect(stub.loginCount == tries)
    }

    @Test func isNeededWhereTheTokenWantsOne() async throws {
        let stub = try await StubModule()
        try await expectRefusal(.pinUnavailable) { try await PKCS11RootProtector(stub.key, pin: nil).sealAnything() }
        #expect(stub.loginCount == 0)
    }

    @Test func isTypedInAtThePadOfTheToken() async throws {
        let stub = try await StubModule()
        try stub.behave("pin-pad")
        try await TokenKey.create(stub.key, pin: nil)
        try await PKCS11RootProtector(stub.key, pin: nil).sealAnything()
        #expect(stub.loginCount == 1)
    }

    @Test func isNoneWhereTheTokenWantsNone() async throws {
        let stub = try await StubModule()
        try stub.behave("without-pin")
        try await TokenKey.create(stub.key, pin: nil)
        try await PKCS11RootProtector(stub.key, pin: nil).sealAnything()
        #expect(stub.loginCount == 0)
    }

    @Test func isNotInAnyError() async throws {
        let stub = try await StubModule()
        let pin = "hidden-7219"
        for behaviour in ["locked-meanwhile", "pin-expired", "count-low"] {
            try stub.behave(behaviour)
            let refusal = await #expect(throws: TokenError.self) {
                try await PKCS11RootProtector(stub.key, pin: Password(pin)).sealAnything()
            }
            #expect(refusal.map { "\($0) \(String(reflecting: $0))".contains(pin) } == false)
        }
    }
}
#endif
