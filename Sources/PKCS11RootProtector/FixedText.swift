#if PKCS11
/// The texts of PKCS #11's structures, which have a fixed length and are filled up with blanks.
enum FixedText {
    /// The text, without what fills it up. Control characters, which could rewrite a terminal, become question marks.
    static func text<Field>(_ field: Field) -> String {
        let bytes = unsafe withUnsafeBytes(of: field) { unsafe Array($0) }
        return printable(bytes.prefix { $0 != 0 })
    }

    /// The text of a part of a URI; `nil` when it was left out.
    static func part<Field>(_ field: Field) -> String? {
        let isGiven = unsafe withUnsafeBytes(of: field) { unsafe $0.first.map { $0 != 0 } ?? false }
        return isGiven ? text(field) : nil
    }

    /// What a token calls something, for a person to read.
    static func printable(_ bytes: some Sequence<UInt8>) -> String {
        var text = String(decoding: Array(bytes), as: UTF8.self)
        while text.last == " " { text.removeLast() }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.isPrintable ? $0 : "?" }))
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isPrintable: Bool {
        switch generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
        default: true
        }
    }
}
#endif
