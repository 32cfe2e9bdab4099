import KeyHierarchy
import TransactSQLSyntax

extension ExecutionContext {
    /// Notes that a statement begins. What a statement runs itself, as `EXECUTE` does, is a part of it.
    ///
    /// - Throws: `CancellationError` when the script is to end.
    func begin(_ statement: Statement) throws {
        try Task.checkCancellation()
        line = Int(statement.location.line)
        guard nestingLevel == 0 else { return }
        progress.fileLine = fileLine(of: line)
        guard !statement.kind.isFlow else { return }
        progress.isWithinStatement = true
        commitsBefore = session.commitCount
    }

    /// Notes that a statement has ended, with an error of Transact-SQL or without. Whatever else is thrown out of one
    /// ends the script in the middle of it.
    func end(_ statement: Statement) {
        guard nestingLevel == 0, !statement.kind.isFlow else { return }
        progress.isWithinStatement = false
        progress.endedCount += 1
    }

    /// How far the script has come.
    var currentProgress: ScriptProgress {
        var progress = progress
        progress.hasChanged = progress.isWithinStatement && session.commitCount > commitsBefore
        return progress
    }
}

extension Statement.Kind {
    /// Whether it only says which statements run, and does nothing itself.
    fileprivate var isFlow: Bool {
        switch self {
        case .block, .conditional, .loop, .tryCatch, .breakLoop, .continueLoop, .goTo, .label, .returnValue: true
        default: false
        }
    }
}
