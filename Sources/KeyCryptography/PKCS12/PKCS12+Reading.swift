extension PKCS12 {
    /// Reads a file.
    ///
    /// Nothing in it is looked at before the authentication code has shown that the password is its and nothing was changed.
    /// Deriving keys runs where passwords are derived, never on Swift concurrency's threads.
    ///
    /// - Parameters:
    ///   - bytes: The DER encoding and nothing behind it, of at most 256 KiB. Some programs write BER that is not DER, which
    ///     is not read.
    ///   - password: The password.
    /// - Throws: ``CryptographyError`` with the code `notAuthentic` when the password is the wrong one, or the file was
    ///   changed; `malformed` when it is no such file, or has no certificate of its key; `unsupported` when it has another
    ///   number of keys than one, no authentication code, a key that is not RSA's, or an algorithm that is not known:
    ///   known are AES and triple DES under PBES2 with PBKDF2, and what RFC 7292 has of triple DES and RC2 (for RC2,
    ///   libcrypto's legacy provider must be installed); `tooCostly` when it asks for more than 5,000,000 iterations.
    ///   Or `CancellationError` when the task was cancelled before the work began.
    package init(decoding bytes: [UInt8], password: Password) async throws {
        self = try await DerivationThreads.shared.run {
            try PKCS12(bytes, password: password, budget: IterationBudget(Self.maximumIterations))
        }
    }

    /// Reads a file on the calling thread.
    init(_ bytes: [UInt8], password: Password, budget: IterationBudget) throws(CryptographyError) {
        guard bytes.count <= Self.maximumByteCount else { throw DER.malformed }
        var contents = PKCS12Contents(password: password, budget: budget)
        try bytes.withRawSpan { (bytes) throws(CryptographyError) in try contents.read(file: bytes) }
        let key = try contents.key()
        for der in contents.certificates {
            // The certificates of those who signed need not have RSA keys.
            guard let certificate = try X509Certificate.ifSupported(der), certificate.isFor(key) else { continue }
            try self.init(certificate: certificate, key: key)
            return
        }
        throw CryptographyError(.malformed, "The file has no certificate of its private key.")
    }
}

extension X509Certificate {
    /// Reads a certificate; `nil` when its key is not supported.
    fileprivate static func ifSupported(_ der: [UInt8]) throws(CryptographyError) -> X509Certificate? {
        do {
            return try X509Certificate(der: der)
        } catch {
            guard error.code == .unsupported else { throw error }
            return nil
        }
    }
}
