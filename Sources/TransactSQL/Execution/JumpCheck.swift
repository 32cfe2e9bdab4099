import TransactSQLSyntax

/// Looks through a batch for jumps that lead nowhere, as a server does when it compiles it: nothing of such a batch runs.
struct JumpCheck {
    private let statements: [Statement]

    init(_ statements: [Statement]) {
        self.statements = statements
    }

    /// Looks through the batch.
    ///
    /// - Throws: ``StatementFailure`` 132 for a label that stands twice, 133 for a `GOTO` without its label, 135 and 136 for
    ///   `BREAK` and `CONTINUE` outside loops, 178 for a `RETURN` with a value, which belongs into a procedure, 10704 for a
    ///   `THROW` without an error outside `CATCH`, also where the text of an `EXEC` is such a one that stands in a `CATCH`.
    func check() throws {
        var labels = Set<String>()
        try collect(statements, &labels)
        try check(statements, Surroundings(labels: labels))
    }

    /// What is around a statement.
    private struct Surroundings {
        let labels: Set<String>
        var isInLoop = false
        var isInCatch = false
    }

    private func collect(_ statements: [Statement], _ labels: inout Set<String>) throws {
        for statement in statements {
            if case .label(let name) = statement.kind, !labels.insert(SQLText.folded(name.text)).inserted {
                throw Self.failure(132, name, at: statement)
            }
            try collect(statement.kind.parts, &labels)
        }
    }

    private func check(_ statements: [Statement], _ surroundings: Surroundings) throws {
        for statement in statements {
            var inner = surroundings
            switch statement.kind {
            case .goTo(let name) where !surroundings.labels.contains(SQLText.folded(name.text)):
                throw Self.failure(133, name, at: statement)
            case .breakLoop where !surroundings.isInLoop: throw Self.failure(135, at: statement)
            case .continueLoop where !surroundings.isInLoop: throw Self.failure(136, at: statement)
            case .returnValue(_?): throw Self.failure(178, at: statement)
            case .throwError(nil) where !surroundings.isInCatch: throw Self.failure(10704, at: statement)
            case .loop: inner.isInLoop = true
            case .tryCatch(let statements, let handler):
                try check(statements, surroundings)
                inner.isInCatch = true
                try check(handler, inner)
                continue
            default: break
            }
            try check(statement.kind.parts, inner)
        }
    }

    private static func failure(
        _ number: Int, _ name: Identifier = "", at statement: Statement
    ) -> StatementFailure {
        var failure = StatementFailure(number, name).whileBinding
        failure.line = Int(statement.location.line)
        return failure
    }
}

extension Statement.Kind {
    /// The statements that are part of this one.
    var parts: [Statement] {
        switch self {
        case .block(let statements): statements
        case .conditional(_, let then, let otherwise): [then] + (otherwise.map { [$0] } ?? [])
        case .loop(_, let body): [body]
        case .tryCatch(let statements, let handler): statements + handler
        default: []
        }
    }
}
