extension Parser {
    mutating func dataStatement() throws(Interruption) -> Statement.Kind {
        let tables = keyword == .with ? try commonTableExpressions() : []
        switch keyword {
        case .insert:
            return .insert(try insert(tables))
        case .update:
            if token(ahead: 1).keyword == .statistics {
                throw notModelled(nil)
            }
            return .update(try update(tables))
        case .delete:
            return .delete(try delete(tables))
        case .merge:
            throw notModelled(nil)
        default:
            guard isQuery() || kind == .leftParenthesis else {
                throw fail()
            }
            return .select(SelectStatement(commonTableExpressions: tables, query: try query()))
        }
    }

    private mutating func insert(_ tables: [CommonTableExpression]) throws(Interruption) -> InsertStatement {
        try expect(.insert)
        if keyword == .top {
            throw notModelled()
        }
        accept(.into)
        let target = try dataTarget()
        var columns: [Identifier] = []
        if kind == .leftParenthesis, token(ahead: 1).kind != .leftParenthesis, !isQuery(ahead: 1) {
            columns = try insertedColumns()
        }
        if keyword == .output {
            throw notModelled()
        }
        return InsertStatement(
            commonTableExpressions: tables,
            target: target,
            columns: columns,
            source: try insertSource()
        )
    }

    /// Reads the columns of `INSERT`, in parentheses.
    private mutating func insertedColumns() throws(Interruption) -> [Identifier] {
        try expect(.leftParenthesis)
        var result: [Identifier] = []
        repeat {
            if isPseudocolumn {
                throw notModelled()
            }
            result.append(try identifier())
            if kind == .dot {
                throw notModelled("a column with its table")
            }
        } while accept(.comma)
        try expect(.rightParenthesis)
        return result
    }

    private mutating func insertSource() throws(Interruption) -> InsertStatement.Source {
        switch keyword {
        case .values:
            advance()
            var rows: [[Expression?]] = []
            repeat {
                try expect(.leftParenthesis)
                var row = [try valueOrDefault()]
                while accept(.comma) {
                    row.append(try valueOrDefault())
                }
                try expect(.rightParenthesis)
                rows.append(row)
            } while accept(.comma)
            return .values(rows)
        case .default:
            try expect(.default, .values)
            return .defaultValues
        case .exec, .execute:
            guard case .execute(let statement) = try executeStatement() else {
                throw fail()
            }
            return .execution(statement)
        default:
            guard isQuery() || kind == .leftParenthesis else {
                throw fail()
            }
            return .query(try query())
        }
    }

    private mutating func valueOrDefault() throws(Interruption) -> Expression? {
        accept(.default) ? nil : try expression()
    }

    private mutating func update(_ tables: [CommonTableExpression]) throws(Interruption) -> UpdateStatement {
        try expect(.update)
        let top = try top()
        var statement = UpdateStatement(commonTableExpressions: tables, top: top, target: try dataTarget())
        try expect(.set)
        repeat {
            statement.assignments.append(try assignment())
        } while accept(.comma)
        if keyword == .output {
            throw notModelled()
        }
        if accept(.from) {
            statement.sources = try tableSources()
        }
        statement.filter = try filter()
        try refuseHints()
        return statement
    }

    private mutating func assignment() throws(Interruption) -> UpdateStatement.Assignment {
        if kind == .variable {
            let variable = try variable()
            let assignment = try assignmentOperator()
            let value = try expression()
            if kind.assignmentOperator != nil {
                throw notModelled("@variable = column = value")
            }
            return .variable(variable, assignment, value)
        }
        if isPseudocolumn {
            throw notModelled()
        }
        let column = try qualifiedName()
        if kind == .leftParenthesis {
            throw notModelled("a column's .WRITE (…)")
        }
        let assignment = try assignmentOperator()
        return .column(column, assignment, try valueOrDefault())
    }

    private mutating func delete(_ tables: [CommonTableExpression]) throws(Interruption) -> DeleteStatement {
        try expect(.delete)
        let top = try top()
        accept(.from)
        var statement = DeleteStatement(commonTableExpressions: tables, top: top, target: try dataTarget())
        if keyword == .output {
            throw notModelled()
        }
        if accept(.from) {
            statement.sources = try tableSources()
        }
        statement.filter = try filter()
        try refuseHints()
        return statement
    }

    private mutating func refuseHints() throws(Interruption) {
        if keyword == .option {
            throw notModelled()
        }
    }

    private mutating func dataTarget() throws(Interruption) -> DataTarget {
        if kind == .variable {
            return .variable(try undeclaredVariableName())
        }
        switch keyword {
        case .openrowset, .openquery, .opendatasource: throw notModelled()
        default: break
        }
        let name = try qualifiedName()
        if keyword == .with, token(ahead: 1).kind == .leftParenthesis {
            throw notModelled("table hints")
        }
        return .table(name)
    }
}
