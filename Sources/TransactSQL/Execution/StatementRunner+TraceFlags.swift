import KeyHierarchy
import TransactSQLSyntax

extension StatementRunner {
    /// `DBCC TRACEON`, `TRACEOFF` and `TRACESTATUS`.
    func perform(_ statement: TraceFlagStatement) async throws {
        switch statement.action {
        case .turnOn: try await set(statement, isOn: true)
        case .turnOff: try await set(statement, isOn: false)
        case .showStatus: try await showStatus(statement)
        }
        if !statement.hidesMessages { try await context.inform(2528) }
    }

    /// Switches flags, all or none: one that is not modelled leaves the others as they are.
    private func set(_ statement: TraceFlagStatement, isOn: Bool) async throws {
        guard try await context.isGranted(.controlServer) else {
            throw StatementFailure(2571, context.session.principal.name, statement.action.rawValue)
        }
        let flags = try statement.flags.map { number in
            guard let flag = TraceFlag(rawValue: Int(number)) else {
                throw NotModelled("trace flag \(number)", "Only those that change what keys are made are known.")
            }
            return flag
        }
        for flag in flags {
            if statement.isGlobal {
                try await context.translatingErrors {
                    try await context.session.setTraceFlag(flag, isOn: isOn)
                }
            } else if isOn {
                // As on a server, 4631 does nothing there: whether a key is made by SHA-1 depends on all sessions.
                context.state.traceFlags.insert(flag)
            } else {
                context.state.traceFlags.remove(flag)
            }
        }
    }

    /// Shows the flags that are asked for, or else those that are on: for all sessions alone when `-1` is given.
    private func showStatus(_ statement: TraceFlagStatement) async throws {
        let global = context.hierarchy.traceFlags
        let own = statement.isGlobal ? [] : context.state.traceFlags
        let asked =
            statement.flags.isEmpty ? global.union(own).map(\.rawValue).sorted() : statement.flags.map(Int.init)
        // Without a flag to show there is no result at all.
        guard !asked.isEmpty else { return }
        try context.options.limits.requireRows(asked.count)
        let rows = asked.map { number -> [SQLValue] in
            let flag = TraceFlag(rawValue: number)
            let isGlobal = flag.map(global.contains) ?? false
            let isOwn = flag.map(own.contains) ?? false
            return [.int(Int64(number)), .int(isGlobal || isOwn ? 1 : 0), .int(isGlobal ? 1 : 0), .int(isOwn ? 1 : 0)]
        }
        let columns = ["TraceFlag", "Status", "Global", "Session"].map { ResultColumn($0, SQLType(.smallint)) }
        try await context.events.send(.resultSet(ResultSet(columns: columns, rows: rows)))
        try await context.report(rows: rows.count)
    }
}
