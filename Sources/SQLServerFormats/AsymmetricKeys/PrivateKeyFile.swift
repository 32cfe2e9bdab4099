import KeyCryptography

/// A private key file (PVK): what `BACKUP CERTIFICATE … WITH PRIVATE KEY` writes beside the certificate, `CERTPRIVATEKEY`
/// returns, and `CREATE CERTIFICATE … WITH PRIVATE KEY` reads.
///
/// Verified: files that SQL Server 2017 and 2022 wrote, with keys of 2,048 and 3,072 bits, open; and files in all three
/// forms pass between this type and OpenSSL. That SQL Server reads a file that is not encrypted is documented, and was not
/// tried; nor was whether it reads a file that this type wrote.
///
/// The encryption protects little: RC4 under one SHA-1 of salt and password, so that passwords can be guessed at the speed
/// of that hash, and nothing that shows a change. A file is as good as its password is long. Prefer a PFX where the server
/// reads one (SQL Server 2022 and later).
///
/// A file has a header of 24 bytes in words of four bytes, little-endian — `1E F1 B5 B0`, 0, the key specification, whether
/// it is encrypted, the lengths of salt and blob — then the salt, then the key blob, which is encrypted from its ninth byte
/// on. The key of RC4 is the first 16 bytes of the digest, or, in files of the time of export restrictions, the first five
/// and eleven zeros.
public struct PrivateKeyFile: Sendable {
    /// The most bytes of a file that is read. No key needs as many: the salt may be long.
    public static let maximumByteCount = headerCount + maximumSaltCount + maximumBlobCount

    /// What the key is for, as the header says.
    public let keySpecification: KeySpecification
    /// Whether the key is encrypted under a password.
    public let isEncrypted: Bool

    private let salt: [UInt8]
    private let blob: SharedSecret

    private static let headerCount = 24
    private static let magic: UInt32 = 0xB0B5_F11E
    /// What OpenSSL reads at most.
    private static let maximumSaltCount = 10_240
    /// That of a key of 4,096 bits.
    private static let maximumBlobCount = 2324
    /// What SQL Server writes.
    private static let saltCount = 16

    /// Reads the structure of a file; the key in it is read by ``privateKey(password:)``.
    ///
    /// - Parameter bytes: The whole file, of at most ``maximumByteCount`` bytes. One that is not encrypted holds a key, for
    ///   which ``init(_:)-(SecretBytes)`` leaves no copy in ordinary memory.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `malformed` when it is no private key file with an RSA
    ///   key of 384 to 4,096 bits.
    public init(_ bytes: [UInt8]) throws(CryptographyError) {
        self = try bytes.withRawSpan { (bytes) throws(CryptographyError) in try PrivateKeyFile(bytes) }
    }

    /// Reads the structure of a file; the key in it is read by ``privateKey(password:)``.
    ///
    /// - Parameter bytes: The whole file, of at most ``maximumByteCount`` bytes.
    /// - Throws: As ``init(_:)-([UInt8])``.
    public init(_ bytes: borrowing SecretBytes) throws(CryptographyError) {
        self = try bytes.withBytes { (bytes) throws(CryptographyError) in try PrivateKeyFile(bytes) }
    }

    private init(_ bytes: RawSpan) throws(CryptographyError) {
        guard bytes.byteCount >= Self.headerCount, bytes.word(at: 0) == Self.magic,
            let specification = KeySpecification(rawValue: bytes.word(at: 8)), bytes.word(at: 12) <= 1
        else { throw Self.malformed }
        let saltCount = Int(bytes.word(at: 16))
        let blobCount = Int(bytes.word(at: 20))
        isEncrypted = bytes.word(at: 12) == 1
        guard saltCount <= Self.maximumSaltCount, (saltCount > 0) == isEncrypted,
            PrivateKeyBlob.modulusBitCount(forByteCount: blobCount) != nil,
            bytes.byteCount == Self.headerCount + saltCount + blobCount
        else { throw Self.malformed }
        keySpecification = specification
        salt = bytes.bytes(in: Self.headerCount..<(Self.headerCount + saltCount))
        blob = SharedSecret(SecretBytes(copying: bytes.extracting((Self.headerCount + saltCount)...)))
    }

    /// Returns the private key, after it was checked that its numbers belong together.
    ///
    /// The check keeps a processor busy for some tenths of a second. A file does not say whether it was changed; but no
    /// change of the key passes the check.
    ///
    /// - Parameter password: The password. One byte of each character counts; of characters beyond ASCII the bytes of UTF-8
    ///   are taken, as OpenSSL takes them. What SQL Server makes of those is not known. For a file that is not encrypted
    ///   it does not matter.
    /// - Returns: The PrivateKeyInfo of PKCS #8 in DER.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `notAuthentic` when the password is the wrong one or
    ///   missing; `malformed` when what was encrypted is no RSA key, or was changed; `unsupported` when libcrypto's legacy
    ///   provider, which has RC4, is not installed.
    public func privateKey(password: Password? = nil) throws(CryptographyError) -> SecretBytes {
        try key(password: password).pkcs8()
    }

    /// Returns the private key as ``privateKey(password:)`` does, but ready for use.
    package func key(password: Password? = nil) throws(CryptographyError) -> RSAPrivateKey {
        guard isEncrypted else { return try RSAPrivateKey(PrivateKeyBlob.decode(blob.bytes)) }
        guard let password else {
            throw CryptographyError(.notAuthentic, "The private key file is encrypted under a password.")
        }
        for count in [Self.strongCount, Self.weakCount] {
            let key = try Self.encryptionKey(of: password, salt: salt, digestPrefix: count)
            let blob = try Self.applyRC4(to: self.blob.bytes, key: key)
            let isOpen = blob.withBytes { $0.bytes(in: 8..<12) == PrivateKeyBlob.magic }
            if isOpen { return try RSAPrivateKey(PrivateKeyBlob.decode(blob)) }
        }
        throw CryptographyError(
            .notAuthentic, "The password is not the one of the private key file, or the file was changed.")
    }

    /// Writes a file that holds a private key under a password, in the form that SQL Server writes.
    ///
    /// - Parameters:
    ///   - pkcs8: The PrivateKeyInfo of PKCS #8 in DER, with an RSA key of 384 to 4,096 bits, a multiple of 16. Its numbers
    ///     are checked, which keeps a processor busy for some tenths of a second.
    ///   - password: The password, in ASCII: a file keeps one byte of each character, and in which code page SQL Server
    ///     takes others is not known. No policy applies.
    ///   - specification: What the key is for.
    ///   - random: Where the salt comes from, 16 bytes.
    /// - Returns: The bytes of the file.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `malformed` when it is no such key; `unsupported` for
    ///   a key of another kind or length, for a password with characters beyond ASCII, and when libcrypto's legacy
    ///   provider, which has RC4, is not installed; `randomnessUnavailable`.
    public static func encrypt(
        pkcs8: borrowing SecretBytes,
        password: Password,
        keySpecification specification: KeySpecification = .keyExchange,
        random: some RandomSource = SystemRandomSource()
    ) throws(CryptographyError) -> [UInt8] {
        try encrypt(
            RSAPrivateKey(pkcs8: pkcs8), password: password, keySpecification: specification, random: random)
    }

    /// Writes a file as ``encrypt(pkcs8:password:keySpecification:random:)`` does, of a key that is there.
    package static func encrypt(
        _ key: RSAPrivateKey,
        password: Password,
        keySpecification specification: KeySpecification = .keyExchange,
        random: some RandomSource = SystemRandomSource()
    ) throws(CryptographyError) -> [UInt8] {
        guard unsafe password.withUnsafeBytes({ unsafe $0.allSatisfy { $0 < 0x80 } }) else {
            throw CryptographyError(
                .unsupported,
                "The password of a private key file must be ASCII: the file keeps one byte of each character, and which "
                    + "one SQL Server takes for others is not known.")
        }
        let salt = try random.bytes(saltCount)
        let encryptionKey = try Self.encryptionKey(of: password, salt: salt, digestPrefix: strongCount)
        let blob = try applyRC4(to: PrivateKeyBlob.encode(key.numbers(), specification), key: encryptionKey)
        let words = [magic, 0, specification.rawValue, 1, UInt32(salt.count), UInt32(blob.count)]
        return words.flatMap(\.littleEndianBytes) + salt + blob.withBytes { $0.bytes(in: 0..<$0.byteCount) }
    }

    /// How much of the digest is the key, in bytes, and how much was in the time of export restrictions.
    private static let strongCount = RC4.keySize
    private static let weakCount = 5

    private static func encryptionKey(
        of password: Password,
        salt: [UInt8],
        digestPrefix count: Int
    ) throws(CryptographyError) -> SecretBytes {
        let salted = unsafe password.withUnsafeBytes { password in
            unsafe SecretBytes(count: salt.count + password.count) { memory in
                unsafe memory.copyBytes(from: salt)
                unsafe UnsafeMutableRawBufferPointer(rebasing: memory[salt.count...]).copyMemory(from: password)
            }
        }
        let digest = try LegacyDigest.sha1.hash(salted)
        return unsafe digest.withUnsafeBytes { digest in
            unsafe SecretBytes(count: RC4.keySize) { key in
                unsafe key.copyMemory(from: UnsafeRawBufferPointer(rebasing: digest[..<count]))
            }
        }
    }

    /// Encrypts or decrypts what may be encrypted of a blob.
    private static func applyRC4(
        to blob: borrowing SecretBytes,
        key: borrowing SecretBytes
    ) throws(CryptographyError) -> SecretBytes {
        let clear = PrivateKeyBlob.clearCount
        let processed = try blob.withBytes { (blob) throws(CryptographyError) in
            try RC4.apply(to: blob.extracting(clear...), key: key)
        }
        return unsafe blob.withUnsafeBytes { blob in
            unsafe processed.withUnsafeBytes { processed in
                unsafe SecretBytes(count: blob.count) { memory in
                    unsafe memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: blob[..<clear]))
                    unsafe UnsafeMutableRawBufferPointer(rebasing: memory[clear...]).copyMemory(from: processed)
                }
            }
        }
    }

    private static let malformed = CryptographyError(
        .malformed, "The bytes are not a private key file (PVK) with an RSA key.")
}
