#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Session {
    /// Returns the facts about the asymmetric keys of a database, by their numbers.
    ///
    /// - Parameter database: The database.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (ALTER ANY ASYMMETRIC KEY), `noSuchDatabase`,
    ///   `corrupted`.
    public func asymmetricKeys(in database: DatabaseName) async throws -> [AsymmetricKey] {
        try await storedKeys(.asymmetricKey, in: database).map { try AsymmetricKey($0) }
    }

    /// Returns the facts about an asymmetric key.
    ///
    /// - Parameters:
    ///   - name: Its name, in any spelling that is equal without regard to case.
    ///   - database: The database.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `corrupted`.
    public func asymmetricKey(_ name: String, in database: DatabaseName) async throws -> AsymmetricKey {
        try requireNotClosed()
        return try AsymmetricKey(try await storedKey(.asymmetricKey, named: name, in: database))
    }

    /// Creates an asymmetric key: `CREATE ASYMMETRIC KEY … WITH ALGORITHM = RSA_…`.
    ///
    /// Making the key takes from a tenth of a second to some seconds; it happens on a thread of its own. There is no
    /// statement that backs an asymmetric key up: what it protects is lost with the database.
    ///
    /// - Parameters:
    ///   - name: 1 to 128 UTF-16 code units.
    ///   - database: The database.
    ///   - keyLength: The length of the modulus in bits: 2048, 3072 or 4096.
    ///   - protector: What protects the private key.
    /// - Returns: The facts about the key.
    /// - Throws: ``HierarchyError`` with the code `invalidName`, `noSuchDatabase`, `permissionDenied`, `keyExists`,
    ///   `masterKeyClosed`, `passwordRefused`, `unsupported` for another length.
    @discardableResult
    public func createAsymmetricKey(
        _ name: String,
        in database: DatabaseName,
        keyLength: Int = 3072,
        protectedBy protector: PrivateKeyProtector = .masterKey
    ) async throws -> AsymmetricKey {
        try await createAsymmetricKey(
            name, in: database, keyLength: keyLength, of: [2048, 3072, 4096], protectedBy: protector)
    }

    /// Creates an asymmetric key of 1024 bits, as old servers did. It is no longer safe.
    package func createShortAsymmetricKey(
        _ name: String,
        in database: DatabaseName,
        protectedBy protector: PrivateKeyProtector
    ) async throws {
        _ = try await createAsymmetricKey(name, in: database, keyLength: 1024, of: [1024], protectedBy: protector)
    }

    private func createAsymmetricKey(
        _ name: String,
        in database: DatabaseName,
        keyLength: Int,
        of allowed: [Int],
        protectedBy protector: PrivateKeyProtector
    ) async throws -> AsymmetricKey {
        try await audited(.createKey, .asymmetricKey(name, in: database)) {
            guard allowed.contains(keyLength) else {
                throw HierarchyError(
                    .unsupported, "New RSA keys have 2048, 3072 or 4096 bits, not \(keyLength).",
                    advice: "Shorter ones are no longer safe.")
            }
            let (record, placement) = try await prepareNewKeyPair(.asymmetricKey(name), in: database, protector)
            return try await create(
                name, in: record, privateKey: try await RSAPrivateKey.generate(bits: keyLength), placement)
        }
    }

    /// Takes an asymmetric key in that was made elsewhere: `CREATE ASYMMETRIC KEY … FROM FILE`.
    ///
    /// - Parameters:
    ///   - name: 1 to 128 UTF-16 code units.
    ///   - database: The database.
    ///   - privateKey: The private key.
    ///   - protector: What protects it.
    /// - Returns: The facts about the key.
    /// - Throws: As ``createAsymmetricKey(_:in:keyLength:protectedBy:)``.
    @discardableResult
    public func importAsymmetricKey(
        _ name: String,
        in database: DatabaseName,
        privateKey: PrivateKey,
        protectedBy protector: PrivateKeyProtector = .masterKey
    ) async throws -> AsymmetricKey {
        try await audited(.createKey, .asymmetricKey(name, in: database)) {
            let (record, placement) = try await prepareNewKeyPair(.asymmetricKey(name), in: database, protector)
            return try await create(name, in: record, privateKey: privateKey.key, placement)
        }
    }

    private func create(
        _ name: String,
        in database: DatabaseRecord,
        privateKey: RSAPrivateKey,
        _ placement: PrivateKeyPlacement?
    ) async throws -> AsymmetricKey {
        let publicKey = privateKey.publicKey
        let details = AsymmetricKeyDetails(publicKey: Data(publicKey.subjectPublicKeyInfo))
        return try AsymmetricKey(
            try await create(.asymmetricKey(name), in: database, details: details, privateKey: privateKey, placement) {
                store in
                for record in try store.keys(in: database.id) where record.id.kind == .asymmetricKey {
                    guard try AsymmetricKeyDetails(record).publicKey != details.publicKey else {
                        throw HierarchyError.asymmetricKeyExists(name)
                    }
                }
            })
    }
}

extension AsymmetricKey {
    init(_ stored: Session.StoredKey) throws {
        let publicKey = try stored.publicKey
        self.init(
            database: stored.database.name, id: stored.record.id, name: stored.record.name,
            publicKey: publicKey.subjectPublicKeyInfo, thumbprint: try LegacyDigest.sha1.hash(publicKey.pkcs1),
            keyLength: publicKey.modulusBitCount, privateKeyProtection: PrivateKeyProtection(stored.encryptions),
            created: stored.record.created, modified: stored.record.modified)
    }
}
