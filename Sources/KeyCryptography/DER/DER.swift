/// The DER encoding (X.690) of keys and of what they are kept in.
enum DER {
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let null: UInt8 = 0x05
    static let objectIdentifier: UInt8 = 0x06
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31

    /// An OCTET STRING behind a context-specific tag 0 in the place of its own.
    static let implicitOctets: UInt8 = 0x80

    /// What every reader throws. It says no more, since what is read may be a private key.
    static let malformed = CryptographyError(
        .malformed, "The bytes are not the DER encoding of what they should be, or were cut short or changed.")

    /// A context-specific tag around another element.
    static func explicit(_ number: UInt8) -> UInt8 {
        0xA0 | number
    }

    /// Returns the tag and the length of an element whose contents follow.
    static func header(_ tag: UInt8, count: Int) -> [UInt8] {
        if count < 0x80 { return [tag, UInt8(count)] }
        let bytes = (0..<8).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }.drop { $0 == 0 }
        return [tag, 0x80 | UInt8(bytes.count)] + bytes
    }

    /// Returns an element with the given contents.
    static func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
        header(tag, count: contents.count) + contents
    }

    /// Returns a SEQUENCE of elements.
    static func sequence(_ elements: [[UInt8]]) -> [UInt8] {
        element(sequence, Array(elements.joined()))
    }

    /// Returns an OBJECT IDENTIFIER.
    static func identifier(_ identifier: ObjectIdentifier) -> [UInt8] {
        element(objectIdentifier, identifier.contents)
    }

    /// Returns an AlgorithmIdentifier: an object identifier and its parameters.
    static func algorithm(_ identifier: ObjectIdentifier, _ parameters: [UInt8]) -> [UInt8] {
        sequence([self.identifier(identifier), parameters])
    }

    /// Returns an INTEGER.
    static func integer(_ value: UInt32) -> [UInt8] {
        integer((0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) })
    }

    /// Returns an INTEGER with the value of a big-endian number that is not negative.
    static func integer(_ number: [UInt8]) -> [UInt8] {
        let significant = Array(number.drop { $0 == 0 })
        guard let first = significant.first else { return element(integer, [0]) }
        return element(integer, (first & 0x80 == 0 ? [] : [0]) + significant)
    }
}
