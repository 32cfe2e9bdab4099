import COpenSSL

/// A hash function, by its name in FIPS 180-4.
package enum Digest: String, Hashable, Sendable {
    case sha256 = "SHA2-256"
    case sha384 = "SHA2-384"
    case sha512 = "SHA2-512"

    /// The length of the digest in bytes.
    package var byteCount: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    var algorithm: OpaquePointer? {
        switch self {
        case .sha256: unsafe Algorithms.shared.sha256
        case .sha384: unsafe Algorithms.shared.sha384
        case .sha512: unsafe Algorithms.shared.sha512
        }
    }

    /// Returns the digest of the bytes.
    package func hash(_ bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: byteCount)
        var span = digest.mutableSpan
        unsafe try span.withUnsafeMutableBytes { digest throws(CryptographyError) in
            unsafe try hash(bytes.span.bytes, into: digest)
        }
        return digest
    }

    /// Returns the digest of a secret, as another one.
    package func hash(_ secret: borrowing SecretBytes) throws(CryptographyError) -> SecretBytes {
        let digest = SecretBytes(zeroCount: byteCount)
        try secret.withBytes { (secret) throws(CryptographyError) in
            unsafe try hash(secret, into: digest.mutableBytes)
        }
        return digest
    }

    private func hash(_ bytes: RawSpan, into digest: UnsafeMutableRawBufferPointer) throws(CryptographyError) {
        let status = unsafe EVP_Digest(bytes.start, bytes.byteCount, digest.baseAddress, nil, algorithm, nil)
        try CryptographyError.check(status == 1, "EVP_Digest")
    }

    /// Returns the HMAC (RFC 2104) of the bytes under the key.
    package func authenticationCode(of bytes: [UInt8], key: borrowing SecretBytes) throws(CryptographyError) -> [UInt8]
    {
        var code = [UInt8](repeating: 0, count: byteCount)
        var length = 0
        let done = unsafe key.withUnsafeBytes { key in
            unsafe EVP_Q_mac(
                nil, "HMAC", nil, rawValue, nil, key.baseAddress, key.count, bytes, bytes.count, &code, code.count,
                &length
            ) != nil
        }
        try CryptographyError.check(done && length == byteCount, "EVP_Q_mac")
        return code
    }
}
