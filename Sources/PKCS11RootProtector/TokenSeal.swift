#if PKCS11
import CP11Kit
import KeyCryptography

/// What a token seals, taken apart: one byte that says how, the nonce, the ciphertext, the tag.
///
/// `Documentation/StoredFormats.md` describes it.
struct TokenSeal {
    let nonce: [UInt8]
    /// The ciphertext, and the tag behind it.
    let ciphertext: [UInt8]

    /// AES-256-GCM with a key that is in a token. The stored formats know 1 to 4.
    static let algorithm: UInt8 = 5
    /// The lengths of a service master key in bytes.
    static let secretSizes: Set = [16, 32]

    static let nonceSize = Int(token_nonce_size)
    private static let tagSize = Int(token_tag_size)

    /// The length of the secret in bytes.
    var secretCount: Int {
        ciphertext.count - Self.tagSize
    }

    init(_ bytes: [UInt8]) throws(TokenError) {
        guard let algorithm = bytes.first else { throw .malformed }
        guard algorithm == Self.algorithm else { throw .unsupported(algorithm: algorithm) }
        guard Self.secretSizes.contains(bytes.count - 1 - Self.nonceSize - Self.tagSize) else { throw .malformed }
        nonce = Array(bytes[1..<1 + Self.nonceSize])
        ciphertext = Array(bytes[(1 + Self.nonceSize)...])
    }
}
#endif
