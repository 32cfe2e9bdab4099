import KeyHierarchy
import Testing

/// Expects an operation to fail with the given code, and SQL Server's number where it has one; returns the error.
@discardableResult
func expectRefusal<Result>(
    _ code: HierarchyError.Code,
    _ number: Int? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    isolation: isolated (any Actor)? = #isolation,
    _ operation: () async throws -> Result
) async throws -> HierarchyError {
    do {
        _ = try await operation()
    } catch let error as HierarchyError {
        #expect(error.code == code, sourceLocation: sourceLocation)
        #expect(error.sqlServer?.number == number, sourceLocation: sourceLocation)
        return error
    }
    Issue.record("It succeeded; expected \(code).", sourceLocation: sourceLocation)
    throw Unrefused()
}

private struct Unrefused: Error {}

extension Session {
    /// The code of the error when the session is asked for something and fails, or `nil` when it succeeds.
    func code(of operation: (Session) async throws -> Void) async throws -> HierarchyError.Code? {
        do {
            try await operation(self)
            return nil
        } catch let error as HierarchyError {
            return error.code
        }
    }
}
