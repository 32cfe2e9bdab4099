extension Parser {
    /// Reads a string literal. A variable or an expression is none: clauses with passwords, paths and the like take no other.
    @inline(__always)
    mutating func string() throws(Interruption) -> StringLiteral {
        guard kind == .string || kind == .nationalString else {
            throw fail()
        }
        let result = stringLiteral(token)
        advance()
        return result
    }

    /// Reads `= '…'`.
    mutating func assignedString() throws(Interruption) -> StringLiteral {
        try expect(.equal)
        return try string()
    }

    /// Reads `PASSWORD = '…'`.
    mutating func password() throws(Interruption) -> StringLiteral {
        try expect(.password)
        return try assignedString()
    }

    /// Reads `ENCRYPTION BY PASSWORD = '…'`.
    mutating func encryptionByPassword() throws(Interruption) -> StringLiteral {
        try expect(.encryption, .by)
        return try password()
    }

    /// Reads `DECRYPTION BY PASSWORD = '…'`.
    mutating func decryptionByPassword() throws(Interruption) -> StringLiteral {
        try expect(.decryption, .by)
        return try password()
    }

    /// Reads `0x…`.
    mutating func bytes() throws(Interruption) -> [UInt8] {
        guard kind == .binary else {
            throw fail()
        }
        let result = bytes(token)
        advance()
        return result
    }

    /// Reads a whole number within the range of `int`.
    mutating func integer() throws(Interruption) -> Int32 {
        guard kind == .integer, let result = Int32(text(of: token)) else {
            throw fail()
        }
        advance()
        return result
    }

    /// Reads `ON` or `OFF`.
    mutating func onOrOff() throws(Interruption) -> Bool {
        if accept(.on) {
            return true
        }
        try expect(.off)
        return false
    }

    /// Reads a string or a variable.
    mutating func stringOrVariable() throws(Interruption) -> StringOrVariable {
        kind == .variable ? .variable(try variable()) : .string(try string())
    }

    /// Reads a name or a variable.
    mutating func nameOrVariable() throws(Interruption) -> NameOrVariable {
        kind == .variable ? .variable(try variable()) : .name(try identifier())
    }

    /// Reads a constant if there is one.
    mutating func literal() -> Literal? {
        let result: Literal
        switch kind {
        case .string, .nationalString:
            result = .string(stringLiteral(token))
        case .integer:
            let digits = text(of: token)
            result = Int32(digits).map { .integer($0) } ?? .decimal(digits)
        case .decimal:
            result = .decimal(text(of: token))
        case .float:
            result = .float(text(of: token))
        case .money:
            result = .money(String(text(of: token).dropFirst()))
        case .binary:
            result = .binary(bytes(token))
        case .word where keyword == .null:
            result = .null
        default:
            return nil
        }
        advance()
        return result
    }

    private func stringLiteral(_ token: Token) -> StringLiteral {
        let isNational = token.kind == .nationalString
        let range = token.range
        let inner = range.lowerBound + (isNational ? 2 : 1)..<range.upperBound - 1
        let value =
            token.hasDoubledDelimiter
            ? source.string(inner, undoubling: UInt8(ascii: "'")) : source.string(inner)
        return StringLiteral(value.joiningContinuedLines(), isNational: isNational)
    }

    private func bytes(_ token: Token) -> [UInt8] {
        // Digits that go on in the next line have a backslash and a line break between them.
        let digits = token.range.dropFirst(2).filter { source[$0].hexadecimalValue != nil }
        var result: [UInt8] = []
        result.reserveCapacity(digits.count / 2 + 1)
        // Of an odd number of digits the first stands alone, as if a zero were before it.
        var isLow = !digits.count.isMultiple(of: 2)
        var high: UInt8 = 0
        for offset in digits {
            let value = source[offset].hexadecimalValue ?? 0
            if isLow {
                result.append(high << 4 | value)
            }
            high = isLow ? 0 : value
            isLow.toggle()
        }
        return result
    }
}

extension String {
    /// The text without the backslashes at the ends of its lines, and the line breaks behind them.
    fileprivate func joiningContinuedLines() -> String {
        guard utf8.contains(UInt8(ascii: "\\")) else { return self }
        return replacing("\\\r\n", with: "").replacing("\\\n", with: "")
    }
}
