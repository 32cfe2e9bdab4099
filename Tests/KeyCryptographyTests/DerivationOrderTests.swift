import Testing

@testable import KeyCryptography

@Suite("The order of derivations")
struct DerivationOrderTests {
    private static func scrypt(_ logCost: UInt8, _ blockSize: UInt8, _ parallelization: UInt8) -> PasswordDerivation {
        PasswordDerivation(.scrypt(logCost: logCost, blockSize: blockSize, parallelization: parallelization))
    }

    private static func pbkdf2(_ iterations: UInt32, _ digest: Digest = .sha512) -> PasswordDerivation {
        PasswordDerivation(.pbkdf2(digest, iterations: iterations))
    }

    @Test(arguments: [
        (scrypt(17, 8, 1), PasswordDerivation.scrypt, false), (scrypt(16, 8, 1), .scrypt, true),
        (scrypt(17, 7, 1), .scrypt, true), (scrypt(16, 16, 1), .scrypt, false), (scrypt(18, 8, 1), .scrypt, false),
        // Twice over half the memory is as much work, and fits twice as often into a machine.
        (scrypt(16, 8, 2), .scrypt, true), (scrypt(17, 8, 1), scrypt(17, 8, 2), true),
        (scrypt(255, 255, 255), .scrypt, false), (.scrypt, scrypt(255, 255, 255), true),
        (pbkdf2(600_000), .pbkdf2, false), (pbkdf2(599_999), .pbkdf2, true), (pbkdf2(600_001), .pbkdf2, false),
        (pbkdf2(5_000_000, .sha256), .pbkdf2, true), (.scrypt, .pbkdf2, true), (.pbkdf2, .scrypt, true),
    ])
    func isThatOfTheirCost(_ derivation: PasswordDerivation, _ standard: PasswordDerivation, _ isBelow: Bool) {
        #expect(derivation.isBelow(standard) == isBelow)
    }

    @Test func namesItsParameters() {
        #expect(PasswordDerivation.scrypt.description == "scrypt (N = 2^17, r = 8, p = 1)")
        #expect(PasswordDerivation.pbkdf2.description == "PBKDF2-HMAC-SHA-512 (600000 iterations)")
    }
}
