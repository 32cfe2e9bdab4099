import KeyCryptography

/// What is inside the container: one key and the facts about it (RFC 6031).
///
///     SymmetricKeyPackage ::= SEQUENCE {
///         sKeyPkgAttrs [0] SEQUENCE OF Attribute OPTIONAL,   -- one: the facts, as text
///         sKeys SEQUENCE OF SEQUENCE { sKey OCTET STRING } } -- one
struct SymmetricKeyPackage: Sendable {
    /// The facts, as ``BackupFacts`` writes them; `nil` in a package of another program.
    let facts: String?
    /// The key.
    let key: SharedSecret

    /// The longest text of facts, in bytes.
    static let maximumFactsSize = 16 << 10

    init(facts: String?, key: SharedSecret) {
        self.facts = facts
        self.key = key
    }

    /// The encoded package. The key comes last, so that everything before it is public and can be put together first.
    var encoded: SecretBytes {
        let count = key.bytes.count
        let octets = DER.header(.octetString, count: count)
        let oneKey = DER.header(.sequence, count: octets.count + count) + octets
        let keys = DER.header(.sequence, count: oneKey.count + count) + oneKey
        let body = attributes + keys
        let start = DER.header(.sequence, count: body.count + count) + body
        return unsafe SecretBytes(count: start.count + count) { output in
            unsafe output.copyBytes(from: start)
            unsafe key.bytes.withUnsafeBytes { key in
                unsafe UnsafeMutableRawBufferPointer(rebasing: output[start.count...]).copyMemory(from: key)
            }
        }
    }

    private var attributes: [UInt8] {
        guard let facts else { return [] }
        let value = DER.set(of: [DER.element(.utf8String, Array(facts.utf8))])
        let attribute = DER.sequence([DER.identifier(.backupFacts), value])
        return DER.element(.context(0), attribute)
    }

    /// Reads an encoded package, without a copy of the key in ordinary memory.
    init(decoding package: borrowing SecretBytes) throws(BackupError) {
        let count = package.count
        self = try package.withBytes { (bytes) throws(BackupError) in
            try SymmetricKeyPackage(bytes, count: count)
        }
    }

    private init(_ bytes: RawSpan, count: Int) throws(BackupError) {
        var contents = DERReader(0..<count)
        var package = try contents.descend(.sequence, "SymmetricKeyPackage", in: bytes)
        try contents.finish("the contents")
        facts = try Self.facts(&package, in: bytes)
        var keys = try package.descend(.sequence, "sKeys", in: bytes)
        try package.finish("SymmetricKeyPackage")
        var oneKey = try keys.descend(.sequence, "OneSymmetricKey", in: bytes)
        guard keys.isAtEnd else { throw BackupError.unsupported("The backup holds more than one key.") }
        if oneKey.peek(in: bytes) == .sequence {
            _ = try oneKey.next(.sequence, "sKeyAttrs", in: bytes)
        }
        let range = try oneKey.next(.octetString, "sKey", in: bytes)
        try oneKey.finish("OneSymmetricKey")
        key = unsafe bytes.withUnsafeBytes { bytes in
            unsafe SharedSecret(SecretBytes(copying: UnsafeRawBufferPointer(rebasing: bytes[range]).bytes))
        }
    }

    /// Returns the text of our attribute, and passes over those of others.
    private static func facts(_ package: inout DERReader, in bytes: RawSpan) throws(BackupError) -> String? {
        guard package.peek(in: bytes) == .context(0) else { return nil }
        var attributes = try package.descend(.context(0), "sKeyPkgAttrs", in: bytes)
        var facts: String?
        while !attributes.isAtEnd {
            var attribute = try attributes.descend(.sequence, "an attribute", in: bytes)
            let type = try attribute.identifier("the type of an attribute", in: bytes)
            var values = try attribute.descend(.set, "the values of an attribute", in: bytes)
            guard type == .backupFacts, facts == nil else { continue }
            let text = try values.octets("the facts", as: .utf8String, lengths: 0...maximumFactsSize, in: bytes)
            try values.finish("the values of the facts")
            guard let string = String(validating: text, as: UTF8.self) else {
                throw BackupError.malformed("The facts are not valid UTF-8 text.")
            }
            facts = string
        }
        return facts
    }
}
