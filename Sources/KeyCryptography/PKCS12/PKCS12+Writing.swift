extension PKCS12 {
    /// Returns a file that holds certificate and private key, both encrypted under a password.
    ///
    /// It derives three keys, which runs where passwords are derived, never on Swift concurrency's threads.
    ///
    /// - Parameters:
    ///   - password: The password. No policy applies. A guess costs as much as the code's derivation, which is half of what
    ///     PBKDF2 costs at this number of iterations.
    ///   - iterations: The iterations of each derivation, 1 to 1,666,666.
    ///   - random: Where salts and initialisation vectors come from.
    /// - Returns: The DER encoding.
    /// - Throws: ``CryptographyError``, or `CancellationError` when the task was cancelled before the work began.
    package func encoded(
        under password: Password,
        iterations: UInt32 = defaultIterations,
        random: some RandomSource = SystemRandomSource()
    ) async throws -> [UInt8] {
        // What is written must be read again.
        precondition(iterations >= 1 && iterations <= Self.maximumIterations / 3)
        return try await DerivationThreads.shared.run {
            try encode(password, iterations, random)
        }
    }

    private func encode(
        _ password: Password,
        _ iterations: UInt32,
        _ random: some RandomSource
    ) throws(CryptographyError) -> [UInt8] {
        func encrypted(_ secret: borrowing SecretBytes) throws(CryptographyError) -> (algorithm: [UInt8], [UInt8]) {
            let salt = try random.bytes(16)
            let vector = try random.bytes(BlockCipher.aes256.blockSize)
            let encryption = PasswordBasedEncryption(
                .pbkdf2(.sha256, initializationVector: vector), .aes256, salt: salt, iterations: iterations)
            return (
                PasswordBasedEncryption.encoded(salt: salt, iterations: iterations, initializationVector: vector),
                try encryption.encrypt(secret, password: password)
            )
        }
        let attributes = try localKeyID()
        let certificates = DER.sequence([bag(.certBag, certificateBag, attributes)])
        let (certificateAlgorithm, encryptedCertificates) = try encrypted(
            SecretBytes(copying: unsafe certificates.span.bytes))
        let (keyAlgorithm, encryptedKey) = try encrypted(key.pkcs8())
        let keys = DER.sequence([
            bag(
                .pkcs8ShroudedKeyBag, DER.sequence([keyAlgorithm, DER.element(.octetString, encryptedKey)]),
                attributes)
        ])
        let authenticatedSafe = DER.sequence([
            contentInfo(.encryptedData, encryptedData(certificateAlgorithm, encryptedCertificates)),
            contentInfo(.data, DER.element(.octetString, keys)),
        ])
        let mac = PKCS12MAC(.sha256, salt: try random.bytes(16), iterations: iterations)
        let code = try authenticatedSafe.withRawSpan { (bytes) throws(CryptographyError) in
            try mac.code(of: bytes, password: password)
        }
        return DER.sequence([
            DER.integer(3),
            contentInfo(.data, DER.element(.octetString, authenticatedSafe)),
            mac.encoded(code: code),
        ])
    }

    /// The certificate in its bag.
    private var certificateBag: [UInt8] {
        DER.sequence([
            DER.identifier(.x509Certificate),
            DER.element(.context(0), DER.element(.octetString, certificate.der)),
        ])
    }

    /// The attribute by which readers find the certificate of a key: any bytes, and by custom the thumbprint.
    private func localKeyID() throws(CryptographyError) -> [UInt8] {
        let value = DER.element(.octetString, try certificate.thumbprint())
        return DER.element(.set, DER.sequence([DER.identifier(.localKeyID), DER.element(.set, value)]))
    }

    private func bag(_ kind: OID, _ value: [UInt8], _ attributes: [UInt8]) -> [UInt8] {
        DER.sequence([DER.identifier(kind), DER.element(.context(0), value), attributes])
    }

    private func contentInfo(_ kind: OID, _ content: [UInt8]) -> [UInt8] {
        DER.sequence([DER.identifier(kind), DER.element(.context(0), content)])
    }

    private func encryptedData(_ algorithm: [UInt8], _ ciphertext: [UInt8]) -> [UInt8] {
        let content = DER.sequence([
            DER.identifier(.data), algorithm, DER.element(.primitiveContext(0), ciphertext),
        ])
        return DER.sequence([DER.integer(0), content])
    }
}
