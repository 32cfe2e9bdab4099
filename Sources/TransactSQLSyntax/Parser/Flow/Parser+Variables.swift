extension Parser {
    mutating func declareStatement() throws(Interruption) -> Statement.Kind {
        let start = index
        try expect(.declare)
        guard kind == .variable else {
            return try declaredCursor()
        }
        var result: [VariableDeclaration] = []
        var isModelled = true
        // They are there from the next statement on: none has the value of another one of the same DECLARE.
        var declared: Set<String> = []
        defer { variables.formUnion(declared) }
        repeat {
            let name = try undeclaredVariableName()
            declared.insert(name.text.lowercased())
            accept(.as)
            if keyword == .table {
                try skipTypeOfVariable()
                isModelled = false
                continue
            }
            if accept(.cursor) {
                result.append(VariableDeclaration(name: name, type: .cursor))
                continue
            }
            do throws(Interruption) {
                let type = try dataType()
                let value = accept(.equal) ? try expression() : nil
                result.append(VariableDeclaration(name: name, type: type, value: value))
            } catch {
                // What stands behind it is declared all the same.
                declared.formUnion(namesOfDeclaration(from: start))
                throw error
            }
        } while accept(.comma)
        guard isModelled else {
            throw notModelled(nil)
        }
        return .declare(result)
    }

    /// The variables of a `DECLARE`, of which not everything can be read: those behind its commas, up to the next statement.
    private func namesOfDeclaration(from start: Int) -> [String] {
        var names: [String] = []
        var depth = 0
        for index in start..<tokens.count - 1 {
            switch tokens[index].kind {
            case .leftParenthesis: depth += 1
            case .rightParenthesis: depth -= 1
            case .semicolon where depth == 0: return names
            case .word where depth == 0 && index > start && beginsStatement(tokens[index].keyword): return names
            case .comma where depth == 0 && tokens[index + 1].kind == .variable:
                names.append(text(of: tokens[index + 1]).lowercased())
            default: break
            }
        }
        return names
    }

    /// Whether a word ends a `DECLARE`: those of `CASE` do not.
    private func beginsStatement(_ keyword: Keyword) -> Bool {
        Self.verbs.contains(keyword) && keyword != .else && keyword != .end
    }

    /// Goes on behind `TABLE (…)`.
    private mutating func skipTypeOfVariable() throws(Interruption) {
        advance()
        var depth = 0
        while kind == .leftParenthesis || depth > 0 {
            switch kind {
            case .leftParenthesis: depth += 1
            case .rightParenthesis: depth -= 1
            case .endOfText, .invalid: throw fail()
            default: break
            }
            advance()
        }
    }

    mutating func setStatement() throws(Interruption) -> Statement.Kind {
        try expect(.set)
        guard kind == .variable else {
            return .setOption(try sessionOption())
        }
        let variable = try variable()
        if kind == .dot {
            throw notModelled("a method of \(variable.text)")
        }
        if kind == .equal, token(ahead: 1).keyword == .cursor {
            advance()
            return .cursor(try cursor(.variable(variable)))
        }
        let assignment = try assignmentOperator()
        return .assign(variable, assignment, try expression())
    }

    private mutating func sessionOption() throws(Interruption) -> SessionOption {
        switch keyword {
        case .identityInsert:
            advance()
            let table = try qualifiedName()
            return .identityInsert(table, try onOrOff())
        case .statistics:
            advance()
            let names = try optionNames()
            return .statistics(names, try onOrOff())
        case .transaction, .tran:
            advance()
            try expect(.isolation, .level)
            return .isolationLevel(try isolationLevel())
        default:
            break
        }
        let names = try optionNames()
        if keyword == .on || keyword == .off {
            return .switches(names, try onOrOff())
        }
        guard names.count == 1 else {
            throw fail()
        }
        if kind == .minus, token(ahead: 1).kind == .integer {
            // SET LOCK_TIMEOUT -1.
            advance()
            return .value(NamedOption(name: names[0], value: .size("-" + String(try integer()))))
        }
        return .value(NamedOption(name: names[0], value: try optionValue()))
    }

    private mutating func optionNames() throws(Interruption) -> [String] {
        var result = [try optionName()]
        while accept(.comma) {
            result.append(try optionName())
        }
        return result
    }

    private mutating func isolationLevel() throws(Interruption) -> String {
        let words = [capitals(of: token), capitals(of: token(ahead: 1))]
        switch words.joined(separator: " ") {
        case "READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ":
            advance()
            advance()
            return words.joined(separator: " ")
        default:
            guard words[0] == "SNAPSHOT" || words[0] == "SERIALIZABLE" else {
                throw fail()
            }
            advance()
            return words[0]
        }
    }
}
