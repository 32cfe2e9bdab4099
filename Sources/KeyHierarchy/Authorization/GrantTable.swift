import Synchronization

/// Grants what was granted to a principal by name, and what that implies.
///
/// `CONTROL SERVER` implies every other permission, and `CONTROL` on a database those on what is in it, as on a server. Grants can change while sessions are at work.
public final class GrantTable: Authorizer {
    private let grants: Mutex<[Principal: Set<Permission>]>

    /// Creates a table with the given grants.
    ///
    /// - Parameter grants: What each principal may do. Who is not among them may do nothing.
    public init(_ grants: [Principal: Set<Permission>] = [:]) {
        self.grants = Mutex(grants)
    }

    /// Grants a permission.
    ///
    /// - Parameters:
    ///   - permission: What to allow.
    ///   - principal: To whom.
    public func grant(_ permission: Permission, to principal: Principal) {
        _ = grants.withLock { $0[principal, default: []].insert(permission) }
    }

    /// Takes a permission back. One that is implied by another grant stays.
    ///
    /// - Parameters:
    ///   - permission: What to allow no longer.
    ///   - principal: Whom it was granted to.
    public func revoke(_ permission: Permission, from principal: Principal) {
        _ = grants.withLock { $0[principal]?.remove(permission) }
    }

    public func isGranted(_ permission: Permission, to principal: Principal) -> Bool {
        grants.withLock { grants in
            guard let granted = grants[principal] else { return false }
            return granted.contains(permission) || granted.contains(.controlServer)
                || permission.implyingControl.map(granted.contains) ?? false
        }
    }
}
