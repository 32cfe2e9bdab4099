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
    mutating func scan(_ line: ArraySlice<UInt8>) {
        unsafe line.withUnsafeBufferPointer { bytes in
            scan(unsafe SourceText(bytes))
        }
    }

    private mutating func scan(_ line: SourceText) {
        var offset = 0
        while offset < line.count {
            if comments > 0 {
                offset = comment(line, line[offset], offset)
            } else if delimiter != 0 {
                let end = line.offset(of: delimiter, from: offset)
                // A doubled delimiter is part of what is open.
                let isDoubled = line[end &+ 1] == delimiter
                offset = end &+ (isDoubled ? 2 : 1)
                delimiter = isDoubled || end == line.count ? delimiter : 0
            } else {
                while offset < line.count, !ByteSet.opening.contains(line[offset]) {
                    offset &+= 1
                }
                guard open(line[offset], line[offset &+ 1]) else {
                    return
                }
                offset &+= comments > 0 ? 2 : 1
            }
        }
    }

    /// Takes a character that may open something.
    ///
    /// - Returns: `false` if it begins a comment that ends with the line.
    private mutating func open(_ byte: UInt8, _ next: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): delimiter = byte
        case UInt8(ascii: "["): delimiter = UInt8(ascii: "]")
        case UInt8(ascii: "-") where next == byte: return false
        case UInt8(ascii: "/") where next == UInt8(ascii: "*"): comments = 1
        default: break
        }
        return true
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
