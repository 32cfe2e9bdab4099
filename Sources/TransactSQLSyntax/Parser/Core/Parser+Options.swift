extension Parser {
    /// Reads options that are separated by commas.
    mutating func namedOptions() throws(Interruption) -> [NamedOption] {
        var result = [try namedOption()]
        while accept(.comma) {
            result.append(try namedOption())
        }
        return result
    }

    /// Reads `name` or `name = value`.
    mutating func namedOption() throws(Interruption) -> NamedOption {
        let name = try optionName()
        return NamedOption(name: name, value: accept(.equal) ? try optionValue() : nil)
    }

    /// Reads the name of an option, which may be a reserved word, in capitals.
    mutating func optionName() throws(Interruption) -> String {
        guard kind == .word else {
            throw fail()
        }
        let result = capitals(of: token)
        advance()
        return result
    }

    /// Reads the value of an option.
    mutating func optionValue() throws(Interruption) -> NamedOption.Value {
        if accept(.on) {
            return .on
        }
        if accept(.off) {
            return .off
        }
        if kind == .variable {
            return .variable(try variable())
        }
        if kind == .integer, let size = size() {
            return .size(size)
        }
        if let literal = literal() {
            return .literal(literal)
        }
        return .word(try identifier())
    }

    /// Reads a whole number and the unit behind it, if there is a unit.
    private mutating func size() -> String? {
        let unit = token(ahead: 1)
        switch unit.kind {
        case .word where Self.units.contains(capitals(of: unit)), .percentSign:
            let result = text(of: token) + capitals(of: unit)
            advance()
            advance()
            return result
        default:
            return nil
        }
    }

    private static let units: Set<String> = ["KB", "MB", "GB", "TB"]
}
