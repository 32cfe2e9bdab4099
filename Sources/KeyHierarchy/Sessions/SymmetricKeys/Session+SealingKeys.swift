public import SealedMessages

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// What an open symmetric key seals new data with: keys of their own, in versions, beside the messages of ENCRYPTBYKEY.
extension Session {
    /// Returns the key with which a symmetric key that is open seals messages from now on: its latest version.
    ///
    /// All versions are derived from the symmetric key, and further ones lie under it in the store too. So
    /// ``replaceSealingKey(ofSymmetricKey:in:above:)`` costs nothing but a row; what was sealed before still opens with
    /// ``keyring(ofSymmetricKey:in:)``; and a backup of the symmetric key brings all of them back. It does not say which was the
    /// latest: where the key was restored, that is version 1 again, until ``replaceSealingKey(ofSymmetricKey:in:above:)``.
    ///
    /// - Parameters:
    ///   - name: The name of the symmetric key, in any spelling that is equal without regard to case.
    ///   - database: The database; of no meaning for a temporary key.
    /// - Returns: A key for ``/SealedMessages/MessageSealer``.
    /// - Throws: ``HierarchyError`` with the code `keyNotOpen`, `noSuchKey`, `permissionDenied`, `noSuchDatabase`,
    ///   `corrupted`.
    public func sealingKey(ofSymmetricKey name: String, in database: DatabaseName) async throws -> SealingKey {
        let keys = try await openSealingKeys(ofSymmetricKey: name, in: database).versions
        guard let latest = keys.max(by: { $0.id.version < $1.id.version }) else {
            throw HierarchyError.keyNotOpen(named: name)
        }
        return latest
    }

    /// Returns all versions of the key with which a symmetric key that is open seals messages, and has sealed them before it was
    /// restored.
    ///
    /// - Parameters:
    ///   - name: The name of the symmetric key, in any spelling that is equal without regard to case.
    ///   - database: The database; of no meaning for a temporary key.
    /// - Returns: A keyring for ``/SealedMessages/MessageOpener``. It holds the symmetric key, also when the session has closed it;
    ///   that memory is wiped when the keyring is gone.
    /// - Throws: As ``sealingKey(ofSymmetricKey:in:)``.
    public func keyring(ofSymmetricKey name: String, in database: DatabaseName) async throws -> Keyring {
        let (key, known) = try await openSealingKeys(ofSymmetricKey: name, in: database)
        let keys = Dictionary(known.map { ($0.id, $0) }) { first, _ in first }
        return Keyring { id in
            // After a restore nothing in the store says which versions there were.
            keys[id] ?? (id.guid == key.guid ? try? Self.sealingKey(id.version, of: key) : nil)
        }
    }

    /// Makes a new version of the key with which a symmetric key seals messages. The symmetric key itself, and what
    /// ENCRYPTBYKEY has encrypted with it, stay as they are.
    ///
    /// - Parameters:
    ///   - name: The name of the symmetric key, which is open and not a temporary one.
    ///   - database: The database.
    ///   - version: A version that is not to be used again, where the symmetric key was restored: that of the latest message.
    /// - Returns: The number of the new version: one above all that the store knows, and that one.
    /// - Throws: As ``sealingKey(ofSymmetricKey:in:)``, and `unsupported` for a temporary key.
    @discardableResult
    public func replaceSealingKey(
        ofSymmetricKey name: String,
        in database: DatabaseName,
        above version: UInt32 = 1
    ) async throws -> UInt32 {
        try await audited(.alterKey, .symmetricOrTemporaryKey(name, in: database)) {
            let (stored, key) = try await openStoredSymmetricKey(named: name, in: database)
            guard !stored.isTemporary else {
                throw HierarchyError(
                    .unsupported, "A temporary key has one version of its sealing key.",
                    advice: "Make another temporary key.")
            }
            let last = max(version, try await storedSealingKeys(of: stored).map(\.0.version).max() ?? 1)
            guard last < .max else {
                throw HierarchyError.corrupted("There is no version above \(last) of a sealing key.")
            }
            let next = last + 1
            let bytes = try Self.sealingKeyMaterial(next, of: key)
            let details = try SealingKeyDetails(symmetricKey: stored.record.id.number, version: next).encoded()
            let change = Change(
                action: .alterKey, subject: stored.subject, permission: .alterAnySymmetricKey(database),
                denied: .noSuchKey(.symmetricKey, name, verb: "alter", denied: true)
            ) { store, environment in
                // Whoever else makes a version touches the symmetric key, too.
                let present = try store.requireUnchanged(stored.record)
                let id = try store.nextIdentifier(.sealingKey, in: present.id.database)
                try store.put(
                    KeyRecord(
                        id: id, name: present.name, guid: try environment.random.uuid(), algorithm: nil,
                        fingerprint: nil, details: details, created: environment.now, modified: environment.now,
                        version: 1))
                try store.put([try key.encryption(of: bytes, as: id, in: environment)])
                try store.touch(present, at: environment.now)
                return ChangeReport()
            }
            _ = try await commit(change)
            return next
        }
    }

    /// The symmetric key, and the versions of its sealing key that the store knows.
    private func openSealingKeys(
        ofSymmetricKey name: String,
        in database: DatabaseName
    ) async throws -> (key: OpenKey, versions: [SealingKey]) {
        try requireNotClosed()
        let (stored, key) = try await openStoredSymmetricKey(named: name, in: database)
        var keys: [SealingKey] = [try Self.sealingKey(1, of: key)]
        guard !stored.isTemporary else { return (key, keys) }
        for (details, encryption) in try await storedSealingKeys(of: stored) {
            let id = SealingKey.Identifier(guid: key.guid, version: details.version)
            do {
                keys.append(try Self.open(encryption, as: id, with: key))
            } catch let error as CryptographyError where error.code != .libraryFailure {
                throw try await unusable(encryption, of: stored, cause: error)
            }
        }
        return (key, keys)
    }

    /// The further versions of the sealing key of a symmetric key.
    private func storedSealingKeys(of stored: StoredKey) async throws -> [(SealingKeyDetails, KeyEncryption)] {
        try await hierarchy.store.read { store in
            var found: [(SealingKeyDetails, KeyEncryption)] = []
            for record in try store.keys(in: stored.database.id) where record.id.kind == .sealingKey {
                let details = try SealingKeyDetails(record)
                guard details.symmetricKey == stored.record.id.number,
                    let encryption = try store.encryptions(of: record.id).first
                else { continue }
                found.append((details, encryption))
            }
            return found
        }
    }

    private static func open(
        _ encryption: KeyEncryption,
        as id: SealingKey.Identifier,
        with key: OpenKey
    ) throws -> SealingKey {
        var opener = try key.opener()
        let material = SharedSecret(try opener.open(encryption))
        guard material.bytes.count == SealingKey.size else {
            throw CryptographyError(.malformed, "A sealing key has \(SealingKey.size) bytes.")
        }
        return SealingKey(id, sharing: material)
    }

    /// A version as it is derived from the symmetric key itself.
    private static func sealingKey(_ version: UInt32, of key: OpenKey) throws -> SealingKey {
        SealingKey(
            SealingKey.Identifier(guid: key.guid, version: version), sharing: try sealingKeyMaterial(version, of: key))
    }

    private static func sealingKeyMaterial(_ version: UInt32, of key: OpenKey) throws -> SharedSecret {
        // The number stands behind the info of further versions alone, as four bytes, the highest first.
        var info = Array("key hierarchy: messages v1".utf8)
        if version > 1 { info.append(bigEndian: version) }
        return SharedSecret(
            try KeyDerivation.hkdf(.sha256, from: key.material.bytes, info: info, count: SealingKey.size))
    }
}
