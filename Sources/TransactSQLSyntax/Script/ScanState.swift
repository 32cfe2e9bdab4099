/// What the end of a line lies within: code, or something in which a `GO` line does not separate.
struct ScanState {
    /// The byte that ends the string or the name that is open, or zero.
    private var delimiter: UInt8 = 0
    /// How many block comments are open.
    private var comments = 0

    /// Whether neither a string, a name nor a block comment is open.
    var isCode: Bool {
        delimiter == 0 && comments == 0
    }

    /// Goes on to the end of a line.
    ///
    /// - Returns: Whether the line is blank.
    mutating func scan(_ line: ArraySlice<UInt8>) -> Bool {
        unsafe line.withUnsafeBufferPointer { bytes in
            scan(unsafe SourceText(bytes))
        }
    }

    private mutating func scan(_ line: SourceText) -> Bool {
        var isBlank = isCode
        var offset = 0
        while offset < line.count {
            let byte = line[offset]
            if comments > 0 {
                offset = comment(line, byte, offset)
            } else if delimiter != 0 {
                let end = line.offset(of: delimiter, from: offset)
                guard end < line.count else {
                    return false
                }
                // A doubled delimiter is part of what is open.
                let isDoubled = line[end &+ 1] == delimiter
                offset = end &+ (isDoubled ? 2 : 1)
                delimiter = isDoubled ? delimiter : 0
            } else {
                isBlank = isBlank && ByteSet.space.contains(byte)
                let next = line[offset &+ 1]
                switch byte {
                case UInt8(ascii: "'"), UInt8(ascii: "\""): delimiter = byte
                case UInt8(ascii: "["): delimiter = UInt8(ascii: "]")
                case UInt8(ascii: "-") where next == byte: return false
                case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
                    comments = 1
                    offset &+= 1
                default: break
                }
                offset &+= 1
            }
        }
        return isBlank
    }

    private mutating func comment(_ line: SourceText, _ byte: UInt8, _ offset: Int) -> Int {
        let next = line[offset &+ 1]
        if byte == UInt8(ascii: "*"), next == UInt8(ascii: "/") {
            comments &-= 1
            return offset &+ 2
        }
        if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
            comments &+= 1
            return offset &+ 2
        }
        return offset &+ 1
    }
}
