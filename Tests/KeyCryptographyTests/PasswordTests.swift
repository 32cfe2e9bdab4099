import KeyCryptography
import Testing

struct PasswordTests {
    private struct Account {
        let name = "sa"
        let password: Password
    }

    /// All that Swift's ways of printing say about a value.
    private func printed(_ password: Password) -> [String] {
        var dumped = ""
        dump(password, to: &dumped)
        dump([password], to: &dumped)
        dump(Optional(password), to: &dumped)
        dump(Account(password: password), to: &dumped)
        let children = Mirror(reflecting: password).children.map { "\($0.label ?? ""): \($0.value)" }
        return [
            dumped,
            "\(password)",
            password.description,
            String(reflecting: password),
            "\([password]) \(Optional(password) as Any) \(Account(password: password))",
            String(describing: Mirror(reflecting: password)),
            children.joined(separator: ", "),
        ]
    }

    @Test func isPrintedNowhere() {
        let printed = printed("Correct-Horse-42")
        #expect(!printed.contains { $0.contains("Correct-Horse") || $0.contains("16") })
        // Whatever is said, it is the same for another password of another length.
        #expect(printed == self.printed(""))
    }

    @Test func hasNoChildrenToReflectOn() {
        #expect(Mirror(reflecting: "secret" as Password).children.isEmpty)
    }

    @Test func aSharedSecretDoesNotPrintItsBytes() {
        let secret = SharedSecret(SecretBytes(Array("Correct-Horse-42".utf8)))
        var dumped = "\(secret) \(String(reflecting: secret))"
        dump(secret, to: &dumped)
        #expect(!dumped.contains("Correct") && !dumped.contains("67"))
    }

    @Test(
        arguments: [
            [0x80], [0xFF], [0x61, 0xC3], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80],
            [0xF4, 0x90, 0x80, 0x80],
            [0xEF, 0xBB], [0xC3, 0x28],
        ] as [[UInt8]])
    func bytesThatAreNotTextAreRefused(bytes: [UInt8]) throws {
        #expect(try refusal { _ = try Password(bytes: bytes) } == .notUnicode)
    }

    @Test(arguments: ["", " ", "a\0b", "p\u{E4}ss", "pa\u{308}ss", "\u{FEFF}x", "\u{10FFFF}", "\r\n", "🔑"])
    func textIsKeptAsItWasGiven(text: String) throws {
        for password in [Password(text), try Password(bytes: Array(text.utf8)), Password(stringLiteral: text)] {
            #expect(password.utf8Count == text.utf8.count)
            #expect(password.withText { unsafe $0.span.bytes.array } == Array(text.utf8))
            #expect(unsafe password.withUnsafeBytes { unsafe Array($0) } == Array(text.utf8))
        }
    }

    /// Each pair would be one password if something normalised, folded, trimmed, or took text for a C string.
    @Test(arguments: [
        ("\u{E9}", "e\u{301}"), ("\u{212B}", "\u{C5}"), ("\u{FB01}", "fi"), ("a", "A"), ("a", " a"), ("a", "a\n"),
        ("a\0b", "a"), ("a\0b", "a\0c"), ("\u{FEFF}a", "a"), ("ß", "ss"),
    ])
    func twoSpellingsAreTwoPasswords(first: String, second: String) async throws {
        for derivation in [PasswordDerivation.insecure, PasswordDerivation(.pbkdf2(.sha512, iterations: 1))] {
            let salt: [UInt8] = [1, 2, 3]
            let one = try await derivation.key(from: Password(first), salt: salt, count: 32)
            let other = try await derivation.key(from: Password(second), salt: salt, count: 32)
            #expect(one.bytes.array != other.bytes.array)
        }
    }
}
