import COpenSSL

/// The code that shows whether a PKCS #12 file was changed, and whether a password is its (RFC 7292 section 4, `MacData`).
struct PKCS12MAC {
    /// A hash function that is used for it.
    struct Algorithm: Hashable {
        let identifier: OID
        /// libcrypto's name.
        let name: String
        let byteCount: Int

        static let sha256 = Algorithm(identifier: .sha256, .sha256)

        static let all = [
            .sha256, Algorithm(identifier: .sha384, .sha384), Algorithm(identifier: .sha512, .sha512), .legacySHA1,
        ]

        init(identifier: OID, name: String, byteCount: Int) {
            self.identifier = identifier
            self.name = name
            self.byteCount = byteCount
        }

        private init(identifier: OID, _ digest: Digest) {
            self.init(identifier: identifier, name: digest.rawValue, byteCount: digest.byteCount)
        }
    }

    let algorithm: Algorithm
    let salt: [UInt8]
    let iterations: UInt32

    init(_ algorithm: Algorithm, salt: [UInt8], iterations: UInt32) {
        self.algorithm = algorithm
        self.salt = salt
        self.iterations = iterations
    }

    /// Reads a MacData and the code in it.
    static func read(
        _ reader: inout DERReader,
        in bytes: RawSpan,
        _ budget: inout IterationBudget
    ) throws(CryptographyError) -> (mac: PKCS12MAC, code: [UInt8]) {
        var data = try reader.descend(.sequence, in: bytes)
        var digest = try data.descend(.sequence, in: bytes)
        var identifier = try digest.descend(.sequence, in: bytes)
        let name = try identifier.identifier(in: bytes)
        guard let algorithm = Algorithm.all.first(where: { $0.identifier == name }) else {
            throw CryptographyError(
                .unsupported, "The hash function of the file's authentication code is not supported.")
        }
        try identifier.noParameters(in: bytes)
        let code = bytes.bytes(in: try digest.next(.octetString, in: bytes))
        try digest.finish()
        let salt = bytes.bytes(in: try data.next(.octetString, in: bytes))
        let iterations = try budget.spend(data.peek(in: bytes) == nil ? 1 : try data.smallInteger(in: bytes))
        try data.finish()
        return (PKCS12MAC(algorithm, salt: salt, iterations: iterations), code)
    }

    /// The MacData with a code.
    func encoded(code: [UInt8]) -> [UInt8] {
        DER.sequence([
            DER.sequence([
                DER.algorithm(algorithm.identifier, DER.null), DER.element(.octetString, code),
            ]),
            DER.element(.octetString, salt),
            DER.integer(UInt64(iterations)),
        ])
    }

    /// Returns the code of what the file holds.
    func code(of contents: RawSpan, password: Password) throws(CryptographyError) -> [UInt8] {
        let key = try PKCS12KeyDerivation.derive(
            .integrityKey, from: password, salt: salt, iterations: iterations, digest: algorithm.name,
            count: algorithm.byteCount)
        var code = [UInt8](repeating: 0, count: algorithm.byteCount)
        var count = 0
        let done = unsafe key.withUnsafeBytes { key in
            unsafe EVP_Q_mac(
                nil, "HMAC", nil, algorithm.name, nil, key.baseAddress, key.count, contents.start, contents.byteCount,
                &code, code.count, &count
            ) != nil
        }
        try CryptographyError.check(done && count == code.count, "EVP_Q_mac")
        return code
    }
}
