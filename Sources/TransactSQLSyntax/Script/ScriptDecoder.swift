/// Turns the bytes of a script into UTF-8, as they come in.
///
/// SQL Server Management Studio saves scripts as UTF-8 or as UTF-16, and writes a byte order mark at their beginning; what
/// has none is taken for UTF-8.
struct ScriptDecoder {
    private enum Encoding {
        /// Too few bytes are there to know.
        case unknown
        case utf8
        case utf16(isBigEndian: Bool)
    }

    private var encoding = Encoding.unknown
    /// Bytes that are not decoded: the beginning of a mark, or of a character.
    private var pending: [UInt8] = []

    /// Decodes the next bytes.
    ///
    /// What is no UTF-16 becomes a byte that is no UTF-8, so that whoever reads the text is told.
    mutating func decode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        pending.append(contentsOf: bytes)
        if case .unknown = encoding { recognizeMark(isLast: false) }
        switch encoding {
        case .unknown: return []
        case .utf8: return takePending()
        case .utf16(let isBigEndian): return decodeUTF16(isBigEndian, isLast: false)
        }
    }

    /// Decodes what is left at the end of the script.
    mutating func finish() -> [UInt8] {
        if case .unknown = encoding { recognizeMark(isLast: true) }
        guard case .utf16(let isBigEndian) = encoding else { return takePending() }
        return decodeUTF16(isBigEndian, isLast: true)
    }

    private mutating func recognizeMark(isLast: Bool) {
        for (mark, encoding) in Self.marks {
            if pending.starts(with: mark) {
                pending.removeFirst(mark.count)
                self.encoding = encoding
                return
            }
            if !isLast, mark.starts(with: pending) { return }
        }
        encoding = .utf8
    }

    private mutating func takePending() -> [UInt8] {
        defer { pending = [] }
        return pending
    }

    private mutating func decodeUTF16(_ isBigEndian: Bool, isLast: Bool) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(pending.count)
        var rest = pending[...]
        while let (unit, width) = Self.unit(rest, isBigEndian) {
            guard UTF16.isLeadSurrogate(unit) else {
                rest = rest.dropFirst(width)
                text.append(contentsOf: Unicode.Scalar(unit).map { Array(String($0).utf8) } ?? [Self.invalid])
                continue
            }
            guard let (trail, _) = Self.unit(rest.dropFirst(width), isBigEndian) else { break }
            rest = rest.dropFirst(width)
            guard UTF16.isTrailSurrogate(trail) else {
                text.append(Self.invalid)
                continue
            }
            rest = rest.dropFirst(width)
            text.append(contentsOf: String(UTF16.decode(UTF16.EncodedScalar([unit, trail]))).utf8)
        }
        pending = Array(rest)
        if isLast, !pending.isEmpty {
            pending = []
            text.append(Self.invalid)
        }
        return text
    }

    private static func unit(_ bytes: ArraySlice<UInt8>, _ isBigEndian: Bool) -> (UInt16, width: Int)? {
        guard bytes.count >= 2, let first = bytes.first, let second = bytes.dropFirst().first else { return nil }
        let (high, low) = isBigEndian ? (first, second) : (second, first)
        return (UInt16(high) << 8 | UInt16(low), 2)
    }

    private static let marks: [([UInt8], Encoding)] = [
        ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE], .utf16(isBigEndian: false)),
        ([0xFE, 0xFF], .utf16(isBigEndian: true)),
    ]

    /// A byte that no UTF-8 has.
    private static let invalid: UInt8 = 0xFF
}
