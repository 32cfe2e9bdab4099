/// Writes trees as Transact-SQL: keywords in capitals, a line for each statement, a semicolon behind it.
///
/// What is written is read as the same tree. Its extensions write one family of statements each.
struct Printer {
    private(set) var text = ""
    private var indentation = 0

    // MARK: Lines

    /// Writes statements, each on its line.
    mutating func write(_ statements: [Statement]) {
        for statement in statements {
            write(statement)
        }
    }

    /// Writes statements one level further in.
    mutating func writeIndented(_ statements: [Statement]) {
        indentation += 1
        write(statements)
        indentation -= 1
    }

    /// Begins a line.
    mutating func beginLine() {
        text += String(repeating: "    ", count: indentation)
    }

    mutating func endLine() {
        text += "\n"
    }

    /// Writes a line of words.
    mutating func line(_ words: String) {
        beginLine()
        text += words
        endLine()
    }

    // MARK: Words

    mutating func write(_ words: String) {
        text += words
    }

    /// Writes elements with a comma between them.
    mutating func list<Element>(_ elements: [Element], _ write: (inout Printer, Element) -> Void) {
        for (index, element) in elements.enumerated() {
            if index > 0 {
                text += ", "
            }
            write(&self, element)
        }
    }

    // MARK: Names

    /// Writes a name, in brackets where the bare word would be something else.
    mutating func write(_ name: Identifier) {
        text += name.isBare ? name.text : "[" + name.text.doubling("]") + "]"
    }

    /// Writes words and the name behind them.
    mutating func write(_ words: String, _ name: Identifier) {
        write(words)
        write(name)
    }

    mutating func write(_ name: QualifiedName) {
        for qualifier in name.qualifiers {
            write(qualifier)
            text += "."
        }
        write(name.name)
    }

    /// Writes names in parentheses, if there are any.
    mutating func columns(_ names: [Identifier]) {
        guard !names.isEmpty else {
            return
        }
        text += " ("
        list(names) { $0.write($1) }
        text += ")"
    }

    // MARK: Constants

    mutating func write(_ literal: StringLiteral) {
        text += (literal.isNational ? "N'" : "'") + literal.value.doubling("'").keepingLineBreaks() + "'"
    }

    mutating func write(_ bytes: [UInt8]) {
        text += "0x"
        for byte in bytes {
            text += byte < 16 ? "0" : ""
            text += String(byte, radix: 16, uppercase: true)
        }
    }

    mutating func write(_ value: StringOrVariable) {
        switch value {
        case .string(let literal): write(literal)
        case .variable(let variable): text += variable.text
        }
    }

    mutating func write(_ value: NameOrVariable) {
        switch value {
        case .name(let name): write(name)
        case .variable(let variable): text += variable.text
        }
    }

    mutating func write(_ literal: Literal) {
        switch literal {
        case .string(let literal): write(literal)
        case .integer(let value): text += String(value)
        case .decimal(let digits), .float(let digits): text += digits
        case .money(let digits): text += "$" + digits
        case .binary(let bytes): write(bytes)
        case .null: text += "NULL"
        }
    }
}

extension String {
    /// The text as a literal has it, where a backslash at the end of a line would take the line break away.
    fileprivate func keepingLineBreaks() -> String {
        guard utf8.contains(UInt8(ascii: "\\")) else { return self }
        var result = ""
        var isBehindBackslash = false
        for character in self {
            if isBehindBackslash, character == "\n" || character == "\r\n" { result += "\\\n" }
            result.append(character)
            isBehindBackslash = character == "\\"
        }
        return result
    }

    /// The text with a delimiter doubled.
    fileprivate func doubling(_ delimiter: Character) -> String {
        guard utf8.contains(where: { Unicode.Scalar($0) == delimiter.unicodeScalars.first }) else {
            return self
        }
        var result = ""
        for scalar in unicodeScalars {
            result.unicodeScalars.append(scalar)
            if scalar == delimiter.unicodeScalars.first {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
