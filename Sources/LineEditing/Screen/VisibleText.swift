/// Text of others, made safe for a terminal: what would move the cursor, change colours or hide itself is shown instead.
package enum VisibleText {
    /// The text with its control characters, line breaks included, as pictures (U+2400 to U+2421), and with what changes the
    /// direction of text or cannot be seen as `<U+202E>`.
    package static func of(_ text: some StringProtocol) -> String {
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20: if let picture = Unicode.Scalar(0x2400 + scalar.value) { visible.append(picture) }
            case 0x7F: visible.append("\u{2421}")
            case 0x80..<0xA0, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xE0000...0xE007F:
                visible.append(contentsOf: "<U+\(hexadecimal(scalar.value))>".unicodeScalars)
            default: visible.append(scalar)
            }
        }
        return String(visible)
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
