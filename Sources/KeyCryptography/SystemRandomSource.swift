import COpenSSL

/// The operating system's random source, by way of libcrypto's generator for private values (NIST SP 800-90A).
///
/// libcrypto seeds it from the system, again and again, and anew after a fork.
public struct SystemRandomSource: RandomSource {
    /// Creates the source. All of them are the same.
    public init() {}

    public func fill(_ bytes: inout MutableRawSpan) throws {
        let status = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe RAND_priv_bytes(buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32(buffer.count))
        }
        guard status == 1 else {
            ERR_clear_error()
            throw CryptographyError(.randomnessUnavailable, "The random generator of libcrypto has no seed.")
        }
    }
}
