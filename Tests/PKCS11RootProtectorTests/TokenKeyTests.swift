#if PKCS11
import Foundation
import KeyCryptography
import KeyHierarchy
import PKCS11RootProtector
import SoftToken
import Testing

@Suite("Keys in a token", .enabled(if: SoftHSM.isInstalled))
struct TokenKeyTests {
    @Test func areMadeSoThatTheyNeverLeave() async throws {
        let uri = try SoftHSM.newKey("made")
        let made = try await TokenKey.create(uri, pin: SoftHSM.pin)
        #expect(made.staysInToken && made.neverLeft && made.encrypts)
        #expect(made.bitCount == 256)
        #expect(made.identifier.count == 16)
        #expect(try await TokenKey.list(made.uri, pin: SoftHSM.pin) == [made])
        #expect(try await TokenKey.list(PKCS11URI(made.uri.description), pin: SoftHSM.pin) == [made])
    }

    @Test func areNotMadeTwice() async throws {
        var uri = try SoftHSM.newKey("twice")
        let made = try await TokenKey.create(uri, pin: SoftHSM.pin)
        try await expectRefusal(.keyExists) { try await TokenKey.create(uri, pin: SoftHSM.pin) }
        uri = try SoftHSM.newKey("another label")
        uri.keyIdentifier = made.identifier
        try await expectRefusal(.keyExists) { try await TokenKey.create(uri, pin: SoftHSM.pin) }
    }

    @Test func needALabel() async throws {
        let uri = PKCS11URI(modulePath: try SoftHSM.modulePath, token: "Root")
        try await expectRefusal(.invalidURI) { try await TokenKey.create(uri, pin: SoftHSM.pin) }
    }

    @Test func areToBeThere() async throws {
        let protector = PKCS11RootProtector(try SoftHSM.newKey("missing"), pin: SoftHSM.pin)
        try await expectRefusal(.noSuchKey) { try await protector.sealAnything() }
    }

    @Test func areToBeTheOnlyOnes() async throws {
        let uri = PKCS11URI(modulePath: try SoftHSM.modulePath, token: "Known", keyLabel: "two")
        try await expectRefusal(.ambiguousKey) {
            try await PKCS11RootProtector(uri, pin: SoftHSM.pin).sealAnything()
        }
        var one = uri
        one.keyIdentifier = [0x0A, 0x02]
        try await PKCS11RootProtector(one, pin: SoftHSM.pin).sealAnything()
    }

    @Test func haveTheirOwnToken() async throws {
        let uri = try SoftHSM.newKey("elsewhere")
        let made = try await TokenKey.create(uri, pin: SoftHSM.pin)
        var spare = made.uri
        spare.token = "Spare"
        spare.serialNumber = nil
        try await expectRefusal(.noSuchKey) { try await PKCS11RootProtector(spare, pin: SoftHSM.pin).sealAnything() }
        spare.token = "Nowhere"
        let refusal = try await expectRefusal(.noSuchToken) {
            try await PKCS11RootProtector(spare, pin: SoftHSM.pin).sealAnything()
        }
        #expect(refusal.message.contains("'Root'"))
    }

    /// A key that is known outside: what the token seals is AES-256-GCM as libcrypto knows it, and the other way round.
    @Test(arguments: [16, 32])
    func sealAsLibcryptoDoes(count: Int) async throws {
        let uri = PKCS11URI(modulePath: try SoftHSM.modulePath, token: "Known", keyLabel: "known")
        let known = SharedSecret(SoftToken.knownKey.withRawSpan { SecretBytes(copying: $0) })
        let secret = SharedSecret(try SecretBytes.random(count: count))
        let context = PKCS11RootProtector.context
        var options = PKCS11RootProtector.Options()
        options.allowsExtractableKey = true
        let protector = PKCS11RootProtector(uri, pin: SoftHSM.pin, options: options)

        let sealed = try await protector.seal(secret.bytes, context: context)
        #expect(sealed.first == 5)
        #expect(sealed.count == 1 + 12 + count + 16)
        let opened = try AES256GCM(.opening, key: known.bytes)
            .open(Array(sealed[13...]), nonce: Array(sealed[1..<13]), associatedData: context)
        let isSame = opened == secret.bytes
        #expect(isSame)

        let nonce = try SystemRandomSource().bytes(12)
        let cipher = try AES256GCM(.sealing, key: known.bytes)
        let ciphertext = try secret.bytes.withBytes { bytes in
            try cipher.seal(bytes, nonce: nonce, associatedData: context)
        }
        let openedByToken = try await protector.open([5] + nonce + ciphertext, context: context)
        let isSameByToken = openedByToken == secret.bytes
        #expect(isSameByToken)
    }

    @Test func doNotOpenWhatIsNotTheirs() async throws {
        let first = try SoftHSM.newKey("first")
        let second = try SoftHSM.newKey("second")
        for key in [first, second] { try await TokenKey.create(key, pin: SoftHSM.pin) }
        let sealed = try await PKCS11RootProtector(first, pin: SoftHSM.pin).sealAnything()
        let other = PKCS11RootProtector(second, pin: SoftHSM.pin)
        try await expectRefusal(.notAuthentic) { try await other.open(sealed, context: PKCS11RootProtector.context) }
        try await expectRefusal(.unsupported) {
            try await other.open([1] + sealed.dropFirst(), context: PKCS11RootProtector.context)
        }
        try await expectRefusal(.malformed) { try await other.open(sealed + [0], context: PKCS11RootProtector.context) }
    }
}
#endif
