extension Printer {
    mutating func write(_ source: TableSource) {
        switch source {
        case .table(let name, let alias, let hints):
            write(name)
            self.alias(alias)
            if !hints.isEmpty {
                write(" WITH (")
                list(hints) { $0.write($1.text) }
                write(")")
            }
        case .variable(let name, let alias):
            write(name.text)
            self.alias(alias)
        case .function(let call, let alias):
            write(call)
            self.alias(alias)
        case .subquery(let query, let alias, let columns):
            write(subquery: query)
            self.alias(alias)
            self.columns(columns)
        case .values(let rows, let alias, let columns):
            write("(VALUES ")
            list(rows) { printer, row in
                printer.write("(")
                printer.list(row) { $0.write($1) }
                printer.write(")")
            }
            write(")")
            self.alias(alias)
            self.columns(columns)
        case .join(let left, let kind, let right, let condition):
            write(left)
            write(" \(kind.words) ")
            if let condition {
                // Its `ON` says where the right side ends: parentheses would nest more deeply than the text that was read.
                write(right)
                write(" ON ")
                write(condition)
            } else {
                write(joined: right)
            }
        }
    }

    /// Writes the right side of a join without a condition, where another join stands in parentheses.
    private mutating func write(joined source: TableSource) {
        guard case .join = source else {
            return write(source)
        }
        write("(")
        write(source)
        write(")")
    }
}

extension JoinKind {
    fileprivate var words: String {
        switch self {
        case .inner: "INNER JOIN"
        case .left: "LEFT JOIN"
        case .right: "RIGHT JOIN"
        case .full: "FULL JOIN"
        case .cross: "CROSS JOIN"
        case .crossApply: "CROSS APPLY"
        case .outerApply: "OUTER APPLY"
        }
    }
}
