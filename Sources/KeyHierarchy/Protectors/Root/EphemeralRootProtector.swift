/// A root protector that lives in memory and is gone with the process: for tests and rehearsals.
///
/// Nothing that a durable store keeps under it can be opened again.
public struct EphemeralRootProtector: RootProtector {
    public let name: RootProtectorName
    private let key: SharedSecret

    /// Creates a protector with a random key.
    ///
    /// - Throws: ``/KeyCryptography/CryptographyError`` when no randomness can be had.
    public init(name: RootProtectorName = .machineKey) throws(CryptographyError) {
        self.name = name
        key = SharedSecret(try SecretBytes.random(count: AES256GCM.keySize))
    }

    public func seal(_ key: borrowing SecretBytes, context: [UInt8]) async throws -> [UInt8] {
        try RootKeySeal.seal(key, under: self.key.bytes, context: context)
    }

    public func open(_ sealed: [UInt8], context: [UInt8]) async throws -> SecretBytes {
        try RootKeySeal.open(sealed, under: key.bytes, context: context)
    }
}
