/// Decides who may do what. Implement it to ask a directory, a database, or a policy engine.
public protocol Authorizer: Sendable {
    /// Whether the principal has the permission. An error counts as a refusal of the operation, and is its cause.
    ///
    /// - Parameters:
    ///   - permission: What the operation asks for. `CONTROL SERVER` implies every other one on a server; an authorizer
    ///     of your own decides that itself.
    ///   - principal: Who asks.
    /// - Returns: Whether the operation may go on.
    /// - Throws: Any error when it cannot be found out. The operation is refused then, with the code `permissionDenied`
    ///   and the error as its cause; `CancellationError` is passed on.
    func isGranted(_ permission: Permission, to principal: Principal) async throws -> Bool
}
