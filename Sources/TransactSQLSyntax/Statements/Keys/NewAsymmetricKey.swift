/// `CREATE ASYMMETRIC KEY name [AUTHORIZATION owner] [FROM …] [WITH …] [ENCRYPTION BY PASSWORD = …]`.
public struct NewAsymmetricKey: Sendable, Hashable {
    /// Where an asymmetric key comes from.
    @nonexhaustive
    public enum Source: Sendable, Hashable {
        /// A new key pair.
        case generated

        /// `FROM FILE = 'path'`: a strong-name file.
        case file(StringLiteral)

        /// `FROM EXECUTABLE FILE = 'path'`.
        case executableFile(StringLiteral)

        /// `FROM ASSEMBLY name`.
        case assembly(Identifier)

        /// `FROM PROVIDER name`.
        case provider(Identifier)
    }

    /// The key's name.
    public var name: Identifier

    /// The user who owns it, if not the caller.
    public var owner: Identifier?

    /// Where it comes from.
    public var source: Source

    /// `ALGORITHM = …`.
    public var algorithm: AsymmetricKeyAlgorithm?

    /// `PROVIDER_KEY_NAME = '…'`.
    public var providerKeyName: StringLiteral?

    /// `CREATION_DISPOSITION = …`.
    public var creationDisposition: CreationDisposition?

    /// The password that encrypts the private key; without one the database master key does.
    public var password: StringLiteral?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - name: The key's name.
    ///   - owner: The user who owns it, if not the caller.
    ///   - source: Where it comes from.
    ///   - algorithm: `ALGORITHM = …`.
    ///   - providerKeyName: `PROVIDER_KEY_NAME = '…'`.
    ///   - creationDisposition: `CREATION_DISPOSITION = …`.
    ///   - password: The password that encrypts the private key.
    public init(
        name: Identifier,
        owner: Identifier? = nil,
        source: Source,
        algorithm: AsymmetricKeyAlgorithm? = nil,
        providerKeyName: StringLiteral? = nil,
        creationDisposition: CreationDisposition? = nil,
        password: StringLiteral? = nil
    ) {
        self.name = name
        self.owner = owner
        self.source = source
        self.algorithm = algorithm
        self.providerKeyName = providerKeyName
        self.creationDisposition = creationDisposition
        self.password = password
    }
}

/// Whether a provider makes a key or gives one that it has.
@nonexhaustive
public enum CreationDisposition: UInt8, Sendable, Hashable {
    /// `CREATE_NEW`.
    case createNew

    /// `OPEN_EXISTING`.
    case openExisting
}
