// What SQL Server's functions do with certificates and asymmetric keys: ENCRYPTBYCERT, SIGNBYASYMKEY and their like.
extension Session {
    /// Encrypts a few bytes with the public key of a certificate or asymmetric key: `ENCRYPTBYCERT`, `ENCRYPTBYASYMKEY`.
    ///
    /// RSAES-PKCS1-v1_5 (RFC 8017), as SQL Server's limits show; in which order servers write the bytes of the result is
    /// not known, and here it is that of the RFC. For new data encrypt under a symmetric key that the certificate protects.
    ///
    /// - Parameters:
    ///   - plaintext: At most as many bytes as the key has, less 11.
    ///   - pair: The certificate or asymmetric key.
    ///   - database: The database.
    /// - Returns: As many bytes as the key has; `nil` when the plaintext is too long.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `corrupted`.
    public func encrypt(
        _ plaintext: [UInt8],
        with pair: KeyPair,
        in database: DatabaseName
    ) async throws -> [UInt8]? {
        try requireNotClosed()
        let publicKey = try await storedKey(pair.kind, named: pair.name, in: database).publicKey
        guard plaintext.count <= publicKey.maximumPKCS1v15ByteCount else { return nil }
        return unsafe try publicKey.encryptPKCS1v15(plaintext.span.bytes)
    }

    /// Decrypts what was encrypted with the public key of a certificate or asymmetric key: `DECRYPTBYCERT`,
    /// `DECRYPTBYASYMKEY`. Both orders of the bytes are understood.
    ///
    /// Whoever is shown whether a block of his own decrypts can decrypt any block, with some hundred thousand questions
    /// (Bleichenbacher's attack). Do not offer this to strangers.
    ///
    /// - Parameters:
    ///   - ciphertext: Any bytes.
    ///   - pair: The certificate or asymmetric key.
    ///   - database: The database.
    ///   - password: The password of the private key, when that has one.
    /// - Returns: The plaintext; `nil` when it does not decrypt.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `noPrivateKey`,
    ///   `privateKeyPassword`, `masterKeyClosed`, `corrupted`.
    public func decrypt(
        _ ciphertext: [UInt8],
        with pair: KeyPair,
        in database: DatabaseName,
        password: Password? = nil
    ) async throws -> [UInt8]? {
        try await audited(.usePrivateKey, NamedKey(pair, in: database)) {
            let stored = try await storedKey(pair.kind, named: pair.name, in: database)
            let privateKey = try await privateKey(of: stored, password: password)
            do {
                let plaintext = try privateKey.decryptPKCS1v15InEitherByteOrder(ciphertext)
                return plaintext.withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe Array($0) } }
            } catch let error as CryptographyError where error.code == .notAuthentic {
                return nil
            }
        }
    }

    /// Signs data with the private key of a certificate or asymmetric key: `SIGNBYCERT`, `SIGNBYASYMKEY`.
    ///
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017). How servers sign is not known: their signatures are not verified here, nor
    /// these there.
    ///
    /// - Parameters:
    ///   - data: Any bytes.
    ///   - pair: The certificate or asymmetric key.
    ///   - database: The database.
    ///   - password: The password of the private key, when that has one.
    /// - Returns: The signature, of as many bytes as the key has.
    /// - Throws: As ``decrypt(_:with:in:password:)``.
    public func signature(
        for data: [UInt8],
        with pair: KeyPair,
        in database: DatabaseName,
        password: Password? = nil
    ) async throws -> [UInt8] {
        try await audited(.usePrivateKey, NamedKey(pair, in: database)) {
            let stored = try await storedKey(pair.kind, named: pair.name, in: database)
            return try await privateKey(of: stored, password: password).signature(for: data)
        }
    }

    /// Whether a signature is one that ``signature(for:with:in:password:)`` has made for the data: `VERIFYSIGNEDBYCERT`,
    /// `VERIFYSIGNEDBYASYMKEY`.
    ///
    /// - Parameters:
    ///   - signature: Any bytes.
    ///   - data: The data that is to have been signed.
    ///   - pair: The certificate or asymmetric key.
    ///   - database: The database.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `corrupted`.
    public func isValidSignature(
        _ signature: [UInt8],
        for data: [UInt8],
        with pair: KeyPair,
        in database: DatabaseName
    ) async throws -> Bool {
        try requireNotClosed()
        return try await storedKey(pair.kind, named: pair.name, in: database).publicKey
            .isValidSignature(signature, for: data)
    }
}
