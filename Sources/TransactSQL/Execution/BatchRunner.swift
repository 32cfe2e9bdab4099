import KeyHierarchy
import TransactSQLSyntax

/// Runs the text of a batch: that of a script, or of `EXEC ('…')`.
struct BatchRunner {
    let context: ExecutionContext
    /// Whether a `TRY` is around an `EXEC` that runs the text.
    var isProtected = false

    /// Runs a batch, and sends the errors that nothing catches.
    ///
    /// - Parameters:
    ///   - text: The text, without the `GO` that ends it.
    ///   - parameters: The variables that are declared outside it, which have their values already.
    /// - Throws: ``StatementFailure`` when a `TRY` is around; ``NotModelled`` where that ends the script; whatever else ends
    ///   it.
    func run(_ text: String, parameters: [VariableName] = []) async throws -> Flow {
        let outerNames = context.namesInQuotationMarks
        defer { context.namesInQuotationMarks = outerNames }
        do {
            let options = ParsingOptions(
                compatibilityLevel: context.compatibilityLevel, majorVersion: context.version.rawValue,
                parameters: parameters)
            let (batch, names) = try parse(text, options)
            let statements = batch.statements
            context.namesInQuotationMarks = Set(names.map { SQLText.folded($0) })
            try JumpCheck(statements).check()
            if context.options.parsesOnly || parsesOnly(statements) { return .next }
            try BatchCheck(context).check(statements)
            let flow = try await StatementRunner(context: context, isProtected: isProtected).run(statements)
            if case .goTo = flow {
                let notModelled = NotModelled("GOTO into a block", nil)
                guard context.options.strictness == .lenient else { throw notModelled }
                try await context.report(notModelled)
                return .returned
            }
            return flow
        } catch var failure as StatementFailure {
            context.locate(&failure, at: failure.line ?? 1)
            if isProtected {
                // The TRY around the EXEC sees what a TRY within the text could not.
                failure.isCaughtInPlace = true
                throw failure
            }
            // An error in a name or in the syntax ends this text alone.
            let endsAll = failure.isCaughtInPlace && failure.extent != .statement
            _ = try await context.fail(failure)
            return endsAll ? .aborted : .returned
        }
    }

    /// Carries out `SET PARSEONLY` wherever it stands in a batch, which is while that is parsed; whether the batch is not run.
    private func parsesOnly(_ statements: [Statement]) -> Bool {
        let settings = statements.flatMap(\.kind.parseOnlySettings)
        context.state.parsesOnly = settings.last ?? context.state.parsesOnly
        return context.state.parsesOnly || settings.contains(true)
    }

    private func parse(_ text: String, _ options: ParsingOptions) throws -> (Batch, Set<String>) {
        do {
            return try Batch.read(text.utf8.span, options: options)
        } catch {
            var failure = StatementFailure(error)
            failure.excerpt = error.excerpt(in: text)
            throw failure
        }
    }
}

extension Statement.Kind {
    /// The values of `SET PARSEONLY` in a statement, in their order.
    fileprivate var parseOnlySettings: [Bool] {
        switch self {
        case .setOption(.switches(let names, let isOn)):
            names.contains { $0.uppercased() == "PARSEONLY" } ? [isOn] : []
        default: parts.flatMap(\.kind.parseOnlySettings)
        }
    }
}
