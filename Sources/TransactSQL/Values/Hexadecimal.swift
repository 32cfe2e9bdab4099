/// Bytes as the upper-case hexadecimal digits of Transact-SQL.
enum Hexadecimal {
    /// The digits of the bytes, two each, without `0x`.
    static func text(of bytes: some Sequence<UInt8>) -> String {
        var text = ""
        for byte in bytes {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 0xF))
        }
        return text
    }

    /// The bytes that the digits stand for, without `0x`; `nil` for anything but pairs of digits.
    static func bytes(of text: some StringProtocol) -> [UInt8]? {
        let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        var high: Int?
        for digit in digits {
            guard let digit else { return nil }
            if let upper = high {
                bytes.append(UInt8(upper << 4 | digit))
                high = nil
            } else {
                high = digit
            }
        }
        return bytes
    }

    private static func digit(_ value: UInt8) -> Character {
        Character(UnicodeScalar(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10))
    }
}
