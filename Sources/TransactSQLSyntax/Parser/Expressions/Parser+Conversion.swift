extension Parser {
    /// Reads `CONVERT(type, value [, style])`.
    mutating func convert() throws(Interruption) -> Conversion {
        let isTry = keyword == .tryConvert
        advance()
        try expect(.leftParenthesis)
        let type = try dataType()
        try expect(.comma)
        let value = try expression()
        let style = accept(.comma) ? try expression() : nil
        try expect(.rightParenthesis)
        return Conversion(form: .convert, isTry: isTry, value: value, type: type, style: style)
    }

    /// Reads `CAST(value AS type)`.
    mutating func cast() throws(Interruption) -> Conversion {
        let isTry = keyword == .tryCast
        advance()
        try expect(.leftParenthesis)
        let value = try expression()
        try expect(.as)
        let type = try dataType()
        try expect(.rightParenthesis)
        return Conversion(form: .cast, isTry: isTry, value: value, type: type)
    }

    /// Reads the name of a type, and its size.
    mutating func dataType() throws(Interruption) -> DataType {
        if keyword == .national || keyword == .double || token(ahead: 1).keyword == .varying {
            // Names of more than one word, from the standard.
            throw notModelled(words: 2)
        }
        let name = try qualifiedName()
        guard accept(.leftParenthesis) else {
            return DataType(name)
        }
        let size: DataType.Size
        if accept(.max) {
            size = .max
        } else if kind == .integer {
            let length = try integer()
            if kind == .comma, token(ahead: 1).kind == .word, name.name.text.uppercased() == "VECTOR" {
                throw notModelled("a vector with a base type")
            }
            size = accept(.comma) ? .precision(length, scale: try integer()) : .length(length)
        } else if kind == .word || kind == .bracketedName {
            throw notModelled("a type with a schema collection")
        } else {
            throw fail()
        }
        try expect(.rightParenthesis)
        return DataType(name, size: size)
    }
}
