public import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension EncryptionHierarchy {
    /// Creates databases with master keys, many in one transaction: for measuring, and for tests of what takes long.
    ///
    /// They are called "Database", with their number. Each has a master key of its own under the service master key and
    /// the password, as ``/KeyHierarchy/Session/createMasterKey(in:password:label:)`` makes it, but the key of the
    /// password is derived once for all of them. Nothing is told to the audit.
    ///
    /// - Parameters:
    ///   - count: How many, up to some million.
    ///   - password: The password of all the master keys. No policy is asked.
    /// - Throws: ``/KeyHierarchy/HierarchyError`` with the code `serviceMasterKeyUnreadable`, `databaseExists`,
    ///   `conflict`; what the store throws; `CancellationError` between two transactions. Those that were committed
    ///   stay.
    public func fill(databases count: Int, password: Password = TestInstance.password) async throws {
        let random = BufferedRandomSource(options.random)
        let filling = Filling(
            root: try await openServiceMasterKey(),
            password: try await PasswordSeal.new(password, derivation: options.passwordDerivation, random: random),
            random: random, now: options.now())
        for start in stride(from: 0, to: count, by: Filling.databasesPerTransaction) {
            try Task.checkCancellation()
            let count = min(count - start, Filling.databasesPerTransaction)
            try await store.write { try filling.createDatabases(count, in: $0) }
        }
    }
}

/// What databases are made from that are created in bulk.
private struct Filling: Sendable {
    let root: OpenKey
    let password: PasswordSeal
    let random: BufferedRandomSource
    let now: Date

    static let databasesPerTransaction = 100_000
    /// How many encryptions the store gets at once.
    private static let batchSize = 1024

    func createDatabases(_ count: Int, in store: any KeyStoreWriter) throws {
        guard var instance = try store.instance(), try store.key(root.id)?.guid == root.guid else {
            throw HierarchyError.conflict("The service master key was replaced while databases were created.")
        }
        var sealer = try root.sealer()
        var encryptions: [KeyEncryption] = []
        for number in instance.nextDatabase..<instance.nextDatabase + Int32(count) {
            encryptions += try createDatabase(DatabaseIdentifier(rawValue: number), sealer: &sealer, in: store)
            if encryptions.count >= Self.batchSize {
                try store.put(encryptions)
                encryptions.removeAll(keepingCapacity: true)
            }
        }
        try store.put(encryptions)
        instance.nextDatabase += Int32(count)
        instance.revision += 1
        try store.put(instance)
    }

    /// Creates a database and its master key, and returns what the key is encrypted by.
    private func createDatabase(
        _ id: DatabaseIdentifier,
        sealer: inout SecretSealer,
        in store: any KeyStoreWriter
    ) throws -> [KeyEncryption] {
        let name = try DatabaseName("Database \(id)")
        try store.put(DatabaseRecord(id: id, name: name, family: try random.uuid(), created: now))
        let key = KeyIdentifier.databaseMasterKey(of: id)
        let material = try random.secret(count: KeyAlgorithm.aes256.keySize)
        try store.put(
            KeyRecord(
                id: key, name: KeyRecord.databaseMasterKeyName, guid: try random.uuid(), algorithm: .aes256,
                fingerprint: try KeyFingerprint(of: material), created: now, modified: now, version: 1))
        var byPassword = KeyEncryption(
            id: KeyEncryption.Identifier(key: key, slot: 1), protector: .password,
            label: KeyEncryption.defaultLabel, created: now)
        try password.seal(material, into: &byPassword)
        var byServiceKey = KeyEncryption(
            id: KeyEncryption.Identifier(key: key, slot: 2), protector: .key(root.id), label: "service master key",
            created: now)
        try sealer.seal(material, into: &byServiceKey, random: random)
        return [byPassword, byServiceKey]
    }
}
