#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

// Open symmetric keys, ready to encrypt and decrypt the messages of ENCRYPTBYKEY.
extension Session {
    /// Returns a symmetric key that is open in this session, for ``/SQLServerFormats/KeyMessageCipher``.
    ///
    /// It stays usable for as long as somebody holds it, also when the session closes the key; its memory is wiped when the
    /// last one lets go.
    ///
    /// - Parameters:
    ///   - name: Its name, in any spelling that is equal without regard to case.
    ///   - database: The database; of no meaning for a temporary key.
    /// - Throws: ``HierarchyError`` with the code `keyNotOpen`, `noSuchKey`, `permissionDenied`, `noSuchDatabase`.
    public func messageKey(_ name: String, in database: DatabaseName) async throws -> MessageKey {
        try requireNotClosed()
        let (stored, key) = try await openStoredSymmetricKey(named: name, in: database)
        guard let messageKey = MessageKey(key) else { throw HierarchyError.keyNotOpen(named: stored.record.name) }
        return messageKey
    }

    /// Returns the symmetric key of a database, or temporary one, that is open in this session and that messages name so.
    ///
    /// - Parameters:
    ///   - guid: What the messages say.
    ///   - database: The database: a key of another one is not found, as on a server.
    /// - Returns: `nil` when no such key is open.
    /// - Throws: ``HierarchyError`` with the code `sessionClosed`, `noSuchDatabase`.
    public func messageKey(withGUID guid: UUID, in database: DatabaseName) async throws -> MessageKey? {
        try requireNotClosed()
        let open = openKeyIdentifiers.filter { $0.kind == .symmetricKey }.compactMap { openKey($0) }
            .filter { $0.guid == guid }
        return try await hierarchy.store.read { store in
            let id = try store.requireDatabase(database).id
            return try open.first { key in
                // Of a temporary key the store knows nothing.
                guard key.id.number >= 0 else { return true }
                return try key.id.database == id && store.key(key.id).map { key.isKey(of: $0) } == true
            }
        }.flatMap { MessageKey($0) }
    }

    /// Opens a symmetric key for a single use with a certificate or asymmetric key, without opening it in the session:
    /// `DECRYPTBYKEYAUTOCERT`, `DECRYPTBYKEYAUTOASYMKEY`.
    ///
    /// - Parameters:
    ///   - guid: What the messages say.
    ///   - database: The database.
    ///   - pair: What decrypts the key.
    ///   - password: The password of the private key, when that has one.
    /// - Returns: `nil` when there is no such symmetric key.
    /// - Throws: As ``openSymmetricKey(_:in:by:)``.
    public func messageKey(
        withGUID guid: UUID,
        in database: DatabaseName,
        decryptedBy pair: KeyPair,
        password: Password? = nil
    ) async throws -> MessageKey? {
        try await audited(.usePrivateKey, NamedKey(pair, in: database)) {
            guard
                let stored = try await storedKeys(.symmetricKey, in: database).first(where: { $0.record.guid == guid })
            else { return nil }
            return MessageKey(try await open(stored, by: pair, password: password, in: database).key)
        }
    }

    /// The temporary symmetric keys of this session.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/sessionClosed``.
    public func temporarySymmetricKeys() throws -> [SymmetricKey] {
        try requireNotClosed()
        return try allTemporaryKeys.map { try SymmetricKey($0) }
    }
}

extension MessageKey {
    /// An open key, if it is a symmetric one.
    fileprivate init?(_ key: OpenKey) {
        guard let algorithm = key.algorithm.symmetricAlgorithm else { return nil }
        self.init(algorithm, guid: key.guid, sharing: key.material)
    }
}
