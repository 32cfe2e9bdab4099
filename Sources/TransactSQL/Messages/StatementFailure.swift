import TransactSQLSyntax

/// An error of Transact-SQL on its way to a `CATCH`, or to the client.
struct StatementFailure: Error, Hashable, Sendable {
    /// How much of a batch ends with an error that nobody catches.
    enum Extent: Hashable, Sendable {
        /// The statement; the next one runs.
        case statement
        /// The batch: conversions, missing tables, `THROW`.
        case batch
        /// The connection: severity 20 and above.
        case connection
    }

    var number: Int
    var severity: Int
    var state: Int
    var text: String
    var extent = Extent.statement
    /// Whether a `TRY` around the statement itself sees it. Names that cannot be bound, and syntax errors, are caught one
    /// level up: around the `EXEC` that ran the statement.
    var isCaughtInPlace = true
    /// Whether `SET XACT_ABORT ON` makes it end the batch; `RAISERROR` pays no heed to that.
    var honoursAbort = true
    /// Whether the transaction goes with the batch that the error ends, as it does where a conversion fails. Under a `TRY`
    /// it can still be looked at, and only rolled back.
    var losesTransaction = false
    /// Errors sent before this one by the same statement, which `CATCH` does not see: 33111 before 3013.
    var earlier: [StatementFailure] = []
    /// The line within the batch where it arose; `nil` until the statement that fails notes its own.
    var line: Int?
    /// The line within the script; `nil` until it is known.
    var fileLine: Int?
    /// The procedure in which it arose.
    var procedure: String?
    /// The place in the text, of an error of syntax.
    var excerpt: SourceExcerpt?
}

extension StatementFailure {
    /// A message of `sys.messages`.
    ///
    /// - Parameters:
    ///   - number: Its number.
    ///   - values: What stands in the place of its placeholders.
    ///   - state: The state, where it is another one than usual.
    init(_ number: Int, _ values: any CustomStringConvertible..., state: Int? = nil) {
        let message = SystemMessage.numbered(number)
        self.init(
            number: number, severity: message?.sentSeverity ?? 16, state: state ?? message?.state ?? 1,
            text: MessageFormat(message?.text ?? "").filled(
                with: values.map { .text(($0 as? Identifier)?.shown ?? $0.description) }))
    }

    /// The same error, which ends the batch.
    var endingBatch: StatementFailure {
        var failure = self
        failure.extent = .batch
        return failure
    }

    /// The same error, which ends the batch and loses the transaction: a text that is to be a value is none.
    var failingConversion: StatementFailure {
        var failure = endingBatch
        failure.losesTransaction = true
        return failure
    }

    /// An error that arises before the statement runs: a name in it cannot be bound.
    var whileBinding: StatementFailure {
        var failure = endingBatch
        failure.isCaughtInPlace = false
        return failure
    }
}
