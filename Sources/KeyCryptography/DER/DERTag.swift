/// The identifier octet of a DER element; the forms used here all have one octet.
package struct DERTag: Hashable, Sendable {
    let octet: UInt8

    package static let integer = DERTag(octet: 0x02)
    static let bitString = DERTag(octet: 0x03)
    package static let octetString = DERTag(octet: 0x04)
    package static let null = DERTag(octet: 0x05)
    package static let objectIdentifier = DERTag(octet: 0x06)
    package static let utf8String = DERTag(octet: 0x0C)
    package static let sequence = DERTag(octet: 0x30)
    package static let set = DERTag(octet: 0x31)

    /// A context-specific tag around other elements.
    package static func context(_ number: UInt8) -> DERTag {
        DERTag(octet: 0xA0 | number)
    }

    /// A context-specific tag in the place of a primitive type's own.
    package static func primitiveContext(_ number: UInt8) -> DERTag {
        DERTag(octet: 0x80 | number)
    }
}
