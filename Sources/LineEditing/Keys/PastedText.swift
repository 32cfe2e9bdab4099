/// What is taken of a pasted text.
enum PastedText {
    /// The text with line breaks as `\n`, and without the other control characters but tabs: whoever copies from a page does not
    /// see them, and at a terminal they would be commands.
    static func cleaned(_ bytes: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        var isAfterReturn = false
        for scalar in String(decoding: Array(bytes), as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\r": text.append("\n")
            case "\n": if !isAfterReturn { text.append("\n") }
            case "\t": text.append(scalar)
            default: if scalar.properties.generalCategory != .control { text.append(scalar) }
            }
            isAfterReturn = scalar == "\r"
        }
        return String(text)
    }
}
