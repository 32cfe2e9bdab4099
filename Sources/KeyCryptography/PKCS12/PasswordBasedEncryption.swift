/// Encryption under a password as an AlgorithmIdentifier describes it: PBES2 (RFC 8018 section 6.2), and what older files
/// have in its place.
struct PasswordBasedEncryption {
    /// How key and initialisation vector come from the password.
    enum Derivation {
        /// PBKDF2 with a hash function; the vector is written down.
        case pbkdf2(Digest, initializationVector: [UInt8])
        /// PBKDF2 with SHA-1; the vector is written down.
        case legacyPBKDF2WithSHA1(initializationVector: [UInt8])
        /// The derivation of PKCS #12 with SHA-1, for both.
        case legacyPKCS12WithSHA1
    }

    let derivation: Derivation
    let cipher: BlockCipher
    let salt: [UInt8]
    let iterations: UInt32

    init(_ derivation: Derivation, _ cipher: BlockCipher, salt: [UInt8], iterations: UInt32) {
        self.derivation = derivation
        self.cipher = cipher
        self.salt = salt
        self.iterations = iterations
    }

    /// Reads an AlgorithmIdentifier.
    ///
    /// - Throws: ``CryptographyError/Code-swift.struct/unsupported`` for an algorithm that is not known, `tooCostly` when the
    ///   budget does not suffice.
    init(
        _ reader: inout DERReader,
        in bytes: RawSpan,
        _ budget: inout IterationBudget
    ) throws(CryptographyError) {
        var algorithm = try reader.descend(.sequence, in: bytes)
        let identifier = try algorithm.identifier(in: bytes)
        var parameters = try algorithm.descend(.sequence, in: bytes)
        try algorithm.finish()
        if let cipher = Self.legacyCiphers[identifier] {
            salt = bytes.bytes(in: try parameters.next(.octetString, in: bytes))
            iterations = try budget.spend(try parameters.smallInteger(in: bytes))
            derivation = .legacyPKCS12WithSHA1
            self.cipher = cipher
            try parameters.finish()
            return
        }
        guard identifier == .pbes2 else { throw Self.unsupported }
        var function = try parameters.descend(.sequence, in: bytes)
        var scheme = try parameters.descend(.sequence, in: bytes)
        try parameters.finish()
        guard let cipher = Self.ciphers[try scheme.identifier(in: bytes)] else { throw Self.unsupported }
        let vector = bytes.bytes(in: try scheme.next(.octetString, in: bytes))
        try scheme.finish()
        guard vector.count == cipher.blockSize else { throw DER.malformed }
        guard try function.identifier(in: bytes) == .pbkdf2 else { throw Self.unsupported }
        var pbkdf2 = try function.descend(.sequence, in: bytes)
        try function.finish()
        salt = bytes.bytes(in: try pbkdf2.next(.octetString, in: bytes))
        iterations = try budget.spend(try pbkdf2.smallInteger(in: bytes))
        if pbkdf2.peek(in: bytes) == .integer {
            guard try pbkdf2.smallInteger(in: bytes) == UInt32(cipher.keySize) else { throw DER.malformed }
        }
        derivation = try Self.derivation(&pbkdf2, in: bytes, vector)
        try pbkdf2.finish()
        self.cipher = cipher
    }

    /// The AlgorithmIdentifier of PBES2 with AES-256 and PBKDF2-HMAC-SHA-256.
    static func encoded(salt: [UInt8], iterations: UInt32, initializationVector: [UInt8]) -> [UInt8] {
        let derivation = DER.algorithm(
            .pbkdf2,
            DER.sequence([
                DER.element(.octetString, salt), DER.integer(UInt64(iterations)),
                DER.algorithm(.hmacWithSHA256, DER.null),
            ]))
        let scheme = DER.algorithm(.aes256CBC, DER.element(.octetString, initializationVector))
        return DER.algorithm(.pbes2, DER.sequence([derivation, scheme]))
    }

    /// Encrypts a secret.
    func encrypt(_ plaintext: borrowing SecretBytes, password: Password) throws(CryptographyError) -> [UInt8] {
        let (key, vector) = try keyAndVector(of: password)
        let cipher = try CBCCipher(.encrypting, cipher, key: key.bytes)
        let count = PKCS7Padding.paddedCount(of: plaintext.count, blockSize: cipher.blockSize)
        let buffer = SecretBytes(zeroCount: count)
        unsafe plaintext.withUnsafeBytes { unsafe buffer.mutableBytes.copyMemory(from: $0) }
        unsafe try cipher.encrypt(
            buffer.mutableBytes, plaintextCount: plaintext.count, initializationVector: vector.span.bytes)
        return buffer.withBytes { $0.bytes(in: 0..<count) }
    }

    /// Decrypts what is a secret then.
    ///
    /// - Throws: ``CryptographyError/Code-swift.struct/notAuthentic`` when it does not decrypt: the password is another one.
    func decrypt(_ ciphertext: [UInt8], password: Password) throws(CryptographyError) -> SecretBytes {
        let (key, vector) = try keyAndVector(of: password)
        let cipher = try CBCCipher(.decrypting, cipher, key: key.bytes)
        let buffer = SecretBytes(copying: unsafe ciphertext.span.bytes)
        let count = unsafe try cipher.decrypt(buffer.mutableBytes, initializationVector: vector.span.bytes)
        guard let count else {
            throw CryptographyError(.notAuthentic, "The password does not decrypt what is in the file.")
        }
        return buffer.prefix(count)
    }

    private func keyAndVector(of password: Password) throws(CryptographyError) -> (SharedSecret, [UInt8]) {
        switch derivation {
        case .pbkdf2(let digest, let vector):
            let key = SecretBytes(zeroCount: cipher.keySize)
            unsafe try password.withUnsafeBytes { password throws(CryptographyError) in
                unsafe try KeyDerivation.pbkdf2(
                    digest, from: password, salt: salt, iterations: iterations, into: key.mutableBytes)
            }
            return (SharedSecret(key), vector)
        case .legacyPBKDF2WithSHA1(let vector):
            let key = try KeyDerivation.legacyPBKDF2WithSHA1(
                from: password, salt: salt, iterations: iterations, count: cipher.keySize)
            return (SharedSecret(key), vector)
        case .legacyPKCS12WithSHA1:
            let key = try legacyDerivation(.encryptionKey, from: password, count: cipher.keySize)
            let vector = try legacyDerivation(.initializationVector, from: password, count: cipher.blockSize)
            return (SharedSecret(key), vector.withBytes { $0.bytes(in: 0..<$0.byteCount) })
        }
    }

    /// Reads the function of PBKDF2, without which it is HMAC-SHA-1.
    private static func derivation(
        _ parameters: inout DERReader,
        in bytes: RawSpan,
        _ vector: [UInt8]
    ) throws(CryptographyError) -> Derivation {
        guard parameters.peek(in: bytes) != nil else { return .legacyPBKDF2WithSHA1(initializationVector: vector) }
        var function = try parameters.descend(.sequence, in: bytes)
        let identifier = try function.identifier(in: bytes)
        try function.noParameters(in: bytes)
        switch identifier {
        case .hmacWithSHA256: return .pbkdf2(.sha256, initializationVector: vector)
        case .hmacWithSHA384: return .pbkdf2(.sha384, initializationVector: vector)
        case .hmacWithSHA512: return .pbkdf2(.sha512, initializationVector: vector)
        case .legacyHMACWithSHA1: return .legacyPBKDF2WithSHA1(initializationVector: vector)
        default: throw unsupported
        }
    }

    private static let ciphers: [OID: BlockCipher] = [
        .aes128CBC: .aes128, .aes192CBC: .aes192, .aes256CBC: .aes256, .legacyTripleDES3KeyCBC: .legacyTripleDES3Key,
    ]

    private static let unsupported = CryptographyError(
        .unsupported, "The file is encrypted with an algorithm that is not supported.")
}
