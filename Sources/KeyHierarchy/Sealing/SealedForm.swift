/// What the bytes of a ``SealedSecret`` say: which algorithm, and what lies where.
///
/// The header comes first, then the nonce, then the ciphertext with its tag, to the end.
package struct SealedForm: Hashable, Sendable {
    /// How the key that seals the secret comes about.
    package enum Source: Hashable, Sendable {
        /// The protector has the key.
        case key
        /// It is derived from a password.
        case password(PasswordDerivation, salt: [UInt8])
    }

    package let source: Source
    /// Where the nonce begins.
    private let nonceStart: Int
    /// The number of bytes of the whole.
    private let count: Int

    /// Where the nonce lies.
    var nonce: Range<Int> {
        nonceStart..<nonceStart + Self.nonceSize
    }

    /// Where the ciphertext lies, and the tag behind it.
    var ciphertext: Range<Int> {
        nonce.upperBound..<count
    }

    /// The length of the secret in bytes.
    var secretCount: Int {
        ciphertext.count - Self.tagSize
    }

    /// The length of a salt in bytes.
    static let saltSize = 16

    /// The lengths of a nonce and of a tag in bytes: those of AES-256-GCM. They are said again because calls of another
    /// module remain calls, and there would be a dozen for each key.
    static var nonceSize: Int { 12 }
    static var tagSize: Int { 16 }

    private enum Algorithm: UInt8 {
        case aes256GCM = 1
        case scryptAES256GCM = 2
        case pbkdf2SHA512AES256GCM = 3
    }

    /// Reads what the bytes say.
    ///
    /// - Throws: ``CryptographyError`` with the code `malformed`, `unsupported` (an algorithm of a newer version), or
    ///   `tooCostly`.
    package init(_ bytes: RawSpan) throws(CryptographyError) {
        count = bytes.byteCount
        guard count <= SealedSecret.maximumSize else {
            throw CryptographyError(.malformed, "An encrypted secret is longer than \(SealedSecret.maximumSize) bytes.")
        }
        guard count > 0 else {
            throw CryptographyError(.malformed, "An encrypted secret is empty.")
        }
        guard let algorithm = Algorithm(rawValue: bytes.byte(at: 0)) else {
            throw CryptographyError(
                .unsupported,
                "An encrypted secret uses algorithm \(bytes.byte(at: 0)), which this version does not know. Use a "
                    + "newer version.")
        }
        let costSize =
            switch algorithm {
            case .aes256GCM: 0
            case .scryptAES256GCM: 3
            case .pbkdf2SHA512AES256GCM: 4
            }
        let saltStart = 1 + costSize
        nonceStart = algorithm == .aes256GCM ? saltStart : saltStart + Self.saltSize
        guard count > nonceStart + Self.nonceSize + Self.tagSize else {
            throw CryptographyError(.malformed, "An encrypted secret is cut short.")
        }
        let function: PasswordDerivation.Function
        switch algorithm {
        case .aes256GCM:
            source = .key
            return
        case .scryptAES256GCM:
            function = .scrypt(
                logCost: bytes.byte(at: 1), blockSize: bytes.byte(at: 2), parallelization: bytes.byte(at: 3))
        case .pbkdf2SHA512AES256GCM:
            function = .pbkdf2(
                .sha512, iterations: (1...4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes.byte(at: $1)) })
        }
        let derivation = PasswordDerivation(function)
        try derivation.checkCost()
        source = .password(derivation, salt: (saltStart..<nonceStart).map { bytes.byte(at: $0) })
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

    /// The bytes that stand before the nonce of a secret from that source.
    static func header(_ source: Source) -> [UInt8] {
        guard case .password(let derivation, let salt) = source else { return [Algorithm.aes256GCM.rawValue] }
        var header: [UInt8]
        switch derivation.function {
        case .scrypt(let logCost, let blockSize, let parallelization):
            header = [Algorithm.scryptAES256GCM.rawValue, logCost, blockSize, parallelization]
        case .pbkdf2(_, let iterations):
            header = [Algorithm.pbkdf2SHA512AES256GCM.rawValue]
            header.append(bigEndian: iterations)
        }
        return header + salt
    }
}

extension RawSpan {
    /// The byte at an offset, which must be within the span.
    fileprivate func byte(at offset: Int) -> UInt8 {
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}
