/// Where keys, nonces, salts and identities come from.
///
/// Two things do not: RSA keys, and the random bytes that RSA pads with, such as the seeds of OAEP. libcrypto draws
/// those from its own generator, and takes no other.
///
/// The default everywhere is ``SystemRandomSource``. Implement this protocol to use another generator, such as one of a
/// hardware module. Everything rests on it: a key that is sealed twice with one nonce is lost, so an implementation must
/// give bytes that nobody can predict and that do not repeat, in all processes and after a restart or a fork.
public protocol RandomSource: Sendable {
    /// Fills all of `bytes` with random bytes.
    ///
    /// - Parameter bytes: 12 bytes to some kilobytes of memory, which is wiped memory where a key is drawn: fill it
    ///   in place and keep no copy.
    /// - Throws: Any error; whatever needed the bytes then fails with
    ///   ``CryptographyError/Code-swift.struct/randomnessUnavailable``, and nothing has changed.
    func fill(_ bytes: inout MutableRawSpan) throws
}

extension RandomSource {
    /// Returns `count` bytes that need not be kept secret: nonces, salts.
    package func bytes(_ count: Int) throws(CryptographyError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        var raw = unsafe span.mutableBytes
        try fillOrFail(&raw)
        return bytes
    }

    /// Returns `count` bytes of key material.
    package func secret(count: Int) throws(CryptographyError) -> SecretBytes {
        unsafe try SecretBytes(count: count) { memory throws(CryptographyError) in
            var span = unsafe memory.mutableBytes
            try fillOrFail(&span)
        }
    }

    private func fillOrFail(_ bytes: inout MutableRawSpan) throws(CryptographyError) {
        do {
            try fill(&bytes)
        } catch let error as CryptographyError {
            throw error
        } catch {
            throw CryptographyError(.randomnessUnavailable, "The random source failed: \(error)")
        }
    }
}
