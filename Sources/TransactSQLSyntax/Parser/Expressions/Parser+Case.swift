extension Parser {
    /// Reads `CASE … END`.
    mutating func caseExpression() throws(Interruption) -> CaseExpression {
        try expect(.case)
        let branches: CaseExpression.Branches
        if keyword == .when {
            branches = .searched(try searchedBranches())
        } else {
            let input = try expression()
            branches = .simple(input: input, try simpleBranches())
        }
        let otherwise = accept(.else) ? try expression() : nil
        try expect(.end)
        return CaseExpression(branches: branches, otherwise: otherwise)
    }

    private mutating func searchedBranches() throws(Interruption) -> [CaseExpression.SearchedBranch] {
        var branches: [CaseExpression.SearchedBranch] = []
        repeat {
            try expect(.when)
            let condition = try condition()
            try expect(.then)
            branches.append(CaseExpression.SearchedBranch(condition: condition, result: try expression()))
        } while keyword == .when
        return branches
    }

    private mutating func simpleBranches() throws(Interruption) -> [CaseExpression.SimpleBranch] {
        var branches: [CaseExpression.SimpleBranch] = []
        repeat {
            try expect(.when)
            let value = try expression()
            try expect(.then)
            branches.append(CaseExpression.SimpleBranch(value: value, result: try expression()))
        } while keyword == .when
        return branches
    }

    /// Reads `IIF(condition, value, value)`, which is documented as a short form of `CASE`.
    mutating func choice() throws(Interruption) -> CaseExpression {
        advance()
        try expect(.leftParenthesis)
        let condition = try condition()
        try expect(.comma)
        let result = try expression()
        try expect(.comma)
        let otherwise = try expression()
        try expect(.rightParenthesis)
        return CaseExpression(
            branches: .searched([CaseExpression.SearchedBranch(condition: condition, result: result)]),
            otherwise: otherwise
        )
    }
}
