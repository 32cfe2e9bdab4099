extension Identifier {
    /// Whether the name can be written without brackets, or is omitted.
    var isBare: Bool {
        var text = text
        return text.withUTF8 { bytes in
            let source = unsafe SourceText(bytes)
            guard source.count > 0 else {
                return true
            }
            guard source.isName else {
                return false
            }
            let keyword = KeywordTable.shared.keyword(0..<source.count, of: source)
            return !keyword.isReserved && !Self.namesInBrackets.contains(keyword)
        }
    }

    /// Words that are not reserved, but of which the bare word is not read as a name everywhere.
    private static let namesInBrackets: Set<Keyword> = [.cast, .databaseSnapshot, .iif, .tryCast, .xmlnamespaces]
}

extension SourceText {
    /// Whether it is a name that needs no brackets.
    fileprivate var isName: Bool {
        guard ByteSet.nameStart.contains(self[0]) || self[0] >= 0x80 else {
            return false
        }
        var offset = 0
        while offset < count {
            if ByteSet.name.contains(self[offset]) {
                offset += 1
            } else if self[offset] >= 0x80, let length = lengthOfNameCharacter(at: offset) {
                offset += length
            } else {
                return false
            }
        }
        return true
    }
}
