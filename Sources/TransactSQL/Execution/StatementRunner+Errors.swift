import KeyHierarchy
import TransactSQLSyntax

extension StatementRunner {
    /// `RAISERROR`: information up to severity 10, an error above.
    func raise(_ error: RaisedError) async throws {
        var severity = min(max(try await number(of: error.severity) ?? 0, 0), 25)
        var state = try await number(of: error.state) ?? 1
        state = (0...255).contains(state) ? state : 1
        var arguments: [SQLValue] = []
        for argument in error.arguments { arguments.append(try await value(of: argument).value) }
        let message = try await value(of: error.message)
        let isLogged = error.options.contains(.log)
        if severity > 18, !isLogged { throw StatementFailure(2754, 18) }
        if isLogged, try await !context.isGranted(.controlServer) { throw StatementFailure(2778) }
        var failure: StatementFailure
        if case .int(let number) = message.value {
            guard (13_000...2_147_483_647).contains(number), number != 50_000 else {
                throw StatementFailure(2732, number, 13_000, 2_147_483_647)
            }
            guard let known = SystemMessage.numbered(Int(number)) else {
                throw StatementFailure(18054, number, severity, state)
            }
            if severity == 0 { severity = known.severity }
            failure = StatementFailure(
                number: known.number, severity: severity, state: state,
                text: MessageFormat(known.text).filled(with: arguments))
        } else {
            let format = try message.value.converted(from: message.type ?? .int, to: .nvarchar(nil))
            failure = StatementFailure(
                number: 50_000, severity: severity, state: state,
                text: try MessageFormat(format.description).raised(with: arguments))
        }
        failure.honoursAbort = false
        if severity >= 20 { failure.extent = .connection }
        guard severity > 10 else {
            context.state.lastError = error.options.contains(.setError) ? failure.number : 0
            try await context.send(failure)
            return
        }
        throw failure
    }

    /// `THROW`: an error of the script's own, or the one that `CATCH` handles once more.
    func throwError(_ error: ThrownError?) async throws {
        guard let error else {
            guard let caught = context.caught.last else { throw StatementFailure(10704).endingBatch }
            var failure = caught.failure
            failure.line = caught.line
            // It was lost when the error arose, if at all.
            failure.losesTransaction = false
            failure.extent = failure.extent == .connection ? .connection : .batch
            throw failure
        }
        let number = try await number(of: error.number) ?? 0
        guard (50_000...2_147_483_647).contains(number) else { throw StatementFailure(35100, number).endingBatch }
        let state = try await self.number(of: error.state) ?? 1
        throw StatementFailure(
            number: number, severity: 16, state: min(max(state, 0), 255), text: try await text(of: error.message) ?? "",
            extent: .batch)
    }
}
