import KeyCryptography

/// A CMS container whose contents are encrypted and authenticated with AES-256-GCM (RFC 5083, RFC 5084).
///
/// There are no attributes: `openssl cms` does not read authenticated data that has any.
struct AuthEnvelopedData: Hashable, Sendable {
    /// The passwords, each with the content-encryption key under it, in the order of their encodings.
    let recipients: [PasswordRecipient]
    /// The nonce of the content encryption.
    let nonce: [UInt8]
    /// The encrypted contents, followed by the tag.
    let sealed: [UInt8]

    /// The most passwords that a container may have; trying a password tries it on each.
    static let maximumRecipients = 20
    /// The most PBKDF2 iterations that a container may ask for in all.
    static let maximumIterations = 20_000_000
    /// The longest encrypted contents in bytes.
    private static let maximumContentSize = 64 << 10

    /// Seals contents under a content-encryption key that the recipients have.
    init(
        sealing content: borrowing SecretBytes,
        contentKey: borrowing SecretBytes,
        recipients: [PasswordRecipient],
        random: some RandomSource
    ) throws(CryptographyError) {
        self.recipients = recipients.sorted { $0.encoded.lexicographicallyPrecedes($1.encoded) }
        let nonce = try random.bytes(AES256GCM.nonceSize)
        self.nonce = nonce
        let cipher = try AES256GCM(.sealing, key: contentKey)
        sealed = try content.withBytes { (bytes) throws(CryptographyError) in
            try cipher.seal(bytes, nonce: nonce, associatedData: [])
        }
    }

    /// Returns the contents.
    ///
    /// - Throws: ``BackupError/Code-swift.struct/notAuthentic`` when anything was changed since they were sealed.
    func open(contentKey: borrowing SecretBytes) throws -> SharedSecret {
        guard contentKey.count == AES256GCM.keySize else { throw BackupError.notAuthentic() }
        do {
            return SharedSecret(
                try AES256GCM(.opening, key: contentKey).open(sealed, nonce: nonce, associatedData: []))
        } catch let error where error.code == .notAuthentic {
            throw BackupError.notAuthentic()
        }
    }

    // MARK: The encoding

    /// The encoded ContentInfo.
    var encoded: [UInt8] {
        let tag = sealed.suffix(AES256GCM.tagSize)
        let parameters = DER.element(
            .sequence,
            [DER.element(.octetString, nonce), DER.integer(UInt64(AES256GCM.tagSize))])
        let content = DER.element(
            .sequence,
            [
                DER.identifier(.symmetricKeyPackage),
                DER.algorithm(.aes256GCM, parameters),
                DER.element(.primitiveContext(0), Array(sealed.dropLast(AES256GCM.tagSize))),
            ])
        let data = DER.element(
            .sequence,
            [
                DER.integer(0),
                DER.set(of: recipients.map(\.encoded)),
                content,
                DER.element(.octetString, Array(tag)),
            ])
        return DER.sequence([DER.identifier(.authEnvelopedData), DER.element(.context(0), data)])
    }

    /// Reads an encoded ContentInfo. Everything is bounded before it is copied, and no key is derived.
    init(decoding der: [UInt8]) throws(BackupError) {
        self = try der.withRawSpan { (bytes) throws(BackupError) in
            try AuthEnvelopedData(bytes, count: der.count)
        }
    }

    private init(_ bytes: RawSpan, count: Int) throws(BackupError) {
        var file = DERReader(0..<count)
        var info = try file.descend(.sequence, "ContentInfo", in: bytes)
        try file.finish("the container")
        try Self.requireAuthEnvelopedData(try info.identifier("contentType", in: bytes))
        var content = try info.descend(.context(0), "content", in: bytes)
        try info.finish("ContentInfo")
        var data = try content.descend(.sequence, "AuthEnvelopedData", in: bytes)
        try content.finish("content")
        guard try data.integer("the version of AuthEnvelopedData", in: bytes) == 0 else {
            throw BackupError.unsupported("The container has a version other than 0.")
        }
        recipients = try Self.recipients(&data, in: bytes)

        var encrypted = try data.descend(.sequence, "authEncryptedContentInfo", in: bytes)
        let type = try encrypted.identifier("the type of the contents", in: bytes)
        guard type == .symmetricKeyPackage else {
            throw BackupError.wrongType(
                "The container holds contents of type \(type), not a key.", advice: "Name a backup of a key.")
        }
        nonce = try Self.nonce(&encrypted, in: bytes)
        let ciphertext = try encrypted.octets(
            "encryptedContent", as: .primitiveContext(0), lengths: 1...Self.maximumContentSize, in: bytes)
        try encrypted.finish("authEncryptedContentInfo")
        let tag = try data.octets("mac", lengths: AES256GCM.tagSize...AES256GCM.tagSize, in: bytes)
        guard data.isAtEnd else {
            throw BackupError.unsupported("The container has attributes, or something else behind its mac.")
        }
        sealed = ciphertext + tag
    }

    private static func requireAuthEnvelopedData(_ type: OID) throws(BackupError) {
        switch type {
        case .authEnvelopedData:
            return
        case .envelopedData:
            throw BackupError.wrongType(
                "The container is CMS EnvelopedData: encrypted, but not authenticated, so that anybody could have "
                    + "changed it.",
                advice: "It is not a backup of this tool. Name the right file.")
        default:
            throw BackupError.wrongType(
                "The container is of type \(type), not AuthEnvelopedData.", advice: "Name a backup of a key.")
        }
    }

    private static func recipients(
        _ data: inout DERReader,
        in bytes: RawSpan
    ) throws(BackupError) -> [PasswordRecipient] {
        var set = try data.descend(.set, "recipientInfos", in: bytes)
        var recipients: [PasswordRecipient] = []
        while !set.isAtEnd {
            guard recipients.count < maximumRecipients else {
                throw BackupError.tooCostly("The file has more than \(maximumRecipients) passwords.")
            }
            recipients.append(try PasswordRecipient(&set, in: bytes))
        }
        guard !recipients.isEmpty else { throw BackupError.malformed("The container has no password.") }
        let total = recipients.reduce(0) { $0 + $1.iterations }
        guard total <= maximumIterations else {
            throw BackupError.tooCostly(
                "The passwords of the file ask for \(total) PBKDF2 iterations in all; the ceiling is "
                    + "\(maximumIterations).")
        }
        return recipients
    }

    /// Throws unless a container with passwords of these iterations can be read again.
    static func requireRoom(forIterations iterations: [Int]) throws(BackupError) {
        guard iterations.count <= maximumRecipients else {
            throw BackupError.passwordNotAdded(
                "A backup can have \(maximumRecipients) passwords, not \(iterations.count).",
                advice: "Leave out those that are not needed.")
        }
        let total = iterations.reduce(0, +)
        guard total <= maximumIterations else {
            throw BackupError.passwordNotAdded(
                "The passwords of the backup would take \(total) PBKDF2 iterations in all; a file with more than "
                    + "\(maximumIterations) is not read.",
                advice: "Take fewer passwords, or fewer iterations.")
        }
    }

    private static func nonce(_ encrypted: inout DERReader, in bytes: RawSpan) throws(BackupError) -> [UInt8] {
        var algorithm = try encrypted.descend(.sequence, "contentEncryptionAlgorithm", in: bytes)
        let cipher = try algorithm.identifier("contentEncryptionAlgorithm", in: bytes)
        guard cipher == .aes256GCM else {
            throw BackupError.unsupported("The contents are encrypted with \(cipher), not with AES-256-GCM.")
        }
        var parameters = try algorithm.descend(.sequence, "GCMParameters", in: bytes)
        try algorithm.finish("contentEncryptionAlgorithm")
        let nonce = try parameters.octets(
            "the nonce", lengths: AES256GCM.nonceSize...AES256GCM.nonceSize, in: bytes)
        // RFC 5084 has 12 bytes by default; only the full tag is accepted.
        let tagSize = parameters.isAtEnd ? 12 : try parameters.integer("the length of the tag", in: bytes)
        try parameters.finish("GCMParameters")
        guard tagSize == AES256GCM.tagSize else {
            throw BackupError.unsupported("The tag has \(tagSize) bytes, not 16.")
        }
        return nonce
    }
}
