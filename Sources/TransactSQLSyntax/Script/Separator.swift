/// What a line of a script is as a separator of batches.
enum Separator {
    /// It is none.
    case none
    /// `GO`, a count, and what begins with a comment that does not end on the line.
    case separator(count: Int, comment: ArraySlice<UInt8>)
    /// It begins with `GO`, and has something else behind it.
    case malformed

    /// Whether a line may be a separator, at a glance: most lines are none.
    @inline(__always)
    static func mayBe(_ line: ArraySlice<UInt8>) -> Bool {
        for byte in line where !ByteSet.space.contains(byte) {
            return byte | 0x20 == UInt8(ascii: "g")
        }
        return false
    }

    /// - Parameter line: A line that begins in code.
    init(_ line: ArraySlice<UInt8>) {
        var rest = line.drop { ByteSet.space.contains($0) }
        guard rest.popFirst().map({ $0 | 0x20 }) == UInt8(ascii: "g"),
            rest.popFirst().map({ $0 | 0x20 }) == UInt8(ascii: "o"),
            !(rest.first.map { ByteSet.name.contains($0) || $0 >= 0x80 } ?? false)
        else {
            self = .none
            return
        }
        rest = rest.drop { ByteSet.space.contains($0) }
        let digits = rest.prefix { ByteSet.digit.contains($0) }
        rest = rest.dropFirst(digits.count)
        guard let count = digits.isEmpty ? 1 : Int(String(decoding: digits, as: UTF8.self)), count <= Self.maximumCount
        else {
            self = .malformed
            return
        }
        self = .init(count: count, behind: rest)
    }

    private init(count: Int, behind line: ArraySlice<UInt8>) {
        var rest = line.drop { ByteSet.space.contains($0) }
        while rest.starts(with: "/*".utf8) {
            guard let end = rest.endOfBlockComment else {
                self = .separator(count: count, comment: rest)
                return
            }
            rest = rest[end...].drop { ByteSet.space.contains($0) }
        }
        self = rest.isEmpty || rest.starts(with: "--".utf8) ? .separator(count: count, comment: []) : .malformed
    }

    /// The largest count, which is that of `int`.
    private static let maximumCount = Int(Int32.max)
}

extension ArraySlice<UInt8> {
    /// The offset behind the block comment that the bytes begin with, or `nil` if it does not end in them.
    fileprivate var endOfBlockComment: Int? {
        var depth = 0
        var offset = startIndex
        while offset + 1 < endIndex {
            switch (self[offset], self[offset + 1]) {
            case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                depth += 1
                offset += 2
            case (UInt8(ascii: "*"), UInt8(ascii: "/")):
                depth -= 1
                offset += 2
                if depth == 0 {
                    return offset
                }
            default:
                offset += 1
            }
        }
        return nil
    }
}
