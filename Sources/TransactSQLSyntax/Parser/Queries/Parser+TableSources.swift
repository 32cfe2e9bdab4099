extension Parser {
    /// Reads what follows `FROM`.
    mutating func tableSources() throws(Interruption) -> [TableSource] {
        var result: [TableSource] = []
        repeat {
            result.append(try nested { parser throws(Interruption) in try parser.joinedTables() })
        } while accept(.comma)
        return result
    }

    /// Reads tables that are joined, up to an `ON` that belongs to an outer join: conditions may be nested, as in
    /// `a JOIN b JOIN c ON … ON …`.
    private mutating func joinedTables() throws(Interruption) -> TableSource {
        var left = try tableSource()
        while keyword != .on, let join = try join() {
            guard join.hasCondition else {
                let right = try tableSource()
                try grow()
                left = .join(left, join, right, on: nil)
                continue
            }
            let right = try nested { parser throws(Interruption) in try parser.joinedTables() }
            try expect(.on)
            let condition = try condition()
            try grow()
            left = .join(left, join, right, on: condition)
        }
        if keyword == .pivot || keyword == .unpivot {
            throw notModelled()
        }
        return left
    }

    private mutating func join() throws(Interruption) -> JoinKind? {
        let kind: JoinKind
        switch keyword {
        case .join:
            kind = .inner
        case .inner:
            advance()
            kind = .inner
        case .left, .right, .full:
            kind = keyword == .left ? .left : keyword == .right ? .right : .full
            advance()
            accept(.outer)
        case .cross:
            advance()
            if accept(.apply) {
                return .crossApply
            }
            kind = .cross
        case .outer:
            advance()
            try expect(.apply)
            return .outerApply
        default:
            return nil
        }
        if keyword != .join, token.kind == .word, token(ahead: 1).keyword == .join || keyword == .merge {
            // LOOP, HASH, MERGE and REMOTE before JOIN.
            throw notModelled(words: 2)
        }
        try expect(.join)
        return kind
    }

    private mutating func tableSource() throws(Interruption) -> TableSource {
        switch kind {
        case .leftParenthesis:
            return try parenthesizedSource()
        case .variable:
            let name = try undeclaredVariableName()
            if kind == .dot {
                throw notModelled("a method of \(name.text)")
            }
            return .variable(name, alias: try tableAlias())
        case .leftBrace:
            throw notModelled("{…}, an escape of ODBC,")
        case .dot where token(ahead: 1).kind == .dot:
            throw notModelled("a name without its database")
        case .doubleColon where isName(token(ahead: 1)):
            throw notModelled(":: before a function")
        case .word where token(ahead: 1).kind == .leftParenthesis:
            switch keyword {
            case .openrowset, .openquery, .openxml, .opendatasource, .containstable, .freetexttable:
                throw notModelled()
            default:
                if Self.functionsOfOwnSyntax.contains(capitals(of: token)) {
                    throw notModelled()
                }
            }
        default:
            break
        }
        let name = try qualifiedName()
        if kind == .leftParenthesis {
            try refuseOldHints()
            let call = FunctionCall(name: name, arguments: try arguments(of: name))
            if keyword == .with || kind == .dot {
                throw notModelled("WITH behind a function")
            }
            let alias = try tableAlias()
            if kind == .leftParenthesis, alias != nil {
                throw notModelled("columns of a function's alias")
            }
            return .function(call, alias: alias)
        }
        if keyword == .for || keyword == .tablesample {
            throw notModelled(words: keyword == .for ? 2 : 1)
        }
        let alias = try tableAlias()
        if alias != nil {
            try refuseOldHints()
        }
        let hints = try tableHints()
        if keyword == .tablesample {
            throw notModelled()
        }
        return .table(name, alias: alias, hints: hints)
    }

    /// Functions in `FROM` whose arguments are no expressions.
    private static let functionsOfOwnSyntax: Set<String> = [
        "AI_GENERATE_CHUNKS", "CHANGETABLE", "PREDICT", "SEMANTICKEYPHRASETABLE", "SEMANTICSIMILARITYDETAILSTABLE",
        "SEMANTICSIMILARITYTABLE", "VECTOR_SEARCH",
    ]

    /// Ends the reading at hints in parentheses without `WITH`, as in `FROM t (NOLOCK)`.
    private mutating func refuseOldHints() throws(Interruption) {
        guard kind == .leftParenthesis, token(ahead: 1).kind == .word else { return }
        let hint = capitals(of: token(ahead: 1))
        let behind = token(ahead: 2).kind
        if hint == "INDEX" || Self.oldHints.contains(hint) && (behind == .comma || behind == .rightParenthesis) {
            throw notModelled("table hints without WITH")
        }
    }

    private static let oldHints: Set<String> = [
        "FASTFIRSTROW", "HOLDLOCK", "NOLOCK", "NOWAIT", "PAGLOCK", "READCOMMITTED", "READCOMMITTEDLOCK", "READPAST",
        "READUNCOMMITTED", "REPEATABLEREAD", "ROWLOCK", "SERIALIZABLE", "SNAPSHOT", "TABLOCK", "TABLOCKX", "UPDLOCK",
        "XLOCK",
    ]

    private mutating func parenthesizedSource() throws(Interruption) -> TableSource {
        try expect(.leftParenthesis)
        switch keyword {
        case .insert, .update, .delete, .merge: throw notModelled("FROM (\(capitals(of: token)) …)")
        default: break
        }
        if accept(.values) {
            let rows = try rows()
            try expect(.rightParenthesis)
            guard let alias = try tableAlias() else {
                throw fail()
            }
            return .values(rows, alias: alias, columns: try columnList())
        }
        if isQuery() {
            let query = try enclosedQuery()
            try expect(.rightParenthesis)
            // A derived table must have a name.
            guard let alias = try tableAlias() else {
                throw fail()
            }
            return .subquery(query, alias: alias, columns: try columnList())
        }
        let result = try nested { parser throws(Interruption) in try parser.joinedTables() }
        try expect(.rightParenthesis)
        return result
    }

    private mutating func rows() throws(Interruption) -> [[Expression]] {
        var result: [[Expression]] = []
        repeat {
            try expect(.leftParenthesis)
            result.append(try expressions())
            try expect(.rightParenthesis)
        } while accept(.comma)
        return result
    }

    private mutating func tableAlias() throws(Interruption) -> Identifier? {
        if accept(.as) {
            return try identifier()
        }
        guard isName(token), token(ahead: 1).kind != .colon else {
            return nil
        }
        switch keyword {
        case .apply: return nil
        default: return try identifier()
        }
    }

    /// Reads `WITH (hint, …)`, if it is there.
    private mutating func tableHints() throws(Interruption) -> [Identifier] {
        guard keyword == .with, token(ahead: 1).kind == .leftParenthesis else {
            return []
        }
        advance()
        advance()
        var result: [Identifier] = []
        repeat {
            guard kind == .word, token(ahead: 1).kind == .comma || token(ahead: 1).kind == .rightParenthesis else {
                throw notModelled("table hints of several words")
            }
            result.append(Identifier(capitals(of: token)))
            advance()
        } while accept(.comma)
        try expect(.rightParenthesis)
        return result
    }
}

extension JoinKind {
    /// Whether a condition must follow.
    var hasCondition: Bool {
        switch self {
        case .inner, .left, .right, .full: true
        case .cross, .crossApply, .outerApply: false
        }
    }
}
