import KeyHierarchy
import Testing

/// A law of ``KeyStore``, to try on any implementation: each takes a store that is new.
struct KeyStoreLaw: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (any KeyStore) async throws -> Void

    init(_ description: String, _ check: @escaping @Sendable (any KeyStore) async throws -> Void) {
        testDescription = description
        self.check = check
    }

    /// All the laws.
    static let all = reading + replacing + walking + removing + transactions
}
