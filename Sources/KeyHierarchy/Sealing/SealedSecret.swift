/// The stored form of an encrypted secret: which algorithm, what it needs, and the ciphertext.
///
/// `Documentation/StoredFormats.md` describes it to the byte. It is read from rows that anybody may have changed, so
/// every length is checked, and a derivation's cost is bounded before it is carried out.
package struct SealedSecret: Hashable, Sendable {
    /// How the key that seals the secret comes about.
    package enum Source: Hashable, Sendable {
        /// The protector has the key.
        case key
        /// It is derived from a password.
        case password(PasswordDerivation, salt: [UInt8])
    }

    package let source: Source
    let nonce: [UInt8]
    /// The ciphertext, followed by the tag.
    let ciphertext: [UInt8]

    /// The length of a salt in bytes.
    static let saltSize = 16
    /// The longest stored form in bytes: room for a credential's secret of 8,000 bytes.
    package static let maximumSize = 8192

    private enum Algorithm: UInt8 {
        case aes256GCM = 1
        case scryptAES256GCM = 2
        case pbkdf2SHA512AES256GCM = 3
    }

    /// The stored bytes.
    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32 + nonce.count + ciphertext.count)
        switch source {
        case .key:
            bytes.append(Algorithm.aes256GCM.rawValue)
        case .password(let derivation, let salt):
            switch derivation.function {
            case .scrypt(let logCost, let blockSize, let parallelization):
                bytes.append(Algorithm.scryptAES256GCM.rawValue)
                bytes += [logCost, blockSize, parallelization]
            case .pbkdf2(_, let iterations):
                bytes.append(Algorithm.pbkdf2SHA512AES256GCM.rawValue)
                bytes.append(bigEndian: iterations)
            }
            bytes += salt
        }
        return bytes + nonce + ciphertext
    }

    /// Refuses a form that another kind of protector writes. The form is not authenticated, so without this a row could
    /// be rewritten and still open.
    func requireSource(for protector: Protector) throws(CryptographyError) {
        switch (source, protector) {
        case (.password, .password), (.key, .key), (.key, .root): break
        case (.key, .password), (.password, .key), (.password, .root):
            throw CryptographyError(.malformed, "An encrypted secret has the form of another kind of protector.")
        }
    }

    init(source: Source, nonce: [UInt8], ciphertext: [UInt8]) {
        self.source = source
        self.nonce = nonce
        self.ciphertext = ciphertext
    }

    /// Reads the stored bytes.
    ///
    /// - Throws: ``CryptographyError`` with the code `malformed`, `unsupported` (an algorithm of a newer version), or
    ///   `tooCostly`.
    package init(decoding bytes: [UInt8]) throws(CryptographyError) {
        guard bytes.count <= Self.maximumSize else {
            throw CryptographyError(.malformed, "An encrypted secret is longer than \(Self.maximumSize) bytes.")
        }
        guard let first = bytes.first else {
            throw CryptographyError(.malformed, "An encrypted secret is empty.")
        }
        guard let algorithm = Algorithm(rawValue: first) else {
            throw CryptographyError(
                .unsupported,
                "An encrypted secret uses algorithm \(first), which this version does not know. Use a newer version.")
        }
        var rest = bytes.dropFirst()
        func take(_ count: Int) throws(CryptographyError) -> [UInt8] {
            guard rest.count >= count else {
                throw CryptographyError(.malformed, "An encrypted secret is cut short.")
            }
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        switch algorithm {
        case .aes256GCM:
            source = .key
        case .scryptAES256GCM:
            let cost = try take(3)
            let function = PasswordDerivation.Function.scrypt(
                logCost: cost[0], blockSize: cost[1], parallelization: cost[2])
            source = .password(PasswordDerivation(function), salt: try take(Self.saltSize))
        case .pbkdf2SHA512AES256GCM:
            let iterations = try take(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let function = PasswordDerivation.Function.pbkdf2(.sha512, iterations: iterations)
            source = .password(PasswordDerivation(function), salt: try take(Self.saltSize))
        }
        if case .password(let derivation, _) = source {
            try derivation.checkCost()
        }
        nonce = try take(AES256GCM.nonceSize)
        guard rest.count > AES256GCM.tagSize else {
            throw CryptographyError(.malformed, "An encrypted secret is cut short.")
        }
        ciphertext = Array(rest)
    }
}
