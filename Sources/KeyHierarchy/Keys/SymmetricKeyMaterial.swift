public import SQLServerFormats

/// Where the material of a new symmetric key comes from, and its identity.
public struct SymmetricKeyMaterial: Sendable {
    /// What the key is made for.
    public let algorithm: KeyAlgorithm
    /// The pass phrase of `KEY_SOURCE`; `nil` for random material.
    private let source: KeySource?
    /// The phrase of `IDENTITY_VALUE`; `nil` for a random identity.
    private let identity: String?

    /// Random material.
    ///
    /// - Parameters:
    ///   - algorithm: AES.
    ///   - identity: The phrase of `IDENTITY_VALUE`, from which `key_guid` is made; `nil` for a random one.
    public static func random(_ algorithm: KeyAlgorithm, identity: String? = nil) -> SymmetricKeyMaterial {
        SymmetricKeyMaterial(algorithm: algorithm, source: nil, identity: identity)
    }

    /// Material from a pass phrase, so that a server with the same phrases makes the same key: `KEY_SOURCE`.
    ///
    /// - Parameters:
    ///   - phrase: The pass phrase. Whoever knows it has the key: one unsalted hash is all that lies between.
    ///   - algorithm: Any symmetric algorithm; the deprecated ones are for reading what was encrypted long ago.
    ///   - generation: Which servers make the same key; for what the version of the instance would make,
    ///     ``EncryptionHierarchy/keySourceGeneration``.
    ///   - identity: The phrase of `IDENTITY_VALUE`. Without the same one, neither decrypts what the other encrypts.
    public static func passphrase(
        _ phrase: Password,
        _ algorithm: KeyAlgorithm,
        generation: KeySource.Generation,
        identity: String?
    ) -> SymmetricKeyMaterial {
        SymmetricKeyMaterial(
            algorithm: algorithm, source: KeySource(phrase, generation: generation), identity: identity)
    }

    /// Makes the material.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/unsupported`` for RSA, and for random material of a deprecated algorithm:
    ///   no old data can be under it.
    func make(random: some RandomSource) throws -> NewKeyMaterial {
        guard let symmetric = algorithm.symmetricAlgorithm, source != nil || !symmetric.isDeprecated else {
            throw HierarchyError.deprecatedAlgorithm(algorithm)
        }
        let guid = try identity.map { try MessageKey.guid(identityValue: $0) } ?? MessageKey.randomGUID(from: random)
        return NewKeyMaterial(
            guid: guid, algorithm: algorithm, bytes: try bytes(for: symmetric, random: random),
            isFromPassphrase: source != nil)
    }

    private func bytes(for algorithm: SymmetricAlgorithm, random: some RandomSource) throws -> SharedSecret {
        if let source { return SharedSecret(try source.keyBytes(for: algorithm)) }
        return SharedSecret(try random.secret(count: algorithm.keySize))
    }
}
