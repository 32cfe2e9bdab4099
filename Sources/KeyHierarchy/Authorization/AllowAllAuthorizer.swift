/// Grants everything to everybody: the default, for a program that is its own administrator.
public struct AllowAllAuthorizer: Authorizer {
    /// Creates the authorizer.
    public init() {}

    public func isGranted(_ permission: Permission, to principal: Principal) -> Bool {
        true
    }
}
