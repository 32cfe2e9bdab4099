/// Goes through DER elements (X.690), one after the other.
///
/// It keeps positions only and is lent the bytes for each step, so that it can read a secret without a copy. Only DER is
/// accepted: definite lengths in their shortest form, each within what contains it. Nesting is as deep as the caller
/// descends, so that hostile bytes cannot choose it.
package struct DERReader {
    private var rest: Range<Int>

    /// Reads the elements of a range of bytes.
    package init(_ range: Range<Int>) {
        rest = range
    }

    /// Whether everything has been read.
    package var isAtEnd: Bool {
        rest.isEmpty
    }

    /// The tag of the next element, or `nil` at the end.
    package func peek(in bytes: RawSpan) -> DERTag? {
        rest.first.map { DERTag(octet: bytes.byte(at: $0)) }
    }

    /// Returns where the contents of the next element are, and goes behind it.
    package mutating func next(_ tag: DERTag, in bytes: RawSpan) throws(CryptographyError) -> Range<Int> {
        guard try byte(in: bytes) == tag.octet else { throw DER.malformed }
        let count = try length(in: bytes)
        guard count <= rest.count else { throw DER.malformed }
        defer { rest = (rest.lowerBound + count)..<rest.upperBound }
        return rest.lowerBound..<(rest.lowerBound + count)
    }

    /// Returns a reader of the elements within the next element, and goes behind it.
    mutating func descend(_ tag: DERTag, in bytes: RawSpan) throws(CryptographyError) -> DERReader {
        DERReader(try next(tag, in: bytes))
    }

    /// Returns where the bytes of the next INTEGER are, without the zero that keeps it from being negative.
    package mutating func unsignedInteger(in bytes: RawSpan) throws(CryptographyError) -> Range<Int> {
        let contents = try next(.integer, in: bytes)
        guard let first = contents.first, bytes.byte(at: first) & 0x80 == 0 else { throw DER.malformed }
        guard bytes.byte(at: first) == 0, contents.count > 1 else { return contents }
        // The shortest form has a zero only where the number would be negative without it.
        guard bytes.byte(at: first + 1) & 0x80 != 0 else { throw DER.malformed }
        return contents.dropFirst()
    }

    /// Returns the next INTEGER, which must not be negative; `nil` when it has more than 32 bits.
    mutating func smallInteger(in bytes: RawSpan) throws(CryptographyError) -> UInt32? {
        let contents = try unsignedInteger(in: bytes)
        guard contents.count <= 4 else { return nil }
        return contents.reduce(0) { $0 << 8 | UInt32(bytes.byte(at: $1)) }
    }

    /// Returns the next INTEGER as the public exponent of an RSA key.
    mutating func publicExponent(in bytes: RawSpan) throws(CryptographyError) -> UInt32 {
        guard let exponent = try smallInteger(in: bytes) else { throw RSAPublicKey.hugeExponent }
        return exponent
    }

    /// Returns the next OBJECT IDENTIFIER.
    mutating func identifier(in bytes: RawSpan) throws(CryptographyError) -> OID {
        OID(contents: bytes.bytes(in: try next(.objectIdentifier, in: bytes)))
    }

    /// Goes behind the parameters of an algorithm that has none: NULL, or nothing. Nothing may follow.
    mutating func noParameters(in bytes: RawSpan) throws(CryptographyError) {
        if peek(in: bytes) != nil {
            guard try next(.null, in: bytes).isEmpty else { throw DER.malformed }
        }
        try finish()
    }

    /// Goes behind the AlgorithmIdentifier of an RSA key.
    mutating func rsaEncryption(in bytes: RawSpan) throws(CryptographyError) {
        var algorithm = try descend(.sequence, in: bytes)
        guard try algorithm.identifier(in: bytes) == .rsaEncryption else {
            throw CryptographyError(.unsupported, "The key is not an RSA key.")
        }
        try algorithm.noParameters(in: bytes)
    }

    /// Throws unless everything has been read.
    func finish() throws(CryptographyError) {
        guard rest.isEmpty else { throw DER.malformed }
    }

    private mutating func byte(in bytes: RawSpan) throws(CryptographyError) -> UInt8 {
        guard let position = rest.first else { throw DER.malformed }
        rest = rest.dropFirst()
        return bytes.byte(at: position)
    }

    private mutating func length(in bytes: RawSpan) throws(CryptographyError) -> Int {
        let first = try byte(in: bytes)
        guard first & 0x80 != 0 else { return Int(first) }
        let count = Int(first & 0x7F)
        guard 1...4 ~= count else { throw DER.malformed }
        var length = 0
        for _ in 0..<count { length = length << 8 | Int(try byte(in: bytes)) }
        guard length >= 0x80, length >> (8 * (count - 1)) != 0 else { throw DER.malformed }
        return length
    }
}
