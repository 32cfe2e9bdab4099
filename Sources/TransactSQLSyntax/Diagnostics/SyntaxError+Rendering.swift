extension SyntaxError {
    /// Returns the error as a client of SQL Server shows it, and below it the line with a caret under the culprit.
    ///
    /// ```text
    /// Msg 102, Level 15, State 1, Line 2
    /// Incorrect syntax near 'KEYS'.
    ///     CREATE MASTER KEYS ENCRYPTION BY PASSWORD = '**********';
    ///                   ^
    /// ```
    ///
    /// Strings are shown as asterisks, since they may be passwords. Tabs are kept, and characters that take two columns
    /// count twice, so that the caret stands where it should.
    ///
    /// - Parameter text: The text of the batch, as it was read.
    public func rendered(in text: String) -> String {
        let head = "Msg \(number), Level \(severity), State \(state), Line \(line)\n\(message)"
        let lines = Self.masked(text).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1) else {
            return head
        }
        var shown = lines[line - 1]
        if shown.last == "\r" {
            shown.removeLast()
        }
        let indentation = shown.prefix(max(column - 1, 0)).map { scalar in
            scalar == "\t" ? "\t" : String(repeating: " ", count: scalar.columns)
        }
        return "\(head)\n    \(String(String.UnicodeScalarView(shown)))\n    \(indentation.joined())^"
    }

    /// The text with an asterisk for each character of a secret.
    private static func masked(_ text: String) -> [Unicode.Scalar] {
        var bytes = text.utf8.map { $0 == 0 ? UInt8(ascii: " ") : $0 }
        for range in secrets(of: bytes) {
            for offset in range where bytes[offset] >= UInt8(ascii: " ") {
                // Of a character of several bytes the first becomes the asterisk; the others go.
                bytes[offset] = bytes[offset] & 0xC0 == 0x80 ? 0 : UInt8(ascii: "*")
            }
        }
        bytes.removeAll { $0 == 0 }
        return Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    }

    /// Where secrets may stand.
    private static func secrets(of bytes: [UInt8]) -> [Range<Int>] {
        let tokens = unsafe bytes.withUnsafeBufferPointer { buffer in
            var lexer = Lexer(unsafe SourceText(buffer))
            lexer.run()
            return lexer.tokens
        }
        return tokens.indices.compactMap { index in
            let token = tokens[index]
            switch token.kind {
            case .string: return token.range.lowerBound + 1..<token.range.upperBound - 1
            case .nationalString: return token.range.lowerBound + 2..<token.range.upperBound - 1
            // Nothing is known of what follows.
            case .invalid: return token.range.lowerBound + 1..<max(bytes.count, token.range.lowerBound + 1)
            default:
                guard tokens.isSecret(at: index) else {
                    return nil
                }
                // A secret without quotation marks may go on to the end of the line.
                let start = token.range.lowerBound
                return start..<(bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count)
            }
        }
    }
}

extension Unicode.Scalar {
    /// How many columns of a terminal the character takes.
    fileprivate var columns: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch value {
        // The wide and full-width ranges of Unicode Standard Annex 11, by blocks.
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
