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
            throw StatementFailure(message).hiding(namesInQuotationMarks)
        }
    }

    private func failure(_ error: HierarchyError) -> (any Error)? {
        guard let message = error.sqlServer else {
            return error.code == .invalidName ? NotModelled("this name or secret", error.message) : nil
        }
        guard error.code == .passwordRefused, options.passwordMessages == .operatingSystemPolicy else {
            return StatementFailure(message).hiding(namesInQuotationMarks)
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

    /// The same error with `…` in the place of names that stand within quotation marks in its text.
    ///
    /// - Parameter names: The names, folded.
    fileprivate func hiding(_ names: Set<String>) -> StatementFailure {
        guard !names.isEmpty else { return self }
        var failure = self
        // Not by characters: a name may begin with an accent.
        let scalars = Array(text.unicodeScalars)
        var shown = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            let mark = scalars[index]
            shown.append(mark)
            index += 1
            guard mark == "'" || mark == "\"" else { continue }
            // A name may have such a mark in it: the longest name counts.
            let start = index
            let end = (start..<scalars.count).last { place in
                scalars[place] == mark
                    && names.contains(SQLText.folded(String(String.UnicodeScalarView(scalars[start..<place]))))
            }
            guard let end else { continue }
            shown.append("…")
            index = end
        }
        failure.text = String(shown)
        return failure
    }
}
