import CLibcrypto

/// A record under a tenant's data key, ready to be kept anywhere.
///
/// | Length | Field |
/// |---|---|
/// | 1 | version: 1 |
/// | 4 | number of the data key, big endian |
/// | 12 | nonce, random |
/// | | ciphertext: AES-256-GCM, as long as the record |
/// | 16 | tag |
///
/// The associated data are the version, the number and the name of the record in UTF-8: a record that is copied over
/// another one does not open. Nonces are random, so one data key is good for four thousand million records; rotate it long
/// before (NIST SP 800-38D, section 8.3).
public struct SealedRecord: Hashable, Sendable {
    /// The bytes to keep.
    public let bytes: [UInt8]

    /// What data keys are made for, and their length in bytes.
    static let algorithm = "AES-256-GCM"
    static let keySize = 32

    private static let version: UInt8 = 1
    private static let headerSize = 5
    private static let overhead = headerSize + RecordCipher.nonceSize + RecordCipher.tagSize

    /// Takes bytes in that were kept.
    ///
    /// - Throws: ``TenantVaultError/malformedRecord`` when they are too short, or of another version.
    public init(_ bytes: [UInt8]) throws(TenantVaultError) {
        guard bytes.count >= Self.overhead, bytes[0] == Self.version else { throw .malformedRecord }
        self.bytes = bytes
    }

    init(sealing record: [UInt8], as id: String, under key: RawSpan, number: DataKeyNumber) throws(TenantVaultError) {
        let header = [Self.version] + (0..<4).map { UInt8(truncatingIfNeeded: number.rawValue >> (24 - 8 * $0)) }
        let nonce = try RecordCipher.randomNonce()
        bytes =
            header + nonce
            + (try RecordCipher.seal(record, under: key, nonce: nonce, associatedData: header + Array(id.utf8)))
    }

    /// The data key that the record was sealed under.
    var dataKey: DataKeyNumber {
        DataKeyNumber(rawValue: bytes[1..<Self.headerSize].reduce(0) { $0 << 8 | UInt32($1) })
    }

    func open(as id: String, under key: RawSpan) throws(TenantVaultError) -> [UInt8] {
        let rest = bytes.dropFirst(Self.headerSize)
        let opened = try RecordCipher.open(
            Array(rest.dropFirst(RecordCipher.nonceSize)), under: key,
            nonce: Array(rest.prefix(RecordCipher.nonceSize)),
            associatedData: Array(bytes.prefix(Self.headerSize)) + Array(id.utf8))
        guard let opened else { throw .doesNotOpen(id) }
        return opened
    }
}
