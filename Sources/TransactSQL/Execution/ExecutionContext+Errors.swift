import Backup
import KeyCryptography
import KeyHierarchy

extension ExecutionContext {
    /// Runs an operation of the hierarchy, and gives its errors the numbers that SQL Server has for them.
    ///
    /// What has none, such as a store that fails, is thrown as it is: it ends the script.
    func translatingErrors<Result>(_ operation: () async throws -> Result) async throws -> Result {
        do {
            return try await operation()
        } catch let error as HierarchyError {
            throw failure(error) ?? error
        } catch let error as BackupError {
            guard let message = error.sqlServer else { throw error }
            throw StatementFailure(message)
        }
    }

    private func failure(_ error: HierarchyError) -> (any Error)? {
        guard let message = error.sqlServer else {
            return error.code == .invalidName ? NotModelled("this name or secret", error.message) : nil
        }
        guard error.code == .passwordRefused, options.passwordMessages == .operatingSystemPolicy else {
            return StatementFailure(message)
        }
        switch message.number {
        case 33062: return StatementFailure(15116)
        case 33063: return StatementFailure(15117)
        default: return StatementFailure(15118)
        }
    }
}

extension StatementFailure {
    /// A message of the hierarchy.
    init(_ message: SQLServerMessage) {
        self.init(number: message.number, severity: message.severity, state: message.state, text: message.text)
    }
}
