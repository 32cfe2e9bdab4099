import COpenSSL

/// The hash functions that SQL Server's `HASHBYTES` offers, old ones among them: for comparing with what others have
/// hashed, never for protecting anything.
package enum LegacyDigest: String, Hashable, Sendable {
    case md4 = "MD4"
    case md5 = "MD5"
    case sha1 = "SHA1"
    case sha256 = "SHA2-256"
    case sha512 = "SHA2-512"

    /// The function of that name in `HASHBYTES`, in capitals; `nil` for MD2, which libcrypto no longer has, and for others.
    package init?(transactSQLName name: String) {
        switch name {
        case "MD4": self = .md4
        case "MD5": self = .md5
        case "SHA", "SHA1": self = .sha1
        case "SHA2_256": self = .sha256
        case "SHA2_512": self = .sha512
        default: return nil
        }
    }

    /// The length of the digest in bytes.
    package var byteCount: Int {
        switch self {
        case .md4, .md5: 16
        case .sha1: 20
        case .sha256: 32
        case .sha512: 64
        }
    }

    /// Returns the digest of the bytes.
    ///
    /// - Throws: ``CryptographyError/Code-swift.struct/unsupported`` where libcrypto's providers do not offer the function:
    ///   MD4 needs the legacy one.
    package func hash(_ bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: byteCount)
        var span = digest.mutableSpan
        unsafe try span.withUnsafeMutableBytes { output throws(CryptographyError) in
            unsafe try hash(bytes.span.bytes, into: output)
        }
        return digest
    }

    /// Returns the digest of a secret, which is a secret itself.
    ///
    /// - Throws: As ``hash(_:)-([UInt8])``.
    package func hash(_ secret: borrowing SecretBytes) throws(CryptographyError) -> SecretBytes {
        try secret.withBytes { bytes throws(CryptographyError) in
            unsafe try SecretBytes(count: byteCount) { output throws(CryptographyError) in
                unsafe try hash(bytes, into: output)
            }
        }
    }

    private func hash(_ bytes: RawSpan, into output: UnsafeMutableRawBufferPointer) throws(CryptographyError) {
        // MD4 is in no other provider.
        let context = self == .md4 ? unsafe try LegacyProvider.loaded().context : nil
        var length = 0
        let status = unsafe bytes.withUnsafeBytes { input in
            unsafe EVP_Q_digest(
                context, rawValue, nil, input.baseAddress, input.count,
                output.baseAddress?.assumingMemoryBound(to: UInt8.self), &length)
        }
        guard status == 1, length == output.count else {
            ERR_clear_error()
            throw CryptographyError(.unsupported, "libcrypto does not offer \(rawValue).")
        }
    }
}
