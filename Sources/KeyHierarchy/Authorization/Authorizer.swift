/// Decides who may do what. Implement it to ask a directory, a database, or a policy engine.
public protocol Authorizer: Sendable {
    /// Whether the principal has the permission. An error counts as a refusal of the operation, and is its cause.
    func isGranted(_ permission: Permission, to principal: Principal) async throws -> Bool
}
