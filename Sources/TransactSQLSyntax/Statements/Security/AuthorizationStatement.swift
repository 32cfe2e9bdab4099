/// `ALTER AUTHORIZATION ON [class::]name TO owner`.
public struct AuthorizationStatement: Sendable, Hashable {
    /// Who becomes the owner.
    @nonexhaustive
    public enum Owner: Sendable, Hashable {
        /// `SCHEMA OWNER`: the owner of the object's schema.
        case schemaOwner

        /// A principal.
        case principal(Identifier)
    }

    /// What is owned.
    public var securable: Securable

    /// Who becomes its owner.
    public var owner: Owner

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - securable: What is owned.
    ///   - owner: Who becomes its owner.
    public init(securable: Securable, owner: Owner) {
        self.securable = securable
        self.owner = owner
    }
}
