import COpenSSL

/// Random bytes that need not be kept secret: nonces, salts, identifiers.
package enum SystemRandom {
    /// Returns `count` bytes from libcrypto's generator for public values.
    package static func bytes(_ count: Int) throws(CryptographyError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        try CryptographyError.check(unsafe RAND_bytes(&bytes, Int32(count)) == 1, "RAND_bytes")
        return bytes
    }
}
