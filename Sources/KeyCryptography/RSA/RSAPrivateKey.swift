import COpenSSL

/// An RSA key with its private half (RFC 8017 section 3.2).
///
/// Copies of the value share one key, which is wiped when the last of them goes. Until then its numbers lie in libcrypto's
/// memory, which is neither locked against swapping nor left out of core dumps.
package struct RSAPrivateKey: Sendable {
    /// The public half.
    package let publicKey: RSAPublicKey
    let key: EVPKey

    /// Generates a key with two primes and the public exponent 65,537.
    ///
    /// It keeps a processor busy until both primes are found: mostly below a second for 2,048 bits, several seconds for
    /// 4,096. It runs where passwords are derived, never on Swift concurrency's threads. The primes come from libcrypto's
    /// generator; it takes no other ``RandomSource``.
    ///
    /// - Parameter bits: The length of the modulus, 512 to 4,096: 2,048, 3,072 or 4,096 for new keys. Keys of 512 and 1,024
    ///   bits, which old servers generate, protect nothing.
    /// - Throws: ``CryptographyError/Code-swift.struct/libraryFailure``, or `CancellationError` when the task was cancelled
    ///   before the work began.
    package static func generate(bits: Int) async throws -> RSAPrivateKey {
        precondition((512...RSAPublicKey.modulusBitCounts.upperBound).contains(bits))
        return try await DerivationThreads.shared.run {
            guard let pointer = unsafe rsa_generate(bits) else {
                throw CryptographyError.failure(of: "generating an RSA key")
            }
            // Made anew from its numbers: libcrypto keeps those of a key that it generates in its secure heap, and this
            // has no room for some hundreds of them.
            let generated = unsafe EVPKey(owning: pointer)
            return try RSAPrivateKey(
                unchecked: try RSAPrivateNumbers(of: generated, try RSAPublicKey(copying: generated)))
        }
    }

    /// Makes a key of its numbers, after it was checked that they are those of an RSA key: two primes, their product, and
    /// exponents that undo each other.
    ///
    /// The tests for primes keep a processor busy for some tenths of a second.
    ///
    /// - Throws: ``CryptographyError/Code-swift.struct/malformed`` when the numbers do not belong together.
    package init(_ numbers: borrowing RSAPrivateNumbers) throws(CryptographyError) {
        try self.init(unchecked: numbers)
        let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil)
        defer { unsafe EVP_PKEY_CTX_free(context) }
        guard unsafe EVP_PKEY_check(context) == 1 else {
            ERR_clear_error()
            throw Self.inconsistent
        }
    }

    /// Makes a key of numbers that were checked before, such as those that the library itself wrote and has authenticated.
    ///
    /// - Throws: ``CryptographyError/Code-swift.struct/malformed`` when the modulus cannot be one.
    package init(unchecked numbers: borrowing RSAPrivateNumbers) throws(CryptographyError) {
        let bitCount = numbers.modulusBitCount
        let publicExponent = numbers.publicExponent
        let modulus = numbers.bytes.withBytes { Array($0.bytes(in: 0..<(bitCount + 7) / 8).reversed()) }
        publicKey = try RSAPublicKey(modulus: modulus, exponent: publicExponent)
        guard publicKey.modulusBitCount == bitCount else { throw Self.inconsistent }
        let pointer = unsafe numbers.bytes.withUnsafeBytes { bytes in
            unsafe rsa_from_numbers(
                Int32(rsa_private_numbers), bytes.baseAddress, (bitCount + 7) / 8, publicExponent)
        }
        guard let pointer = unsafe pointer else {
            throw CryptographyError.failure(of: "making an RSA private key")
        }
        key = unsafe EVPKey(owning: pointer)
    }

    /// Reads a PrivateKeyInfo (PKCS #8) and checks the key, as ``init(_:)`` does.
    ///
    /// - Parameter der: The DER encoding, of at most 8,192 bytes.
    /// - Throws: ``CryptographyError/Code-swift.struct/malformed`` when it is none or the numbers do not belong together;
    ///   `unsupported` when it is not an RSA key with two primes of equal length, of 384 to 4,096 bits, with a public
    ///   exponent of 32 bits.
    package init(pkcs8 der: borrowing SecretBytes) throws(CryptographyError) {
        try self.init(RSAPrivateNumbers(pkcs8: der))
    }

    /// Reads a PrivateKeyInfo that ``pkcs8()`` wrote and that was authenticated since, as ``init(unchecked:)`` does.
    ///
    /// - Throws: As ``init(pkcs8:)``.
    package init(uncheckedPKCS8 der: borrowing SecretBytes) throws(CryptographyError) {
        try self.init(unchecked: RSAPrivateNumbers(pkcs8: der))
    }

    /// Returns the numbers of the key.
    package func numbers() throws(CryptographyError) -> RSAPrivateNumbers {
        try RSAPrivateNumbers(of: key, publicKey)
    }

    /// Returns the PrivateKeyInfo of PKCS #8 in DER.
    package func pkcs8() throws(CryptographyError) -> SecretBytes {
        try numbers().pkcs8()
    }

    private static let inconsistent = CryptographyError(.malformed, "The numbers are not those of an RSA key.")
}

extension RSAPrivateNumbers {
    /// Copies the numbers of a key of libcrypto's.
    fileprivate init(of key: borrowing EVPKey, _ publicKey: RSAPublicKey) throws(CryptographyError) {
        let bitCount = publicKey.modulusBitCount
        let bytes = unsafe try SecretBytes(count: Self.byteCount(modulusBitCount: bitCount)) {
            (output) throws(CryptographyError) in
            let done = unsafe rsa_get_numbers(
                key.pointer, Int32(rsa_private_numbers), output.baseAddress, publicKey.modulusByteCount)
            try CryptographyError.check(done == 1, "reading the numbers of an RSA key")
        }
        try self.init(modulusBitCount: bitCount, publicExponent: publicKey.exponent, bytes: bytes)
    }
}
