/// `GRANT`, `DENY` or `REVOKE permission, … [ON securable] TO principal, …`.
public struct PermissionStatement: Sendable, Hashable {
    /// What is done with permissions.
    @nonexhaustive
    public enum Action: Sendable, Hashable {
        /// `GRANT … [WITH GRANT OPTION]`.
        case grant(withGrantOption: Bool)

        /// `DENY … [CASCADE]`.
        case deny(cascades: Bool)

        /// `REVOKE [GRANT OPTION FOR] … [CASCADE]`.
        case revoke(grantOptionOnly: Bool, cascades: Bool)
    }

    /// A permission, and the columns that it is limited to.
    public struct Permission: Sendable, Hashable {
        /// The words of the permission, in capitals, such as `VIEW DEFINITION`.
        public var name: String

        /// The columns, or none for all.
        public var columns: [Identifier]

        /// Creates one from its parts.
        ///
        /// - Parameters:
        ///   - name: The words of the permission, in capitals, such as `VIEW DEFINITION`.
        ///   - columns: The columns, or none for all.
        public init(name: String, columns: [Identifier] = []) {
            self.name = name
            self.columns = columns
        }
    }

    /// What is done.
    public var action: Action

    /// The permissions.
    public var permissions: [Permission]

    /// What they are on; without it, the current database or the instance.
    public var securable: Securable?

    /// Who has them.
    public var principals: [Identifier]

    /// Who grants them: `AS principal`.
    public var grantor: Identifier?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - action: What is done.
    ///   - permissions: The permissions.
    ///   - securable: What they are on.
    ///   - principals: Who has them.
    ///   - grantor: Who grants them.
    public init(
        action: Action,
        permissions: [Permission] = [],
        securable: Securable? = nil,
        principals: [Identifier] = [],
        grantor: Identifier? = nil
    ) {
        self.action = action
        self.permissions = permissions
        self.securable = securable
        self.principals = principals
        self.grantor = grantor
    }
}
