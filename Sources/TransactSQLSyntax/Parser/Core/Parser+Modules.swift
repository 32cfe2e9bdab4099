extension Parser {
    /// Reads `CREATE PROCEDURE`, `ALTER VIEW` and the like, behind whose first words the rest of the batch belongs to them.
    ///
    /// - Parameter start: The place of the verb.
    mutating func module(from start: Mark) throws(Interruption) -> Statement.Kind {
        let object = keyword == .proc ? "PROCEDURE" : capitals(of: token)
        moveBack(to: start)
        let verb = capitals(of: token)
        let isFirst = isFirstStatement
        guard isFirst else {
            let name = object == "PROCEDURE" ? "CREATE/ALTER PROCEDURE" : "\(verb) \(object)"
            throw fail(.mustBeFirst(name))
        }
        let offset = token.start
        try skipBatch()
        return unmodelled("\(verb) \(object)", from: offset)
    }

    /// Whether no statement of the batch stands before the present token.
    var isFirstStatement: Bool {
        tokens[..<index].allSatisfy { $0.kind == .semicolon }
    }
}
