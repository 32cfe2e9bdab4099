/// The keys that messages may be sealed with: after a key was replaced, the old version still opens what it has sealed.
public struct Keyring: Sendable {
    private let lookup: @Sendable (SealingKey.Identifier) -> SealingKey?

    /// Creates a keyring of some keys.
    ///
    /// - Parameter keys: The keys. Of two with one name, the first one counts.
    public init(_ keys: [SealingKey]) {
        let keys = Dictionary(keys.map { ($0.id, $0) }) { first, _ in first }
        lookup = { keys[$0] }
    }

    /// Creates a keyring that asks for each key.
    ///
    /// To wait for a key, or to fail in ways of your own, read the message's ``SealedMessageHeader`` first, and open it with a
    /// keyring of the one key that it names.
    ///
    /// - Parameter lookup: Returns the key of that name, or `nil` when there is none.
    public init(lookup: @escaping @Sendable (SealingKey.Identifier) -> SealingKey?) {
        self.lookup = lookup
    }

    /// Returns the key of that name.
    ///
    /// - Throws: ``/KeyCryptography/CryptographyError/Code-swift.struct/keyNotFound``.
    func key(_ id: SealingKey.Identifier) throws(CryptographyError) -> SealingKey {
        // A lookup that answers with another key than it was asked for has none.
        guard let key = lookup(id), key.id == id else {
            throw CryptographyError(
                .keyNotFound,
                "The message is sealed with version \(id.version) of the key \(id.guid), which is not here.")
        }
        return key
    }
}
