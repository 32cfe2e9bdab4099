extension Parser {
    /// Whether a query begins a number of tokens ahead: with `SELECT`, or with one in parentheses of its own that another is put
    /// together with, as in `((SELECT 1) UNION (SELECT 2))`. Without the other the parentheses are those of a value.
    func isQuery(ahead distance: Int = 0) -> Bool {
        var first = distance
        while token(ahead: first).kind == .leftParenthesis { first += 1 }
        guard token(ahead: first).keyword == .select else { return false }
        var depth = first - distance
        while depth > 0 {
            first += 1
            switch token(ahead: first).kind {
            case .leftParenthesis: depth += 1
            case .rightParenthesis: depth -= 1
            case .endOfText: return false
            default: break
            }
        }
        return first == distance || [.union, .except, .intersect].contains(token(ahead: first + 1).keyword)
    }

    /// Reads a query that is part of something else.
    mutating func enclosedQuery() throws(Interruption) -> Query {
        try nested { parser throws(Interruption) in try parser.query() }
    }

    /// Reads a query in parentheses.
    mutating func subquery() throws(Interruption) -> Query {
        try expect(.leftParenthesis)
        let result = try enclosedQuery()
        try expect(.rightParenthesis)
        return result
    }

    /// Reads a query with its order.
    mutating func query() throws(Interruption) -> Query {
        let body = try queryBody()
        var order: [OrderItem] = []
        var page: Page?
        if accept(.order) {
            try expect(.by)
            order = try orderItems()
            page = try self.page()
        }
        switch keyword {
        case .for: throw notModelled(words: 2)
        case .option: throw notModelled()
        default: break
        }
        return Query(body: body, order: order, page: page)
    }

    private mutating func orderItems() throws(Interruption) -> [OrderItem] {
        var result: [OrderItem] = []
        repeat {
            let expression = try expression()
            let isDescending = accept(.desc)
            if !isDescending {
                accept(.asc)
            }
            result.append(OrderItem(expression: expression, isDescending: isDescending))
        } while accept(.comma)
        return result
    }

    private mutating func page() throws(Interruption) -> Page? {
        guard accept(.offset) else {
            return nil
        }
        let offset = try expression()
        guard accept(.rows) || accept(.row) else {
            throw fail()
        }
        guard accept(.fetch) else {
            return Page(offset: offset)
        }
        guard accept(.next) || accept(.first) else {
            throw fail()
        }
        let count = try expression()
        guard accept(.rows) || accept(.row) else {
            throw fail()
        }
        try expect(.only)
        return Page(offset: offset, count: count)
    }

    /// Reads queries that are put together by `UNION` or `EXCEPT`.
    private mutating func queryBody() throws(Interruption) -> QueryBody {
        var left = try intersection()
        while true {
            let setOperator: SetOperator
            switch keyword {
            case .union: setOperator = token(ahead: 1).keyword == .all ? .unionAll : .union
            case .except: setOperator = .except
            default: return left
            }
            advance()
            if setOperator == .unionAll {
                advance()
            }
            let right = try intersection()
            try grow()
            left = .combination(left, setOperator, right)
        }
    }

    /// Reads queries that are put together by `INTERSECT`, which binds more tightly.
    private mutating func intersection() throws(Interruption) -> QueryBody {
        var left = try queryTerm()
        while accept(.intersect) {
            let right = try queryTerm()
            try grow()
            left = .combination(left, .intersect, right)
        }
        return left
    }

    private mutating func queryTerm() throws(Interruption) -> QueryBody {
        if accept(.leftParenthesis) {
            let result = try nested { parser throws(Interruption) in try parser.queryBody() }
            try expect(.rightParenthesis)
            return result
        }
        return .select(try selection())
    }

    /// Reads common table expressions.
    mutating func commonTableExpressions() throws(Interruption) -> [CommonTableExpression] {
        try expect(.with)
        if keyword == .xmlnamespaces {
            throw notModelled()
        }
        if kind == .word, token(ahead: 1).kind == .leftParenthesis, capitals(of: token) == "CHANGE_TRACKING_CONTEXT" {
            throw notModelled()
        }
        var result: [CommonTableExpression] = []
        repeat {
            let name = try identifier()
            let columns = try columnList()
            try expect(.as)
            result.append(CommonTableExpression(name: name, columns: columns, query: try subquery()))
        } while accept(.comma)
        return result
    }

    /// Reads names in parentheses, if there are any.
    mutating func columnList() throws(Interruption) -> [Identifier] {
        guard accept(.leftParenthesis) else {
            return []
        }
        let result = try identifiers()
        try expect(.rightParenthesis)
        return result
    }
}
