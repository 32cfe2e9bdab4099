/// The identifier octet of a DER element; the forms used here all have one octet.
struct DERTag: Hashable, Sendable, CustomStringConvertible {
    let octet: UInt8

    static let integer = DERTag(octet: 0x02)
    static let octetString = DERTag(octet: 0x04)
    static let null = DERTag(octet: 0x05)
    static let objectIdentifier = DERTag(octet: 0x06)
    static let utf8String = DERTag(octet: 0x0C)
    static let sequence = DERTag(octet: 0x30)
    static let set = DERTag(octet: 0x31)

    /// A context-specific tag around other elements.
    static func context(_ number: UInt8) -> DERTag {
        DERTag(octet: 0xA0 | number)
    }

    /// A context-specific tag in the place of a primitive type's own.
    static func primitiveContext(_ number: UInt8) -> DERTag {
        DERTag(octet: 0x80 | number)
    }

    var description: String {
        let digits = String(octet, radix: 16)
        return "0x" + (digits.count < 2 ? "0" : "") + digits
    }
}
