import KeyHierarchy
import TransactSQLSyntax

extension StatementRunner {
    /// How deep `EXEC` may be nested, on a server too.
    private static let deepest = 32

    /// `EXECUTE`.
    func execute(_ call: ExecuteStatement) async throws -> Flow {
        switch call.target {
        case .batch(let text):
            guard let text = try await self.text(of: text) else { return .next }
            return try await runNested(text, variables: Variables(), parameters: [])
        case .procedureVariable(let variable):
            let text = try await text(of: .variable(variable)) ?? ""
            guard let name = Self.qualifiedName(text) else { throw StatementFailure(2812, Self.shownName(text)) }
            return try await execute(name, writtenAs: Self.shownName(text), call)
        case .procedure(let name):
            return try await execute(name, writtenAs: Binder.text(of: name), call)
        }
    }

    /// The name that a text is, such as the value of a variable; `nil` when it is none.
    static func qualifiedName(_ text: String) -> QualifiedName? {
        guard text.utf8.count <= 4096, let batch = try? Batch(parsing: "EXEC " + text), batch.statements.count == 1,
            case .execute(let call)? = batch.statements.first?.kind, case .procedure(let name) = call.target,
            call.arguments.isEmpty, call.result == nil
        else { return nil }
        return name
    }

    /// The value of a variable as a message may show it: `…` unless it looks like a name. Without the parentheses of
    /// `EXEC (@statement)` it is a statement, with whatever password that has.
    private static func shownName(_ text: String) -> String {
        let isName = text.utf16.count <= 128 && !text.contains { $0.isWhitespace || "'\"=".contains($0) }
        return isName ? text : "…"
    }

    /// Runs a procedure, in the database that its name says.
    private func execute(
        _ name: QualifiedName, writtenAs fullName: String, _ call: ExecuteStatement
    ) async throws -> Flow {
        guard name.qualifiers.count <= 2 else {
            throw NotModelled("a procedure of another server", "No other server is reached from here.")
        }
        let outer = context.state.database
        defer { context.state.database = outer }
        if name.qualifiers.count == 2, !name.qualifiers[0].text.isEmpty {
            let database = name.qualifiers[0]
            guard let record = try await context.database(orAssumed: database.text) else {
                throw StatementFailure(911, database)
            }
            context.state.database = record.name
        }
        let schema = name.qualifiers.last.map { SQLText.folded($0.text) } ?? ""
        guard ["", "sys", "dbo"].contains(schema) else { throw StatementFailure(2812, fullName) }
        if SQLText.folded(name.name.text) == "sp_executesql" { return try await executeText(call) }
        guard let procedure = SystemProcedure.named(name.name.text) else {
            guard !SystemProcedure.isUnmodelled(name.name.text) else { throw NotModelled(name.name.text, nil) }
            throw StatementFailure(2812, fullName)
        }
        var values: [SQLValue] = []
        for parameter in try procedure.arrange(call.arguments) {
            guard let parameter else {
                values.append(.null)
                continue
            }
            values.append(try await value(of: parameter, as: .nvarchar(4000)))
        }
        do {
            let named = procedure.named(by: call.arguments)
            try await procedure.run(context, ProcedureArguments(values: values, named: named))
        } catch var failure as StatementFailure {
            failure.procedure = procedure.name
            if let result = call.result { context.variables[result]?.value = .int(1) }
            throw failure
        }
        if let result = call.result { context.variables[result]?.value = .int(0) }
        context.state.lastError = 0
        return .next
    }

    private func value(of argument: ExecuteStatement.Argument.Value, as type: SQLType) async throws -> SQLValue {
        switch argument {
        case .value(let expression):
            let value = try await value(of: expression)
            return try value.value.converted(from: value.type ?? type, to: type)
        case .word(let word): return .text(word.text)
        case .output(let variable):
            return try await value(of: .value(.variable(variable)), as: type)
        case .byDefault: return .null
        }
    }

    /// `sp_executesql`: a text with variables of its own.
    private func executeText(_ call: ExecuteStatement) async throws -> Flow {
        var arguments = call.arguments[...]
        guard let first = arguments.popFirst() else {
            throw StatementFailure(201, "sp_executesql", "@statement")
        }
        guard case .text(let text) = try await national(first, "@statement") else { return .next }
        var variables = Variables()
        var names: [VariableName] = []
        if let second = arguments.popFirst(),
            case .text(let declarations) = try await national(second, "@parameters")
        {
            for declaration in try Self.parameters(declarations) {
                names.append(declaration.name)
                variables[declaration.name] = .init(type: try SQLType(declaration.type, defaultLength: 1))
            }
        }
        var outputs: [(inner: VariableName, outer: VariableName)] = []
        for (index, argument) in arguments.enumerated() {
            guard let name = argument.name ?? (index < names.count ? names[index] : nil),
                let type = variables[name]?.type
            else {
                throw argument.name.map { StatementFailure(8145, $0, "sp_executesql") }
                    ?? StatementFailure(8144, "sp_executesql")
            }
            variables[name]?.value = try await value(of: argument.value, as: type)
            if case .output(let outer) = argument.value { outputs.append((name, outer)) }
        }
        if names.count > arguments.count {
            // A server shows the beginning of the text, in which a password may stand.
            let declared = names.map(\.text).joined(separator: ", ")
            throw StatementFailure(8178, "(\(declared))…", names[arguments.count])
        }
        let outer = context.variables
        let (flow, inner) = try await runKeepingVariables(text, variables: variables, parameters: names)
        context.variables = outer
        for output in outputs {
            guard let value = inner[output.inner], let type = context.variables[output.outer]?.type else { continue }
            context.variables[output.outer]?.value = try value.value.converted(from: value.type, to: type)
        }
        // What it returns is `@@ERROR` at its end.
        if let result = call.result { context.variables[result]?.value = .int(Int64(context.state.lastError)) }
        return flow
    }

    /// The value of an argument that `sp_executesql` takes as Unicode text alone.
    private func national(_ argument: ExecuteStatement.Argument, _ name: String) async throws -> SQLValue {
        if case .value(let expression) = argument.value, let type = try await value(of: expression).type,
            ![.nvarchar, .nchar, .sysname].contains(type.name)
        {
            var failure = StatementFailure(214, name, "ntext/nchar/nvarchar")
            failure.procedure = "sp_executesql"
            throw failure
        }
        return try await value(of: argument.value, as: .nvarchar(nil))
    }

    /// The declarations of the parameters of `sp_executesql`.
    private static func parameters(_ text: String) throws -> [VariableDeclaration] {
        guard !text.trimmed.isEmpty else { return [] }
        // They are written like those of DECLARE, with OUTPUT behind some.
        let declarations = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            var words = part.split { $0 == " " || $0.isNewline || $0 == "\t" }
            if let last = words.last?.uppercased(), ["OUTPUT", "OUT", "READONLY"].contains(last) { words.removeLast() }
            return words.joined(separator: " ")
        }
        do {
            let batch = try Batch(parsing: "DECLARE " + declarations.joined(separator: ", "))
            guard batch.statements.count == 1, case .declare(let parameters)? = batch.statements.first?.kind else {
                throw StatementFailure(102, "@").whileBinding
            }
            return parameters
        } catch let error as SyntaxError {
            throw StatementFailure(error).whileBinding
        }
    }

    private func runNested(
        _ text: String, variables: Variables, parameters: [VariableName]
    ) async throws -> Flow {
        let outer = context.variables
        let (flow, _) = try await runKeepingVariables(text, variables: variables, parameters: parameters)
        context.variables = outer
        return flow
    }

    /// Runs a text as a batch of its own, and gives its variables back.
    ///
    /// What it does to the session's options and to the current database ends with it.
    private func runKeepingVariables(
        _ text: String, variables: Variables, parameters: [VariableName]
    ) async throws -> (Flow, Variables) {
        guard context.nestingLevel < Self.deepest else { throw StatementFailure(217, Self.deepest).endingBatch }
        let line = context.line
        let outer = (context.variables, context.outerFileLine, context.state)
        context.outerFileLine = context.fileLine(of: line)
        context.nestingLevel += 1
        context.variables = variables
        defer {
            context.nestingLevel -= 1
            context.line = line
            (context.variables, context.outerFileLine) = (outer.0, outer.1)
            context.state.database = outer.2.database
            context.state.hidesCounts = outer.2.hidesCounts
            context.state.abortsOnError = outer.2.abortsOnError
            context.state.withholding = outer.2.withholding
            context.state.parsesOnly = outer.2.parsesOnly
        }
        let flow = try await BatchRunner(context: context, isProtected: isProtected)
            .run(text, parameters: parameters)
        let inner = context.variables
        // RETURN ends the text, and an error in a name of it ends no more than that.
        if case .aborted = flow { return (.aborted, inner) }
        return (.next, inner)
    }
}

extension StatementFailure {
    /// An error of the syntax of a batch.
    init(_ error: SyntaxError) {
        self.init(
            number: Int(error.number), severity: Int(error.severity), state: Int(error.state), text: error.message,
            extent: .batch, isCaughtInPlace: false, line: error.line)
    }
}
