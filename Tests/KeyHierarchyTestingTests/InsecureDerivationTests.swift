import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("The insecure derivation")
struct InsecureDerivationTests {
    @Test func isTheFixturesOwnAndNotTheHierarchys() async throws {
        #expect(try await TestInstance().hierarchy.options.passwordDerivation == .insecureForTesting)
        #expect(EncryptionHierarchy.Options().passwordDerivation != .insecureForTesting)
    }
}
