/// Encodes DER elements (X.690). What it writes is public: key material never passes through it.
enum DERWriter {
    /// Returns the element with the given contents.
    static func element(_ tag: DERTag, _ contents: [UInt8]) -> [UInt8] {
        header(tag, length: contents.count) + contents
    }

    /// Returns the element that contains the given elements, one after the other.
    static func element(_ tag: DERTag, _ elements: [[UInt8]]) -> [UInt8] {
        element(tag, Array(elements.joined()))
    }

    /// Returns a SET OF with the given elements, in the order that DER demands: that of their encodings.
    static func set(of elements: [[UInt8]]) -> [UInt8] {
        element(.set, elements.sorted { $0.lexicographicallyPrecedes($1) })
    }

    /// Returns an INTEGER that is not negative.
    static func integer(_ value: UInt64) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(value & 0xFF)]
        var rest = value >> 8
        while rest > 0 {
            bytes.append(UInt8(rest & 0xFF))
            rest >>= 8
        }
        if bytes[bytes.count - 1] & 0x80 != 0 { bytes.append(0) }
        return element(.integer, bytes.reversed())
    }

    /// Returns an OBJECT IDENTIFIER.
    static func identifier(_ oid: OID) -> [UInt8] {
        element(.objectIdentifier, oid.bytes)
    }

    /// Returns an AlgorithmIdentifier: an object identifier and its parameters.
    static func algorithm(_ oid: OID, _ parameters: [UInt8]) -> [UInt8] {
        element(.sequence, [identifier(oid), parameters])
    }

    /// Returns the tag and the length of an element whose contents follow.
    static func header(_ tag: DERTag, length: Int) -> [UInt8] {
        if length < 0x80 { return [tag.octet, UInt8(length)] }
        var bytes: [UInt8] = []
        var rest = length
        while rest > 0 {
            bytes.append(UInt8(rest & 0xFF))
            rest >>= 8
        }
        return [tag.octet, 0x80 | UInt8(bytes.count)] + bytes.reversed()
    }
}
