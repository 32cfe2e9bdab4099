extension Printer {
    mutating func write(subquery query: Query) {
        write("(")
        write(query)
        write(")")
    }

    mutating func write(_ query: Query) {
        write(query.body)
        if !query.order.isEmpty {
            write(" ORDER BY ")
            list(query.order) { printer, item in
                printer.write(item.expression)
                printer.write(item.isDescending ? " DESC" : "")
            }
        }
        if let page = query.page {
            write(" OFFSET ")
            write(page.offset)
            write(" ROWS")
            if let count = page.count {
                write(" FETCH NEXT ")
                write(count)
                write(" ROWS ONLY")
            }
        }
    }

    private mutating func write(_ body: QueryBody, isEnclosed: Bool = false) {
        write(isEnclosed ? "(" : "")
        switch body {
        case .select(let selection):
            write(selection)
        case .combination(let left, let setOperator, let right):
            write(left, isEnclosed: setOperator == .intersect && left.isLoose)
            write(" \(setOperator.words) ")
            write(right, isEnclosed: setOperator == .intersect ? right.isCombination : right.isLoose)
        }
        write(isEnclosed ? ")" : "")
    }

    private mutating func write(_ selection: Selection) {
        write(selection.isDistinct ? "SELECT DISTINCT " : "SELECT ")
        write(selection.top)
        list(selection.items) { $0.write($1) }
        if let destination = selection.destination {
            write(" INTO ")
            write(destination)
        }
        sources(selection.sources)
        filter(selection.filter)
        if !selection.grouping.isEmpty {
            write(" GROUP BY ")
            list(selection.grouping) { $0.write($1) }
        }
        if let filter = selection.groupFilter {
            write(" HAVING ")
            write(filter)
        }
    }

    /// Writes `TOP (…)` and a space, if it is there.
    mutating func write(_ top: Top?) {
        guard let top else {
            return
        }
        write("TOP (")
        if case .subquery(let query) = top.count {
            write(query)
        } else {
            write(top.count)
        }
        write(top.isPercent ? ") PERCENT " : ") ")
        write(top.includesTies ? "WITH TIES " : "")
    }

    private mutating func write(_ item: SelectItem) {
        switch item {
        case .all(of: nil):
            write("*")
        case .all(of: let table?):
            write(table)
            write(".*")
        case .value(let value, let alias):
            write(value)
            self.alias(alias)
        case .assignment(let variable, let assignment, let value):
            write("\(variable.text) \(assignment.symbol) ")
            write(value)
        }
    }

    /// Writes ` AS name`, if there is a name.
    mutating func alias(_ name: Identifier?) {
        if let name {
            write(" AS ")
            write(name)
        }
    }

    /// Writes ` FROM …`, if there are tables.
    mutating func sources(_ sources: [TableSource]) {
        if !sources.isEmpty {
            write(" FROM ")
            list(sources) { $0.write($1) }
        }
    }

    /// Writes ` WHERE …`, if there is a condition.
    mutating func filter(_ condition: Condition?) {
        if let condition {
            write(" WHERE ")
            write(condition)
        }
    }

    /// Writes `WITH …` and a space, if there are common table expressions.
    mutating func write(_ tables: [CommonTableExpression]) {
        guard !tables.isEmpty else {
            return
        }
        write("WITH ")
        list(tables) { printer, table in
            printer.write(table.name)
            printer.columns(table.columns)
            printer.write(" AS ")
            printer.write(subquery: table.query)
        }
        write(" ")
    }
}

extension QueryBody {
    fileprivate var isCombination: Bool {
        if case .combination = self { true } else { false }
    }

    /// Whether the outermost operator binds less tightly than `INTERSECT`.
    fileprivate var isLoose: Bool {
        if case .combination(_, let setOperator, _) = self { setOperator != .intersect } else { false }
    }
}

extension SetOperator {
    fileprivate var words: String {
        switch self {
        case .union: "UNION"
        case .unionAll: "UNION ALL"
        case .except: "EXCEPT"
        case .intersect: "INTERSECT"
        }
    }
}
