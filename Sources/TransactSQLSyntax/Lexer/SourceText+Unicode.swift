extension SourceText {
    /// The scalar that is encoded at an offset and its length in bytes, or `nil` where no UTF-8 stands.
    func scalar(at offset: Int) -> (Unicode.Scalar, length: Int)? {
        var decoder = UTF8()
        var bytes = (offset..<min(offset &+ 4, count)).lazy.map { self[$0] }.makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&bytes) else {
            return nil
        }
        return (scalar, UTF8.width(scalar))
    }

    /// The length in bytes of a character that can stand in a name, or `nil`: letters, their marks, and digits.
    func lengthOfNameCharacter(at offset: Int) -> Int? {
        guard let (scalar, length) = scalar(at: offset) else {
            return nil
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .connectorPunctuation, .format:
            return length
        default:
            return nil
        }
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    var hexadecimalValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
