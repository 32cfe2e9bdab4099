extension Printer {
    mutating func write(_ statement: CursorStatement) {
        switch statement {
        case .declare(.name(let name), let options, let query):
            write("DECLARE ", name)
            write(" CURSOR", options, query)
        case .declare(.variable(let variable), let options, let query):
            write("SET \(variable.text) = CURSOR", options, query)
        case .open(let name): write("OPEN ", name)
        case .fetch(let row, let name, let variables):
            write("FETCH ")
            write(row)
            write(" FROM ", name)
            if !variables.isEmpty {
                write(" INTO \(variables.map(\.text).joined(separator: ", "))")
            }
        case .close(let name): write("CLOSE ", name)
        case .deallocate(let name): write("DEALLOCATE ", name)
        }
    }

    private mutating func write(_ words: String, _ options: [CursorOption], _ query: SelectStatement) {
        write(words)
        for option in options {
            write(" \(option.rawValue)")
        }
        write(" FOR ")
        write(query)
    }

    private mutating func write(_ words: String, _ name: CursorName) {
        write(name.isGlobal ? words + "GLOBAL " : words)
        write(name.name)
    }

    private mutating func write(_ row: FetchedRow) {
        switch row {
        case .next: write("NEXT")
        case .prior: write("PRIOR")
        case .first: write("FIRST")
        case .last: write("LAST")
        case .absolute(let number):
            write("ABSOLUTE ")
            write(number)
        case .relative(let number):
            write("RELATIVE ")
            write(number)
        }
    }
}
