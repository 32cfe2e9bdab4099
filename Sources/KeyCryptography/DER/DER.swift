/// Encodes elements in DER (X.690). What it writes is public, or encrypted: a private key is written by hand, into secret
/// memory.
package enum DER {
    /// What every reader throws. It says no more, since what is read may be a private key.
    static let malformed = CryptographyError(
        .malformed, "The bytes are not the DER encoding of what they should be, or were cut short or changed.")

    /// A NULL: the parameters of most algorithms that have none.
    package static let null = element(.null, [UInt8]())

    /// Returns the tag and the length of an element whose contents follow.
    package static func header(_ tag: DERTag, count: Int) -> [UInt8] {
        if count < 0x80 { return [tag.octet, UInt8(count)] }
        let bytes = (0..<8).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }.drop { $0 == 0 }
        return [tag.octet, 0x80 | UInt8(bytes.count)] + bytes
    }

    /// Returns an element with the given contents.
    package static func element(_ tag: DERTag, _ contents: [UInt8]) -> [UInt8] {
        header(tag, count: contents.count) + contents
    }

    /// Returns an element that contains the given elements, one after the other.
    package static func element(_ tag: DERTag, _ elements: [[UInt8]]) -> [UInt8] {
        element(tag, Array(elements.joined()))
    }

    /// Returns a SEQUENCE of elements.
    package static func sequence(_ elements: [[UInt8]]) -> [UInt8] {
        element(.sequence, elements)
    }

    /// Returns a SET OF with the given elements, in the order that DER demands: that of their encodings.
    package static func set(of elements: [[UInt8]]) -> [UInt8] {
        element(.set, elements.sorted { $0.lexicographicallyPrecedes($1) })
    }

    /// Returns an OBJECT IDENTIFIER.
    package static func identifier(_ identifier: OID) -> [UInt8] {
        element(.objectIdentifier, identifier.contents)
    }

    /// Returns an AlgorithmIdentifier: an object identifier and its parameters.
    package static func algorithm(_ identifier: OID, _ parameters: [UInt8]) -> [UInt8] {
        sequence([self.identifier(identifier), parameters])
    }

    /// Returns an INTEGER.
    package static func integer(_ value: UInt64) -> [UInt8] {
        integer((0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) })
    }

    /// Returns an INTEGER with the value of a big-endian number that is not negative.
    static func integer(_ number: [UInt8]) -> [UInt8] {
        let significant = Array(number.drop { $0 == 0 })
        guard let first = significant.first else { return element(.integer, [0]) }
        return element(.integer, (first & 0x80 == 0 ? [] : [0]) + significant)
    }
}
