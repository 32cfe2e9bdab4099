/// A root protector that lives in memory and is gone with the process: for tests and rehearsals.
///
/// Nothing that a durable store keeps under it can be opened again.
public struct EphemeralRootProtector: RootProtector {
    public let name: RootProtectorName
    private let key: SharedSecret
    private let random: any RandomSource

    /// Creates a protector with a random key.
    ///
    /// - Parameters:
    ///   - name: The part that it plays for the instance.
    ///   - random: Where its key and its nonces come from.
    /// - Throws: ``/KeyCryptography/CryptographyError`` when no randomness can be had.
    public init(
        name: RootProtectorName = .machineKey,
        random: any RandomSource = SystemRandomSource()
    ) throws(CryptographyError) {
        self.name = name
        self.random = random
        key = SharedSecret(try random.secret(count: AES256GCM.keySize))
    }

    public func seal(_ key: borrowing SecretBytes, context: [UInt8]) async throws -> [UInt8] {
        try RootKeySeal.seal(key, under: self.key.bytes, context: context, random: random)
    }

    public func open(_ sealed: [UInt8], context: [UInt8]) async throws -> SecretBytes {
        try RootKeySeal.open(sealed, under: key.bytes, context: context)
    }
}
