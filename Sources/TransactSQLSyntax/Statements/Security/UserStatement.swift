/// `CREATE USER` or `ALTER USER`; `DROP USER` is a ``DropStatement``.
@nonexhaustive
public enum UserStatement: Sendable, Hashable {
    /// `CREATE USER name … [WITH …]`.
    case create(Identifier, Source, options: [NamedOption])

    /// `ALTER USER name WITH …`.
    case alter(Identifier, options: [NamedOption])

    /// What a user stands for.
    @nonexhaustive
    public enum Source: Sendable, Hashable {
        /// The login of the same name, or nothing more than the user's own options.
        case sameName

        /// `FOR LOGIN name`, also written `FROM LOGIN`.
        case login(Identifier)

        /// `WITHOUT LOGIN`.
        case withoutLogin

        /// `FROM CERTIFICATE name`, also written `FOR`.
        case certificate(Identifier)

        /// `FROM ASYMMETRIC KEY name`, also written `FOR`.
        case asymmetricKey(Identifier)
    }
}
