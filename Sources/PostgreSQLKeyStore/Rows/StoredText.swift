#if PostgreSQL
/// The form in which the tables keep texts: PostgreSQL's have no NUL, and a label may.
///
/// NUL is written as `␀0`, and `␀` (U+2400) itself as `␀␀`; every other text as it is.
enum StoredText {
    /// The longest stored form of a text of `size` bytes.
    static func maximumSize(of size: Int) -> Int {
        size * 4
    }

    private static let mark: [UInt8] = Array("\u{2400}".utf8)
    private static let zero = UInt8(ascii: "0")

    /// Adds the stored form of a text to `buffer`.
    static func append(_ text: String, to buffer: inout [UInt8]) {
        var text = text
        text.withUTF8 { bytes in
            guard unsafe bytes.contains(0) || isEscaped(bytes) else {
                unsafe buffer.append(contentsOf: bytes)
                return
            }
            var index = 0
            while index < bytes.count {
                if unsafe bytes[index] == 0 {
                    buffer += mark + [zero]
                    index += 1
                } else if unsafe bytes[index...].starts(with: mark) {
                    buffer += mark + mark
                    index += mark.count
                } else {
                    unsafe buffer.append(bytes[index])
                    index += 1
                }
            }
        }
    }

    /// Whether a stored text is another one than the text.
    static func isEscaped(_ stored: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = unsafe stored[...]
        while let start = unsafe rest.firstIndex(of: mark[0]) {
            unsafe rest = rest[start...]
            if unsafe rest.starts(with: mark) { return true }
            unsafe rest = rest.dropFirst()
        }
        return false
    }

    /// The text of a stored form; `nil` when it is none that ``append(_:to:)`` makes.
    static func unescape(_ stored: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var text: [UInt8] = []
        var rest = unsafe stored[...]
        while let byte = unsafe rest.first {
            guard unsafe rest.starts(with: mark) else {
                text.append(byte)
                unsafe rest = rest.dropFirst()
                continue
            }
            unsafe rest = rest.dropFirst(mark.count)
            if unsafe rest.first == zero {
                text.append(0)
                unsafe rest = rest.dropFirst()
            } else if unsafe rest.starts(with: mark) {
                text += mark
                unsafe rest = rest.dropFirst(mark.count)
            } else {
                return nil
            }
        }
        return text
    }
}
#endif
