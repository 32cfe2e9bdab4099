#if PKCS11
import KeyCryptography
import PKCS11RootProtector
import Testing

/// Expects an operation to fail with the given code; returns the error.
@discardableResult
func expectRefusal<Result: ~Copyable>(
    _ code: TokenError.Code,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ operation: () async throws -> Result
) async throws -> TokenError {
    let error = await #expect(throws: TokenError.self, sourceLocation: sourceLocation) { _ = try await operation() }
    let refusal = try #require(error, sourceLocation: sourceLocation)
    #expect(refusal.code == code, "\(refusal)", sourceLocation: sourceLocation)
    #expect(refusal.description.count > 20, sourceLocation: sourceLocation)
    return refusal
}

extension PKCS11RootProtector {
    static let context = [UInt8](0..<64)

    /// Seals a key that nobody needs.
    @discardableResult
    func sealAnything() async throws -> [UInt8] {
        try await seal(try SecretBytes.random(count: 32), context: Self.context)
    }
}
#endif
