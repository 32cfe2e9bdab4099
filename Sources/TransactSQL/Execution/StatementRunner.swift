import TransactSQLSyntax

/// Runs statements, and deals with their errors.
struct StatementRunner {
    let context: ExecutionContext
    /// Whether a `TRY` is around the statements, so that errors are thrown to it and not sent.
    var isProtected = false

    /// Runs statements in their order.
    ///
    /// - Throws: ``StatementFailure`` when a `TRY` is around them, or when a name cannot be bound; ``NotModelled`` where that
    ///   ends the script; whatever else ends it.
    func run(_ statements: [Statement]) async throws -> Flow {
        var index = 0
        while index < statements.count {
            let flow = try await run(statements[index])
            switch flow {
            case .next: index += 1
            case .goTo(let label):
                let wanted = SQLText.folded(label.text)
                let target = statements.firstIndex { statement in
                    if case .label(let name) = statement.kind { SQLText.folded(name.text) == wanted } else { false }
                }
                guard let target else { return flow }
                // A jump back makes a loop, which may have no end.
                try await context.goOn()
                index = target
            default: return flow
            }
        }
        return .next
    }

    private func run(_ statement: Statement) async throws -> Flow {
        guard context.state.withholding.isEmpty || statement.kind.lifts(context.state.withholding) else { return .next }
        try context.begin(statement)
        // It is part of what the statement can see, and gone behind it, also after an error.
        var keepsRowCount = false
        defer { if !keepsRowCount { context.state.rowCount = 0 } }
        do {
            let flow = try await perform(statement)
            keepsRowCount = statement.kind.keepsRowCount
            context.end(statement)
            return context.isDisconnected ? .aborted : flow
        } catch var notModelled as NotModelled {
            context.end(statement)
            notModelled.line = notModelled.line ?? Int(statement.location.line)
            guard context.options.strictness == .lenient else { throw notModelled }
            try await context.report(notModelled)
            return .next
        } catch var failure as StatementFailure {
            context.end(statement)
            context.locate(&failure, at: Int(statement.location.line))
            let isAborted = context.state.abortsOnError && failure.severity > 10 && failure.honoursAbort
            if isAborted || failure.losesTransaction {
                failure.extent = .batch
                // A transaction is lost with the batch; under a TRY it can still be looked at, and only rolled back.
                if isProtected {
                    context.state.isDoomed = context.state.transactionDepth > 0
                } else {
                    context.state.rollBack()
                }
            }
            guard !isProtected, failure.isCaughtInPlace else { throw failure }
            return try await context.fail(failure)
        }
    }

    /// Runs a `TRY` and, after an error, its `CATCH`.
    func run(_ statements: [Statement], catch handler: [Statement]) async throws -> Flow {
        let failure: StatementFailure
        var guarded = self
        guarded.isProtected = true
        do {
            return try await guarded.run(statements)
        } catch let caught as StatementFailure where caught.isCaughtInPlace && caught.extent != .connection {
            failure = caught
        }
        context.state.lastError = failure.number
        context.caught.append(CaughtError(failure: failure, line: failure.line ?? context.line))
        defer { context.caught.removeLast() }
        return try await run(handler)
    }
}

extension Statement.Kind {
    /// Whether `@@ROWCOUNT` is behind the statement what it was before, or what it has made of it; otherwise it is 0.
    fileprivate var keepsRowCount: Bool {
        switch self {
        case .block, .conditional, .loop, .tryCatch, .breakLoop, .continueLoop, .goTo, .label, .returnValue, .declare,
            .execute, .select, .assign, .cursor(.declare), .cursor(.open), .cursor(.fetch):
            true
        default: false
        }
    }

    /// Whether it is the `SET` that switches one of these options off.
    fileprivate func lifts(_ options: Set<String>) -> Bool {
        guard case .setOption(.switches(let names, false)) = self else { return false }
        return names.contains { options.contains($0.uppercased()) }
    }
}

extension ConnectionState {
    /// Ends the transaction without its changes.
    mutating func rollBack() {
        transactionDepth = 0
        isDoomed = false
    }
}

extension ExecutionContext {
    /// Lets other tasks run, and throws when this one is cancelled: a loop of a script may have no end, and nothing in it
    /// need wait.
    func goOn() async throws {
        await Task.yield()
        try Task.checkCancellation()
    }

    /// Notes where an error arose, unless that is known.
    func locate(_ failure: inout StatementFailure, at line: Int) {
        failure.line = failure.line ?? line
        failure.fileLine = failure.fileLine ?? fileLine(of: failure.line ?? line)
    }

    /// Sends an error that nobody catches, and says what follows.
    func fail(_ failure: StatementFailure) async throws -> Flow {
        state.lastError = failure.number
        hasFailed = true
        try await send(failure)
        switch failure.extent {
        case .statement: return isDisconnected ? .aborted : .next
        case .batch: return .aborted
        case .connection:
            isDisconnected = true
            return .aborted
        }
    }

    /// Rolls a transaction back that can only be rolled back, at the end of a batch of the script, and says so.
    func endDoomedTransaction() async throws {
        guard state.isDoomed else { return }
        state.rollBack()
        // Where the connection has ended nobody is there to be told.
        guard !isDisconnected else { return }
        var failure = StatementFailure(3998)
        locate(&failure, at: 1)
        _ = try await fail(failure)
    }

    /// Tells of something that is not modelled.
    func report(_ notModelled: NotModelled) async throws {
        let line = notModelled.line ?? self.line
        try await events.send(
            .unmodelled(
                UnmodelledDiagnostic(
                    name: notModelled.name, line: line, fileLine: fileLine(of: line),
                    reason: notModelled.reason)))
    }
}
