extension Printer {
    mutating func write(_ statement: SelectStatement) {
        write(statement.commonTableExpressions)
        write(statement.query)
    }

    mutating func write(_ statement: InsertStatement) {
        write(statement.commonTableExpressions)
        write("INSERT INTO ")
        write(statement.target)
        columns(statement.columns)
        switch statement.source {
        case .values(let rows):
            write(" VALUES ")
            list(rows) { printer, row in
                printer.write("(")
                printer.list(row) { $0.writeOrDefault($1) }
                printer.write(")")
            }
        case .defaultValues:
            write(" DEFAULT VALUES")
        case .query(let query):
            write(" ")
            write(query)
        case .execution(let statement):
            write(" ")
            write(statement)
        }
    }

    private mutating func writeOrDefault(_ value: Expression?) {
        if let value {
            write(value)
        } else {
            write("DEFAULT")
        }
    }

    private mutating func write(_ target: DataTarget) {
        switch target {
        case .table(let name): write(name)
        case .variable(let variable): write(variable.text)
        }
    }

    mutating func write(_ statement: UpdateStatement) {
        write(statement.commonTableExpressions)
        write("UPDATE ")
        write(statement.top)
        write(statement.target)
        write(" SET ")
        list(statement.assignments) { printer, assignment in
            switch assignment {
            case .column(let name, let assignmentOperator, let value):
                printer.write(name)
                printer.write(" \(assignmentOperator.symbol) ")
                printer.writeOrDefault(value)
            case .variable(let variable, let assignmentOperator, let value):
                printer.write("\(variable.text) \(assignmentOperator.symbol) ")
                printer.write(value)
            }
        }
        sources(statement.sources)
        filter(statement.filter)
    }

    mutating func write(_ statement: DeleteStatement) {
        write(statement.commonTableExpressions)
        write("DELETE ")
        write(statement.top)
        write("FROM ")
        write(statement.target)
        sources(statement.sources)
        filter(statement.filter)
    }
}
