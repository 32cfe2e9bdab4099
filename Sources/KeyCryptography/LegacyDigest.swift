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

    /// Returns the digest of the bytes.
    ///
    /// - Throws: ``CryptographyError/Code-swift.struct/unsupported`` where libcrypto's providers do not offer the function:
    ///   MD4 needs the legacy one.
    package func hash(_ bytes: [UInt8]) throws(CryptographyError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length = 0
        let status = unsafe EVP_Q_digest(nil, rawValue, nil, bytes, bytes.count, &digest, &length)
        guard status == 1 else {
            ERR_clear_error()
            throw CryptographyError(.unsupported, "libcrypto does not offer \(rawValue).")
        }
        return Array(digest.prefix(length))
    }
}
