import COpenSSL

/// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 8.2).
extension RSAPrivateKey {
    /// Signs a message.
    ///
    /// - Parameter message: The bytes to sign, of any number.
    /// - Returns: As many bytes as the modulus has, and the same each time.
    /// - Throws: ``CryptographyError/Code-swift.struct/unsupported`` for a key below 496 bits, which is too short.
    package func signature(for message: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try publicKey.checkCanSign()
        let context = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: publicKey.modulusByteCount)
        var count = signature.count
        let done =
            unsafe EVP_DigestSignInit_ex(context, nil, Digest.sha256.rawValue, nil, nil, key.pointer, nil) == 1
            && EVP_DigestSign(context, &signature, &count, message, message.count) == 1
        try CryptographyError.check(done && count == signature.count, "signing with an RSA key")
        return signature
    }
}

extension RSAPublicKey {
    /// Whether ``RSAPrivateKey/signature(for:)`` of the private half made a signature for the message.
    package func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        isValidSignature(signature, for: message, digest: Digest.sha256.rawValue)
    }

    /// Refuses a key that is too short for the block of a signature with SHA-256 (RFC 8017 section 9.2).
    func checkCanSign() throws(CryptographyError) {
        guard modulusByteCount >= 62 else {
            throw CryptographyError(
                .unsupported, "An RSA key of \(modulusBitCount) bits is too short for signatures with SHA-256.")
        }
    }

    func isValidSignature(_ signature: [UInt8], for message: [UInt8], digest: String) -> Bool {
        // libcrypto says of each reason by itself that a signature is not valid.
        defer { ERR_clear_error() }
        let context = unsafe EVP_MD_CTX_new()
        defer { unsafe EVP_MD_CTX_free(context) }
        return unsafe signature.count == modulusByteCount
            && EVP_DigestVerifyInit_ex(context, nil, digest, nil, nil, key.pointer, nil) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}
