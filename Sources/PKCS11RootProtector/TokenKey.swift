#if PKCS11
public import KeyCryptography

/// An AES key that a token keeps.
public struct TokenKey: Hashable, Sendable {
    /// Its label.
    public let label: String
    /// Its identifier (`CKA_ID`), which may be empty.
    public let identifier: [UInt8]
    /// Its length in bits; 0 where the token does not say.
    public let bitCount: Int
    /// Whether the token never shows it, and it cannot be taken out under another key.
    public let staysInToken: Bool
    /// Whether the token has made it, and it never could leave: it has no copy anywhere.
    public let neverLeft: Bool
    /// Whether it may encrypt and decrypt.
    public let encrypts: Bool
    /// What names it.
    public let uri: PKCS11URI

    /// Lists the AES keys of a token.
    ///
    /// - Parameters:
    ///   - uri: Which token; where it says which key, that one alone is listed.
    ///   - pin: The PIN; `nil` where the token wants none, or has a pad of its own.
    ///   - allowsFinalTry: Whether the PIN is tried when one more wrong PIN would lock the token.
    /// - Returns: At most 1,000 keys.
    /// - Throws: ``TokenError``, with codes of the module, the token and the PIN.
    public static func list(
        _ uri: PKCS11URI,
        pin: Password?,
        allowsFinalTry: Bool = false
    ) async throws -> [TokenKey] {
        try await PKCS11Module.shared(uri.modulePath).keys(uri, pin: pin, allowsFinalTry: allowsFinalTry)
    }

    /// Makes an AES key of 256 bits that never leaves the token, in the token.
    ///
    /// It is sensitive, private, not extractable, and may encrypt and decrypt, but not wrap other keys. There is no copy of
    /// it: what it alone protects is lost with the token.
    ///
    /// - Parameters:
    ///   - uri: Which token, and the label of the key; without an identifier, it gets a random one of 16 bytes.
    ///   - pin: The PIN; `nil` where the token wants none, or has a pad of its own.
    ///   - allowsFinalTry: Whether the PIN is tried when one more wrong PIN would lock the token.
    /// - Returns: The key, whose URI has its identifier too.
    /// - Throws: ``TokenError``; ``TokenError/Code-swift.struct/keyExists`` when there is a key of that label or identifier,
    ///   ``TokenError/Code-swift.struct/tokenFull`` when there is no room for one.
    @discardableResult
    public static func create(
        _ uri: PKCS11URI,
        pin: Password?,
        allowsFinalTry: Bool = false
    ) async throws -> TokenKey {
        try await PKCS11Module.shared(uri.modulePath).createKey(uri, pin: pin, allowsFinalTry: allowsFinalTry)
    }
}
#endif
