/// A statement about a login; `DROP LOGIN` is a ``DropStatement``.
@nonexhaustive
public enum LoginStatement: Sendable, Hashable {
    /// `CREATE LOGIN name WITH PASSWORD = …, …`.
    case create(Identifier, LoginPassword, options: [NamedOption])

    /// `CREATE LOGIN name FROM WINDOWS [WITH …]`.
    case createFromWindows(Identifier, options: [NamedOption])

    /// `CREATE LOGIN name FROM CERTIFICATE name`.
    case createFromCertificate(Identifier, Identifier)

    /// `CREATE LOGIN name FROM ASYMMETRIC KEY name`.
    case createFromAsymmetricKey(Identifier, Identifier)

    /// `ALTER LOGIN name ENABLE | DISABLE`.
    case enable(Identifier, Bool)

    /// `ALTER LOGIN name WITH …`.
    case alter(Identifier, LoginPassword?, options: [NamedOption])

    /// `ALTER LOGIN name ADD CREDENTIAL name`.
    case addCredential(Identifier, Identifier)

    /// `ALTER LOGIN name DROP CREDENTIAL name`.
    case dropCredential(Identifier, Identifier)
}

/// `PASSWORD = … [HASHED] [MUST_CHANGE] [UNLOCK]`.
public struct LoginPassword: Sendable, Hashable {
    /// What is given as a password.
    @nonexhaustive
    public enum Secret: Sendable, Hashable {
        /// The password itself.
        case password(StringLiteral)

        /// `0x… HASHED`: its hash.
        case hash([UInt8])
    }

    /// The password or its hash.
    public var secret: Secret

    /// Whether the login must change it first: `MUST_CHANGE`.
    public var mustChange: Bool

    /// Whether a locked login is unlocked: `UNLOCK`.
    public var unlocks: Bool

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - secret: The password or its hash.
    ///   - mustChange: Whether the login must change it first.
    ///   - unlocks: Whether a locked login is unlocked.
    public init(secret: Secret, mustChange: Bool = false, unlocks: Bool = false) {
        self.secret = secret
        self.mustChange = mustChange
        self.unlocks = unlocks
    }
}
