import KeyHierarchy
import TransactSQLSyntax

extension StatementRunner {
    /// `USE`.
    func use(_ name: Identifier) async throws {
        guard let database = try await context.database(orAssumed: name.text) else { throw StatementFailure(911, name) }
        context.state.database = database.name
        try await context.inform(5701, database.name)
    }

    /// `SET` of an option.
    func perform(_ option: SessionOption) throws {
        switch option {
        case .switches(let names, let isOn):
            for name in names { try set(name, isOn) }
        case .statistics: break
        case .isolationLevel: break
        case .identityInsert(let table, _): throw StatementFailure(1088, Binder.text(of: table))
        case .value(let option):
            // Those that change nothing where each statement is alone with its records.
            guard ["LOCK_TIMEOUT", "DEADLOCK_PRIORITY", "TEXTSIZE", "QUERY_GOVERNOR_COST_LIMIT"].contains(option.name)
            else {
                throw NotModelled("SET \(option.name)", nil)
            }
        }
    }

    private func set(_ name: String, _ isOn: Bool) throws {
        switch name.uppercased() {
        case "NOCOUNT": context.state.hidesCounts = isOn
        case "XACT_ABORT": context.state.abortsOnError = isOn
        // What every client sets, and what holds here.
        case "ANSI_NULLS", "QUOTED_IDENTIFIER", "ANSI_PADDING", "ANSI_WARNINGS", "ARITHABORT", "ANSI_NULL_DFLT_ON",
            "CONCAT_NULL_YIELDS_NULL", "ANSI_DEFAULTS":
            guard isOn else { throw NotModelled("SET \(name) OFF", nil) }
        case "NOEXEC", "FMTONLY", "SHOWPLAN_ALL", "SHOWPLAN_TEXT", "SHOWPLAN_XML":
            guard isOn else {
                context.state.withholding.remove(name.uppercased())
                return
            }
            context.state.withholding.insert(name.uppercased())
            // What they print in place of the results there is not here.
            guard name.uppercased() == "NOEXEC" else {
                throw NotModelled("SET \(name) ON", "The statements behind it do not run.")
            }
        case "PARSEONLY": break
        case "NUMERIC_ROUNDABORT", "IMPLICIT_TRANSACTIONS", "ARITHIGNORE", "CURSOR_CLOSE_ON_COMMIT",
            "REMOTE_PROC_TRANSACTIONS", "ANSI_NULL_DFLT_OFF", "FORCEPLAN":
            guard !isOn else { throw NotModelled("SET \(name) ON", nil) }
        default: throw NotModelled("SET \(name)", nil)
        }
    }

    /// `BEGIN`, `COMMIT` and `ROLLBACK`.
    ///
    /// A transaction has nothing to take back here: what would change keys in one is refused, see
    /// ``ExecutionContext/requireNoTransaction(_:)``.
    func perform(_ statement: TransactionStatement) throws {
        switch statement {
        case .begin: context.state.transactionDepth = min(context.state.transactionDepth, 32_766) + 1
        case .commit:
            guard context.state.transactionDepth > 0 else { throw StatementFailure(3902) }
            guard !context.state.isDoomed else { throw StatementFailure(3930) }
            context.state.transactionDepth -= 1
        case .rollBack:
            guard context.state.transactionDepth > 0 else { throw StatementFailure(3903) }
            context.state.rollBack()
        case .save: throw NotModelled("SAVE TRANSACTION", nil)
        }
        context.state.rowCount = 0
    }

    /// `WAITFOR`.
    func perform(_ wait: Wait) async throws {
        guard case .delay(let delay) = wait else { throw NotModelled("WAITFOR TIME", nil) }
        let text: String
        switch delay {
        case .string(let literal): text = literal.value
        case .variable(let name): text = try await self.text(of: .variable(name)) ?? ""
        }
        guard let duration = Self.duration(text) else { throw StatementFailure(148, text).endingBatch }
        guard !context.options.isDryRun else { return }
        try await Task.sleep(for: duration)
    }

    /// A time below a day: `hh:mm[:ss[.mmm]]`.
    private static func duration(_ text: String) -> Duration? {
        let parts = text.trimmed.split(separator: ":", omittingEmptySubsequences: false)
        let seconds = parts.count > 2 ? parts[2].split(separator: ".", omittingEmptySubsequences: false) : ["0"]
        guard (2...3).contains(parts.count), (1...2).contains(seconds.count),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), let second = Int(seconds[0]),
            (0...23).contains(hours), (0...59).contains(minutes), (0...59).contains(second)
        else { return nil }
        var milliseconds = 0
        if seconds.count == 2 {
            guard let fraction = Int((seconds[1] + "00").prefix(3)), fraction >= 0 else { return nil }
            milliseconds = fraction
        }
        return .milliseconds(((hours * 60 + minutes) * 60 + second) * 1000 + milliseconds)
    }

    /// `RECONFIGURE`: what `sp_configure` was told holds from now on.
    func reconfigure() throws {
        guard context.state.transactionDepth == 0 else { throw StatementFailure(574, "RECONFIGURE") }
        context.state.running.merge(context.state.configured) { $1 }
    }
}

extension ExecutionContext {
    /// The database of that name; where databases are assumed, it is created when there is none.
    func database(orAssumed name: String) async throws -> DatabaseRecord? {
        if let record = try await database(named: name) { return record }
        guard options.assumesDatabases, let name = try? DatabaseName(name) else { return nil }
        return try await translatingErrors { try await session.createDatabase(name) }
    }

    /// Throws unless no transaction is open: the hierarchy commits each of its changes, and could not take one back.
    func requireNoTransaction(_ name: String) throws {
        guard state.transactionDepth > 0 else { return }
        guard !state.isDoomed else { throw StatementFailure(3930) }
        throw NotModelled("\(name) in a transaction", "What it changes could not be rolled back with the transaction.")
    }
}
