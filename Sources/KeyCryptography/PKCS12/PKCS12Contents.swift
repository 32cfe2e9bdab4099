/// What is found on the way through a PKCS #12 file (RFC 7292 section 4).
struct PKCS12Contents {
    /// A private key, as it lies in its bag.
    private enum Key {
        case clear(SharedSecret)
        case encrypted(PasswordBasedEncryption, [UInt8])
    }

    /// The DER encodings of all certificates.
    private(set) var certificates: [[UInt8]] = []
    private var keys: [Key] = []
    private var budget: IterationBudget
    private let password: Password

    init(password: Password, budget: IterationBudget) {
        self.password = password
        self.budget = budget
    }

    /// Reads a whole file.
    mutating func read(file bytes: RawSpan) throws(CryptographyError) {
        var outer = DERReader(0..<bytes.byteCount)
        var file = try outer.descend(.sequence, in: bytes)
        try outer.finish()
        guard try file.smallInteger(in: bytes) == 3 else {
            throw CryptographyError(.unsupported, "Only version 3 of PKCS #12 is supported.")
        }
        var (kind, content) = try Self.contentInfo(&file, in: bytes)
        guard kind == .data else {
            throw CryptographyError(.unsupported, "A PKCS #12 file that is signed with a key is not supported.")
        }
        let safe = try content.next(.octetString, in: bytes)
        try content.finish()
        guard file.peek(in: bytes) != nil else {
            throw CryptographyError(
                .unsupported, "A PKCS #12 file without an authentication code is not read: it could have been changed.")
        }
        let (mac, code) = try PKCS12MAC.read(&file, in: bytes, &budget)
        try file.finish()
        let expected = try mac.code(of: bytes.extracting(safe), password: password)
        guard expected.withRawSpan({ expected in code.withRawSpan { expected.isEqualInConstantTime(to: $0) } }) else {
            throw CryptographyError(
                .notAuthentic, "The password is not the one of the PKCS #12 file, or the file was changed.")
        }
        try read(authenticatedSafe: bytes.extracting(safe))
    }

    /// Returns the one private key.
    func key() throws(CryptographyError) -> RSAPrivateKey {
        guard keys.count == 1, let key = keys.first else {
            throw CryptographyError(.unsupported, "The file has \(keys.count) private keys; one is supported.")
        }
        switch key {
        case .clear(let der): return try RSAPrivateKey(pkcs8: der.bytes)
        case .encrypted(let encryption, let ciphertext):
            return try RSAPrivateKey(pkcs8: encryption.decrypt(ciphertext, password: password))
        }
    }

    private mutating func read(authenticatedSafe bytes: RawSpan) throws(CryptographyError) {
        var outer = DERReader(0..<bytes.byteCount)
        var parts = try outer.descend(.sequence, in: bytes)
        try outer.finish()
        while parts.peek(in: bytes) != nil {
            var (kind, content) = try Self.contentInfo(&parts, in: bytes)
            switch kind {
            case .data:
                try read(safeContents: bytes.extracting(try content.next(.octetString, in: bytes)))
            case .encryptedData:
                let decrypted = try decrypt(&content, in: bytes)
                try decrypted.withBytes { (bytes) throws(CryptographyError) in try read(safeContents: bytes) }
            default:
                throw CryptographyError(.unsupported, "A PKCS #12 file that is encrypted for a key is not supported.")
            }
            try content.finish()
        }
    }

    /// Decrypts an EncryptedData (RFC 5652 section 8).
    private mutating func decrypt(
        _ reader: inout DERReader,
        in bytes: RawSpan
    ) throws(CryptographyError) -> SecretBytes {
        var data = try reader.descend(.sequence, in: bytes)
        guard try data.smallInteger(in: bytes) == 0 else { throw DER.malformed }
        var content = try data.descend(.sequence, in: bytes)
        try data.finish()
        guard try content.identifier(in: bytes) == .data else { throw DER.malformed }
        let encryption = try PasswordBasedEncryption(&content, in: bytes, &budget)
        let ciphertext = bytes.bytes(in: try content.next(.primitiveContext(0), in: bytes))
        try content.finish()
        return try encryption.decrypt(ciphertext, password: password)
    }

    private mutating func read(safeContents bytes: RawSpan) throws(CryptographyError) {
        var outer = DERReader(0..<bytes.byteCount)
        var bags = try outer.descend(.sequence, in: bytes)
        try outer.finish()
        while bags.peek(in: bytes) != nil {
            var bag = try bags.descend(.sequence, in: bytes)
            let kind = try bag.identifier(in: bytes)
            let value = try bag.next(.context(0), in: bytes)
            if bag.peek(in: bytes) != nil { _ = try bag.next(.set, in: bytes) }
            try bag.finish()
            switch kind {
            case .certBag: try readCertificate(DERReader(value), in: bytes)
            case .pkcs8ShroudedKeyBag: try readEncryptedKey(DERReader(value), in: bytes)
            case .keyBag: keys.append(.clear(SharedSecret(SecretBytes(copying: bytes.extracting(value)))))
            // Lists of revoked certificates, secrets, bags of bags.
            default: continue
            }
        }
    }

    private mutating func readCertificate(_ reader: DERReader, in bytes: RawSpan) throws(CryptographyError) {
        var reader = reader
        var bag = try reader.descend(.sequence, in: bytes)
        try reader.finish()
        guard try bag.identifier(in: bytes) == .x509Certificate else { return }
        var value = try bag.descend(.context(0), in: bytes)
        try bag.finish()
        certificates.append(bytes.bytes(in: try value.next(.octetString, in: bytes)))
        try value.finish()
    }

    private mutating func readEncryptedKey(_ reader: DERReader, in bytes: RawSpan) throws(CryptographyError) {
        var reader = reader
        var info = try reader.descend(.sequence, in: bytes)
        try reader.finish()
        let encryption = try PasswordBasedEncryption(&info, in: bytes, &budget)
        keys.append(.encrypted(encryption, bytes.bytes(in: try info.next(.octetString, in: bytes))))
        try info.finish()
    }

    /// Reads a ContentInfo and returns a reader of its content.
    private static func contentInfo(
        _ reader: inout DERReader,
        in bytes: RawSpan
    ) throws(CryptographyError) -> (OID, DERReader) {
        var info = try reader.descend(.sequence, in: bytes)
        let kind = try info.identifier(in: bytes)
        let content = try info.descend(.context(0), in: bytes)
        try info.finish()
        return (kind, content)
    }
}
