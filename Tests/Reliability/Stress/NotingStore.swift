import KeyHierarchy

/// A store that tells a task which revision of the instance its own transaction wrote.
struct NotingStore: KeyStore {
    /// Where a task learns what it has committed.
    final class Commit: @unchecked Sendable {
        // One task alone uses it, and waits for each write.
        var revision: Int64?
        var fingerprint = ""
    }

    @TaskLocal static var commit: Commit?
    /// The key whose fingerprint is noted; the service master key unless a task says otherwise.
    @TaskLocal static var key: (kind: KeyIdentifier.Kind, database: DatabaseName)?

    let base: any KeyStore

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await base.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        let key = Self.key
        let (result, revision, fingerprint) = try await base.write { store in
            let before = try store.instance()?.revision
            let result = try body(store)
            let after = try store.instance()?.revision
            guard after != before else { return (result, Int64?.none, "") }
            return (result, after, try Self.fingerprint(of: key, in: store))
        }
        if let revision {
            Self.commit?.revision = revision
            Self.commit?.fingerprint = fingerprint
        }
        return result
    }

    private static func fingerprint(
        of key: (kind: KeyIdentifier.Kind, database: DatabaseName)?,
        in store: any KeyStoreWriter
    ) throws -> String {
        guard let key else { return try store.key(.serviceMasterKey)?.fingerprint?.description ?? "none" }
        guard let database = try store.database(named: key.database) else { return "none" }
        // A database has one key of each kind.
        return try store.keys(in: database.id).first { $0.id.kind == key.kind }?.fingerprint?.description ?? "none"
    }
}
