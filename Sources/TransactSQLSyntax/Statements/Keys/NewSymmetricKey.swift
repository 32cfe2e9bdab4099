/// `CREATE SYMMETRIC KEY name [AUTHORIZATION owner] [FROM PROVIDER name] WITH … [ENCRYPTION BY …]`.
public struct NewSymmetricKey: Sendable, Hashable {
    /// The key's name; one that begins with `#` is of a temporary key.
    public var name: Identifier

    /// The user who owns it, if not the caller.
    public var owner: Identifier?

    /// The provider that has the key, if not the database.
    public var provider: Identifier?

    /// `ALGORITHM = …`.
    public var algorithm: SymmetricKeyAlgorithm?

    /// `KEY_SOURCE = '…'`: the pass phrase that the key is derived from. It is as secret as the key.
    public var keySource: StringLiteral?

    /// `IDENTITY_VALUE = '…'`: what the key's GUID is made of.
    public var identityValue: StringLiteral?

    /// `PROVIDER_KEY_NAME = '…'`.
    public var providerKeyName: StringLiteral?

    /// `CREATION_DISPOSITION = …`.
    public var creationDisposition: CreationDisposition?

    /// What the key is encrypted by. That there must be something, unless a provider has the key, is error 15542, which the
    /// statement raises when it runs.
    public var protectors: [SymmetricKeyProtector]

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - name: The key's name.
    ///   - owner: The user who owns it, if not the caller.
    ///   - provider: The provider that has the key, if not the database.
    ///   - algorithm: `ALGORITHM = …`.
    ///   - keySource: `KEY_SOURCE = '…'`.
    ///   - identityValue: `IDENTITY_VALUE = '…'`.
    ///   - providerKeyName: `PROVIDER_KEY_NAME = '…'`.
    ///   - creationDisposition: `CREATION_DISPOSITION = …`.
    ///   - protectors: What the key is encrypted by.
    public init(
        name: Identifier,
        owner: Identifier? = nil,
        provider: Identifier? = nil,
        algorithm: SymmetricKeyAlgorithm? = nil,
        keySource: StringLiteral? = nil,
        identityValue: StringLiteral? = nil,
        providerKeyName: StringLiteral? = nil,
        creationDisposition: CreationDisposition? = nil,
        protectors: [SymmetricKeyProtector] = []
    ) {
        self.name = name
        self.owner = owner
        self.provider = provider
        self.algorithm = algorithm
        self.keySource = keySource
        self.identityValue = identityValue
        self.providerKeyName = providerKeyName
        self.creationDisposition = creationDisposition
        self.protectors = protectors
    }
}
