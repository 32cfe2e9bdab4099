extension Parser {
    /// Reads the rest of `DECLARE name CURSOR`, from the name on.
    mutating func declaredCursor() throws(Interruption) -> Statement.Kind {
        let name = try identifier()
        var options: [CursorOption] = []
        // The form of the standard.
        while keyword != .cursor, kind == .word {
            switch capitals(of: token) {
            case "INSENSITIVE": options.append(.static)
            case "SCROLL": options.append(.scroll)
            default: throw fail()
            }
            advance()
        }
        return .cursor(try cursor(.name(name), options))
    }

    /// Reads `CURSOR … FOR query`.
    mutating func cursor(
        _ name: NameOrVariable,
        _ first: [CursorOption] = []
    ) throws(Interruption) -> CursorStatement {
        try expect(.cursor)
        var options = first
        while kind == .word, let option = CursorOption(rawValue: capitals(of: token)) {
            options.append(option)
            advance()
        }
        try expect(.for)
        let tables = keyword == .with ? try commonTableExpressions() : []
        guard isQuery() || kind == .leftParenthesis else {
            throw fail()
        }
        return .declare(name, options, SelectStatement(commonTableExpressions: tables, query: try query()))
    }

    /// Reads `[GLOBAL] name` or a variable.
    mutating func cursorName() throws(Interruption) -> CursorName {
        guard kind != .variable else {
            return CursorName(.variable(try variable()))
        }
        let isGlobal = kind == .word && capitals(of: token) == "GLOBAL" && isName(token(ahead: 1))
        if isGlobal {
            advance()
        }
        return CursorName(.name(try identifier()), isGlobal: isGlobal)
    }

    mutating func fetchStatement() throws(Interruption) -> Statement.Kind {
        try expect(.fetch)
        let row = try fetchedRow()
        let name = try cursorName()
        var variables: [VariableName] = []
        if accept(.into) {
            repeat {
                variables.append(try variable())
            } while accept(.comma)
        }
        return .cursor(.fetch(row, name, into: variables))
    }

    /// Reads which row is fetched, and `FROM`.
    private mutating func fetchedRow() throws(Interruption) -> FetchedRow {
        let word = kind == .word ? capitals(of: token) : ""
        let result: FetchedRow
        switch word {
        case "NEXT" where token(ahead: 1).keyword == .from: result = .next
        case "PRIOR" where token(ahead: 1).keyword == .from: result = .prior
        case "FIRST" where token(ahead: 1).keyword == .from: result = .first
        case "LAST" where token(ahead: 1).keyword == .from: result = .last
        case "ABSOLUTE", "RELATIVE":
            advance()
            let number = try expression()
            try expect(.from)
            return word == "ABSOLUTE" ? .absolute(number) : .relative(number)
        default:
            accept(.from)
            return .next
        }
        advance()
        try expect(.from)
        return result
    }

    mutating func deallocateStatement() throws(Interruption) -> Statement.Kind {
        try expect(.deallocate)
        return .cursor(.deallocate(try cursorName()))
    }
}
