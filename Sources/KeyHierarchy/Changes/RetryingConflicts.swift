/// How often an operation is tried before a conflict is reported.
private let attempts = 16

/// Runs an operation, and again when other writers were faster: it must read afresh whatever it is based on.
///
/// - Throws: What the last attempt throws; `CancellationError` when the task is cancelled between two.
package func retryingConflicts<Result>(
    isolation: isolated (any Actor)? = #isolation,
    _ operation: () async throws -> Result
) async throws -> Result {
    for _ in 1..<attempts {
        do {
            return try await operation()
        } catch let error as HierarchyError where error.code == .conflict {
            try Task.checkCancellation()
        }
    }
    return try await operation()
}
