/// What a symmetric key is made of when `CREATE SYMMETRIC KEY` gets a `KEY_SOURCE`: the same pass phrase, algorithm and
/// generation give the same key, on any server.
///
/// Verified for AES-256 in both generations; for the other algorithms inferred, by the same rules.
///
/// One unsalted hash stands between the pass phrase and the key. This is for keys that have to agree with those of a SQL
/// Server; a new one should be random: ``MessageKey/random(_:guid:from:)``.
public struct KeySource: Sendable {
    /// Which servers make the same key. It belongs to the moment at which a key is created: one that moves to a newer
    /// server, within its database, keeps its bytes.
    public enum Generation: Hashable, Sendable {
        /// SHA-1, then `CryptDeriveKey` of Windows' CryptoAPI: SQL Server 2016 and older, and newer ones while trace flag
        /// 4631 is on for all sessions.
        case sha1
        /// The first bytes of SHA-512: SQL Server 2017 and later.
        case sha512
    }

    private let phrase: Password
    private let generation: Generation

    /// Creates a source of keys.
    ///
    /// - Parameters:
    ///   - phrase: The pass phrase of `KEY_SOURCE`. It is hashed in UTF-16, little-endian.
    ///   - generation: Which servers make the same key. There is no default: a wrong guess makes a key that opens nothing,
    ///     and does not say so.
    public init(_ phrase: Password, generation: Generation) {
        self.phrase = phrase
        self.generation = generation
    }

    /// Returns the bytes of the key.
    ///
    /// - Parameter algorithm: The algorithm that the key is created with.
    /// - Returns: As many bytes as a key of the algorithm has.
    /// - Throws: ``/KeyCryptography/CryptographyError`` when libcrypto does not offer the hash function.
    public func keyBytes(for algorithm: SymmetricAlgorithm) throws(CryptographyError) -> SecretBytes {
        let text = phrase.utf16LittleEndian()
        switch generation {
        case .sha1:
            return try CryptDeriveKey.key(for: algorithm.cipher, from: LegacyDigest.sha1.hash(text), of: .sha1)
        case .sha512:
            return try Digest.sha512.hash(text).prefix(algorithm.keySize)
        }
    }
}
