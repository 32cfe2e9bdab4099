#if PKCS11
public import KeyCryptography
public import KeyHierarchy

/// A root protector whose key is in a token: a hardware security module, a smart card or a key stick with PKCS #11.
///
/// The key never leaves the token; the token encrypts the service master key with it (AES-256-GCM), and decrypts it at the
/// start of the instance. Whoever has the store and a copy of the machine's disk has nothing, unless a machine key that is
/// there too protects the same service master key.
///
///     let key = try PKCS11URI("pkcs11:token=Root;object=smk?module-path=/usr/lib/softhsm/libsofthsm2.so")
///     try await TokenKey.create(key, pin: pin)
///     let token = PKCS11RootProtector(key, pin: pin)
///     let hierarchy = try await EncryptionHierarchy(store: store, rootProtectors: [token])
///
/// A value holds no connection: the token may be absent when it is made, and what is asked of it then fails, so that the
/// hierarchy goes on with its other root protectors. The process logs in once; values for the same token share that. When a
/// token was taken out and put back, a session is opened again. The calls are made on a thread of the module's own, one
/// after the other. A call that has begun cannot be cancelled: PKCS #11 has no way to.
///
/// The child of a fork has neither the sessions nor the threads of its parent: start other programs with `exec`, as
/// Foundation's `Process` does, and let them make protectors of their own.
public struct PKCS11RootProtector: RootProtector {
    /// What is allowed that is refused by default.
    public struct Options: Hashable, Sendable {
        /// Whether the key may be one that could leave the token, or that the token shows. Whoever can use it can then copy
        /// it, and the token protects little more than a file does.
        public var allowsExtractableKey = false
        /// Whether the PIN is tried when one more wrong PIN would lock the token. A nightly job with an outdated PIN would.
        public var allowsFinalTry = false

        /// Creates options that allow nothing.
        public init() {}
    }

    public let name: RootProtectorName
    /// Which key of which token.
    public let key: PKCS11URI
    /// What is allowed that is refused by default.
    public let options: Options
    let pin: Password?

    /// Creates a protector for a key. The token is not asked yet.
    ///
    /// - Parameters:
    ///   - key: Which key of which token.
    ///   - pin: The PIN; `nil` where the token wants none, or has a pad of its own. It stays in memory as long as this value
    ///     or a session with the token; one that was refused, until the token takes another.
    ///   - name: The part that the key plays for the instance.
    ///   - options: What is allowed that is refused by default.
    public init(_ key: PKCS11URI, pin: Password?, name: RootProtectorName = .token, options: Options = Options()) {
        self.key = key
        self.pin = pin
        self.name = name
        self.options = options
    }

    /// Returns the service master key, encrypted by the token.
    ///
    /// - Parameters:
    ///   - key: 16 or 32 bytes.
    ///   - context: Bytes that the result is bound to, as associated data.
    /// - Returns: 45 or 61 bytes.
    /// - Throws: ``TokenError``; ``/KeyCryptography/CryptographyError`` when no randomness can be had; `CancellationError`
    ///   when the task was cancelled before the token was asked.
    public func seal(_ key: borrowing SecretBytes, context: [UInt8]) async throws -> [UInt8] {
        guard TokenSeal.secretSizes.contains(key.count) else { throw TokenError.malformed }
        let nonce = try SystemRandomSource().bytes(TokenSeal.nonceSize)
        return try await PKCS11Module.shared(self.key.modulePath)
            .seal(key, nonce: nonce, context: context, with: self)
    }

    /// Returns the service master key that `sealed` holds.
    ///
    /// - Parameters:
    ///   - sealed: What ``seal(_:context:)`` returned.
    ///   - context: The bytes that it was bound to.
    /// - Throws: ``TokenError``; ``TokenError/Code-swift.struct/notAuthentic`` when the key in the token did not seal these
    ///   bytes with this context; `CancellationError` when the task was cancelled before the token was asked.
    public func open(_ sealed: [UInt8], context: [UInt8]) async throws -> SecretBytes {
        let form = try TokenSeal(sealed)
        let secret = try await PKCS11Module.shared(key.modulePath).open(form, context: context, with: self)
        return secret.bytes.prefix(secret.bytes.count)
    }
}
#endif
