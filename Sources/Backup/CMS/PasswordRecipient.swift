import KeyCryptography

/// One password of a backup: PasswordRecipientInfo (RFC 5652 §6.2.4) with PBKDF2 and the key wrap of RFC 3211.
struct PasswordRecipient: Hashable, Sendable {
    /// The salt of the derivation; its first bytes name the password in the label.
    let salt: [UInt8]
    /// The iterations of PBKDF2.
    let iterations: Int
    /// The hash function under PBKDF2's HMAC.
    let digest: Digest
    /// The initialisation vector of the key wrap.
    let initializationVector: [UInt8]
    /// The wrapped content-encryption key.
    let encryptedKey: [UInt8]

    /// The length of the salts that are written, in bytes.
    private static let saltSize = 16
    /// The lengths of salts and wrapped keys that are read, in bytes.
    private static let saltSizes = 8...64
    private static let encryptedKeySizes = 32...64

    /// What a person can tell the password by: the first four bytes of its salt, in hexadecimal digits.
    var id: String {
        Hexadecimal.encode(salt.prefix(4))
    }

    /// Wraps a content-encryption key under a password, with the given number of iterations.
    init(
        wrapping contentKey: SharedSecret,
        under password: Password,
        iterations: Int,
        random: any RandomSource
    ) async throws {
        salt = try random.bytes(Self.saltSize)
        self.iterations = iterations
        digest = .sha512
        initializationVector = try random.bytes(BlockCipher.aes256.blockSize)
        let key = try await Self.derive(password, salt: salt, iterations: iterations, digest: digest)
        encryptedKey = try PasswordKeyWrap.wrap(
            contentKey.bytes, key: key.bytes, initializationVector: initializationVector, random: random)
    }

    /// Returns the content-encryption key, or `nil` when the password is another one or the wrap was damaged.
    func contentKey(password: Password) async throws -> SharedSecret? {
        let key = try await Self.derive(password, salt: salt, iterations: iterations, digest: digest)
        let contentKey = try PasswordKeyWrap.unwrap(
            encryptedKey, key: key.bytes, initializationVector: initializationVector)
        // The contents are under AES-256: another length is what a wrong password makes of the length byte.
        return contentKey?.bytes.count == AES256GCM.keySize ? contentKey : nil
    }

    private static func derive(
        _ password: Password,
        salt: [UInt8],
        iterations: Int,
        digest: Digest
    ) async throws -> SharedSecret {
        let function = PasswordDerivation.Function.pbkdf2(digest, iterations: UInt32(iterations))
        return try await PasswordDerivation(function).key(from: password, salt: salt, count: 32)
    }

    // MARK: The encoding

    /// The encoded RecipientInfo.
    var encoded: [UInt8] {
        let derivation = DER.element(
            .sequence,
            [
                DER.element(.octetString, salt),
                DER.integer(UInt64(iterations)),
                DER.integer(32),
                DER.algorithm(digest.pseudorandomFunction, DER.null),
            ])
        let wrap = DER.algorithm(.aes256CBC, DER.element(.octetString, initializationVector))
        return DER.element(
            .context(3),
            [
                DER.integer(0),
                DER.element(.context(0), [DER.identifier(.pbkdf2), derivation]),
                DER.algorithm(.passwordRecipientKeyWrap, wrap),
                DER.element(.octetString, encryptedKey),
            ])
    }

    /// Reads the next RecipientInfo.
    init(_ recipients: inout DERReader, in bytes: RawSpan) throws(BackupError) {
        guard recipients.peek(in: bytes) == .context(3) else {
            throw BackupError.unsupported("A recipient is not a password.")
        }
        var info = try recipients.descend(.context(3), "PasswordRecipientInfo", in: bytes)
        guard try info.integer("the version of PasswordRecipientInfo", in: bytes) == 0 else {
            throw BackupError.unsupported("A password recipient has a version other than 0.")
        }
        var derivation = try info.descend(.context(0), "keyDerivationAlgorithm", in: bytes)
        try Self.require(.pbkdf2, try derivation.identifier("keyDerivationAlgorithm", in: bytes))
        var parameters = try derivation.descend(.sequence, "PBKDF2-params", in: bytes)
        try derivation.finish("keyDerivationAlgorithm")
        salt = try parameters.octets("the salt", lengths: Self.saltSizes, in: bytes)
        iterations = try parameters.integer("the iteration count", in: bytes)
        if parameters.peek(in: bytes) == .integer {
            guard try parameters.integer("the key length", in: bytes) == 32 else {
                throw BackupError.unsupported("PBKDF2 is to derive a key of another length than 32 bytes.")
            }
        }
        digest = try Self.pseudorandomFunction(&parameters, in: bytes)
        try parameters.finish("PBKDF2-params")

        var keyWrap = try info.descend(.sequence, "keyEncryptionAlgorithm", in: bytes)
        try Self.require(.passwordRecipientKeyWrap, try keyWrap.identifier("keyEncryptionAlgorithm", in: bytes))
        var cipher = try keyWrap.descend(.sequence, "the cipher of the key wrap", in: bytes)
        try keyWrap.finish("keyEncryptionAlgorithm")
        try Self.require(.aes256CBC, try cipher.identifier("the cipher of the key wrap", in: bytes))
        let blockSize = BlockCipher.aes256.blockSize
        initializationVector = try cipher.octets(
            "the initialisation vector", lengths: blockSize...blockSize, in: bytes)
        try cipher.finish("the cipher of the key wrap")

        encryptedKey = try info.octets("encryptedKey", lengths: Self.encryptedKeySizes, in: bytes)
        guard encryptedKey.count % blockSize == 0 else {
            throw BackupError.malformed("encryptedKey is not made of whole blocks.")
        }
        try info.finish("PasswordRecipientInfo")
        try checkCost()
    }

    private func checkCost() throws(BackupError) {
        guard iterations >= 1 else { throw BackupError.malformed("The iteration count is 0.") }
        guard iterations <= PasswordDerivation.maximumIterations else {
            throw BackupError.tooCostly(
                "The file asks for \(iterations) PBKDF2 iterations; the ceiling is "
                    + "\(PasswordDerivation.maximumIterations).")
        }
    }

    private static func pseudorandomFunction(
        _ parameters: inout DERReader,
        in bytes: RawSpan
    ) throws(BackupError) -> Digest {
        guard !parameters.isAtEnd else {
            throw BackupError.unsupported("PBKDF2 uses HMAC-SHA-1, its old default.")
        }
        var function = try parameters.descend(.sequence, "the pseudorandom function", in: bytes)
        let oid = try function.identifier("the pseudorandom function", in: bytes)
        if !function.isAtEnd {
            _ = try function.octets("the parameters of the pseudorandom function", as: .null, lengths: 0...0, in: bytes)
        }
        try function.finish("the pseudorandom function")
        guard let digest = Digest(pseudorandomFunction: oid) else {
            throw BackupError.unsupported("PBKDF2 uses the unknown function \(oid).")
        }
        return digest
    }

    private static func require(_ expected: OID, _ found: OID) throws(BackupError) {
        guard found == expected else {
            throw BackupError.unsupported("The password recipient uses algorithm \(found) where \(expected) is due.")
        }
    }
}

extension Digest {
    /// The identifier of HMAC with this hash function.
    fileprivate var pseudorandomFunction: OID {
        switch self {
        case .sha256: .hmacWithSHA256
        case .sha384: .hmacWithSHA384
        case .sha512: .hmacWithSHA512
        }
    }

    fileprivate init?(pseudorandomFunction: OID) {
        switch pseudorandomFunction {
        case .hmacWithSHA256: self = .sha256
        case .hmacWithSHA384: self = .sha384
        case .hmacWithSHA512: self = .sha512
        default: return nil
        }
    }
}
