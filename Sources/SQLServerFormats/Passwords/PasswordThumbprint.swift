/// The salted hash of a password that lies beside what SQL Server encrypts by it, in the base table of
/// `sys.key_encryptions`; with it the server finds the encryption that a password belongs to.
///
/// One thumbprint of kind `ESP2` was verified. `ESKP` is described by one public source. How salt and hash stand together in
/// the column is not known, nor is how the kind `ESP3` looks.
///
/// It lets a thief of a backup try passwords at the speed of one hash. So this type reads thumbprints and makes none.
public struct PasswordThumbprint: Hashable, Sendable {
    /// `crypt_type` of `sys.key_encryptions`.
    public enum Kind: String, Hashable, Sendable {
        /// SQL Server 2005 to 2008 R2: MD5 of the password and a salt of 4 bytes.
        case eskp = "ESKP"
        /// SQL Server 2012 and later: the first 24 bytes of SHA-512 of the password and a salt of 8 bytes.
        case esp2 = "ESP2"

        var saltSize: Int {
            switch self {
            case .eskp: 4
            case .esp2: 8
            }
        }

        var hashSize: Int {
            switch self {
            case .eskp: 16
            case .esp2: 24
            }
        }
    }

    /// The kind.
    public let kind: Kind
    /// The salt.
    public let salt: [UInt8]
    /// The hash.
    public let hash: [UInt8]

    /// Takes a thumbprint in.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - salt: 4 bytes for `ESKP`, 8 for `ESP2`.
    ///   - hash: 16 bytes for `ESKP`, 24 for `ESP2`.
    /// - Returns: `nil` for other lengths.
    public init?(_ kind: Kind, salt: [UInt8], hash: [UInt8]) {
        guard salt.count == kind.saltSize, hash.count == kind.hashSize else { return nil }
        self.kind = kind
        self.salt = salt
        self.hash = hash
    }

    /// Returns whether this is the thumbprint of a password. The time does not depend on where the hashes differ.
    ///
    /// - Parameter password: The password; it is hashed in UTF-16, little-endian, and case counts.
    /// - Throws: ``/KeyCryptography/CryptographyError/Code-swift.struct/unsupported`` when libcrypto does not offer MD5.
    public func matches(_ password: Password) throws(CryptographyError) -> Bool {
        let salted = password.utf16LittleEndian(followedBy: salt)
        let expected =
            switch kind {
            case .eskp: try LegacyDigest.md5.hash(salted)
            case .esp2: try Digest.sha512.hash(salted).prefix(hash.count)
            }
        return expected.withBytes { unsafe $0.isEqualInConstantTime(to: hash.span.bytes) }
    }
}
