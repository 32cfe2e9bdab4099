/// The hash of a login's password: what `PWDENCRYPT` returns, `PWDCOMPARE` compares with, and `CREATE LOGIN … WITH PASSWORD =
/// 0x… HASHED` takes.
///
/// Verified against hashes of SQL Server, but for the form of 2025, which is described in public and not verified: that the
/// password enters it in UTF-16 is inferred. The iterated form that SQL Server 2022 has as an option is not known to the
/// byte, and not read.
///
/// | Form | Bytes | Behind two bytes of version and four of salt |
/// |---|---|---|
/// | ``Form/sqlServer7`` | 46 | SHA-1 of password and salt; the same of the password in capitals |
/// | ``Form/sqlServer2005`` | 26 | SHA-1 of password and salt |
/// | ``Form/sqlServer2012`` | 70 | SHA-512 of password and salt |
/// | ``Form/sqlServer2025`` | 70 | PBKDF2-HMAC-SHA-512 of password and salt, 100,000 iterations |
public struct LoginHash: Hashable, Sendable {
    /// The forms, by the first version of SQL Server that made them.
    public enum Form: Hashable, Sendable {
        /// SQL Server 7.0 and 2000.
        case sqlServer7
        /// SQL Server 2005 to 2008 R2.
        case sqlServer2005
        /// SQL Server 2012 to 2022.
        case sqlServer2012
        /// SQL Server 2025.
        case sqlServer2025
    }

    /// The form.
    public let form: Form
    /// The bytes of the whole.
    public let bytes: [UInt8]

    private static let saltStart = 2
    private static let hashStart = 6
    private static let iterations: UInt32 = 100_000

    /// Reads a hash.
    ///
    /// - Parameter bytes: Any bytes.
    /// - Returns: `nil` when they have none of the forms.
    public init?(_ bytes: [UInt8]) {
        switch (bytes.prefix(Self.saltStart), bytes.count) {
        case ([1, 0], 46): form = .sqlServer7
        case ([1, 0], 26): form = .sqlServer2005
        case ([2, 0], 70): form = .sqlServer2012
        case ([3, 0], 70): form = .sqlServer2025
        default: return nil
        }
        self.bytes = bytes
    }

    /// Hashes a password in the form of SQL Server 2012 to 2022, which every later version reads.
    ///
    /// One round of SHA-512 is no protection for a password that can be guessed: this is for logins of a SQL Server.
    ///
    /// - Parameters:
    ///   - password: The password.
    ///   - random: Where the salt comes from.
    /// - Throws: ``/KeyCryptography/CryptographyError/Code-swift.struct/randomnessUnavailable``.
    public init(
        hashing password: Password,
        random: some RandomSource = SystemRandomSource()
    ) throws(CryptographyError) {
        let salt = try random.bytes(Self.hashStart - Self.saltStart)
        let hash = try Digest.sha512.hash(password.utf16LittleEndian(followedBy: salt))
        form = .sqlServer2012
        bytes = [2, 0] + salt + hash.withBytes { hash in unsafe hash.withUnsafeBytes { unsafe Array($0) } }
    }

    /// Returns whether this is the hash of a password, in the case in which it is written. The time does not depend on where
    /// the hashes differ.
    ///
    /// The form of SQL Server 2025 keeps the calling thread busy for about a tenth of a second.
    ///
    /// - Parameter password: The password.
    /// - Throws: ``/KeyCryptography/CryptographyError/Code-swift.struct/unsupported`` when libcrypto does not offer SHA-1.
    public func matches(_ password: Password) throws(CryptographyError) -> Bool {
        let salt = Array(bytes[Self.saltStart..<Self.hashStart])
        let expected =
            switch form {
            case .sqlServer7, .sqlServer2005: try LegacyDigest.sha1.hash(password.utf16LittleEndian(followedBy: salt))
            case .sqlServer2012: try Digest.sha512.hash(password.utf16LittleEndian(followedBy: salt))
            case .sqlServer2025: try Self.stretch(password, salt)
            }
        let found = unsafe bytes.span.bytes.extracting(droppingFirst: Self.hashStart).extracting(first: expected.count)
        return expected.withBytes { $0.isEqualInConstantTime(to: found) }
    }

    private static func stretch(_ password: Password, _ salt: [UInt8]) throws(CryptographyError) -> SecretBytes {
        let text = password.utf16LittleEndian()
        let digest = Digest.sha512
        let stretched = SecretBytes(zeroCount: digest.byteCount)
        unsafe try text.withUnsafeBytes { text throws(CryptographyError) in
            unsafe try KeyDerivation.pbkdf2(
                digest, from: text, salt: salt, iterations: iterations, into: stretched.mutableBytes)
        }
        return stretched
    }
}
