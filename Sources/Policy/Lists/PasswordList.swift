import CPasswordLists

/// A sorted list of passwords that lies in the read-only data of the binary.
///
/// The bytes are the text file as it stands: lower case, one entry a line, each ended by a line feed, sorted by byte
/// value. They are searched in place; no entry ever becomes a `String`.
@safe
struct PasswordList: @unchecked Sendable {
    // Sendable although a pointer is not: the bytes are constant and live as long as the program.
    private let list: CPasswordList

    static let commonlyUsed = unsafe PasswordList(list: CPasswordListCommon())
    static let publishedInDocumentation = unsafe PasswordList(list: CPasswordListDocumentation())

    private init(list: CPasswordList) {
        unsafe self.list = list
    }

    /// Calls `body` with the text of the list.
    func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        let buffer = unsafe UnsafeBufferPointer(start: list.start, count: list.count)
        return unsafe body(buffer.span)
    }

    /// Whether a line of the list is the given text in lower case.
    func contains(_ text: UTF8Span) -> Bool {
        withBytes { bytes in
            let typed = text.span
            // Both ends always lie at the start of a line, or past the last one.
            var lower = 0
            var upper = bytes.count
            while lower < upper {
                var line = lower + (upper - lower) / 2
                while line > lower && bytes[line - 1] != lineFeed { line -= 1 }
                switch Self.position(of: text, typed, relativeTo: line, in: bytes) {
                case .onIt:
                    return true
                case .before:
                    upper = line
                case .after:
                    while bytes[line] != lineFeed { line += 1 }
                    lower = line + 1
                }
            }
            return false
        }
    }

    private enum Position { case before, onIt, after }

    /// Where a text, in lower case, belongs with regard to the line that starts at the given offset.
    private static func position(
        of text: UTF8Span,
        _ typed: Span<UInt8>,
        relativeTo line: Int,
        in bytes: Span<UInt8>
    ) -> Position {
        // ASCII is compared without decoding. Most searches end here.
        var asciiCount = 0
        while asciiCount < typed.count && typed[asciiCount] < 0x80 {
            if let difference = difference(typed[asciiCount].lowercased, bytes[line + asciiCount]) { return difference }
            asciiCount += 1
        }
        var offset = line + asciiCount
        if asciiCount < typed.count {
            var scalars = text.makeUnicodeScalarIterator()
            scalars.reset(roundingBackwardsFrom: asciiCount)
            while let scalar = scalars.next() {
                var lowercase = LowercaseBytes(of: scalar)
                while let byte = lowercase.next() {
                    if let difference = difference(byte, bytes[offset]) { return difference }
                    offset += 1
                }
            }
        }
        return bytes[offset] == lineFeed ? .onIt : .before
    }

    /// Where a byte belongs with regard to a byte of a line, unless they are equal.
    private static func difference(_ byte: UInt8, _ listed: UInt8) -> Position? {
        // The line ends first. Not left to the comparison below: a text may hold a line feed.
        if listed == lineFeed { return .after }
        if byte == listed { return nil }
        return byte < listed ? .before : .after
    }
}

private let lineFeed = UInt8(ascii: "\n")
