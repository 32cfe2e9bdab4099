import KeyHierarchy
import Policy
import Testing

/// An instance to test on, with a session of the administrator: passwords cost nothing, and the clock stands still.
struct Bench {
    let store: any KeyStore
    let roots: [any RootProtector]
    let hierarchy: EncryptionHierarchy
    let session: Session

    /// Starts an instance on a store that is new unless one is given.
    static func start(
        on store: any KeyStore = InMemoryKeyStore(),
        roots: [any RootProtector]? = nil,
        configure: (inout EncryptionHierarchy.Options) -> Void = { _ in }
    ) async throws -> Bench {
        let roots = try roots ?? [EphemeralRootProtector()]
        let hierarchy = try await EncryptionHierarchy(store: store, rootProtectors: roots, options: .cheap(configure))
        return Bench(store: store, roots: roots, hierarchy: hierarchy, session: hierarchy.session())
    }

    /// Starts an instance with databases that have master keys under ``password``.
    static func start(
        withMasterKeysIn databases: DatabaseName...,
        roots: [any RootProtector]? = nil,
        configure: (inout EncryptionHierarchy.Options) -> Void = { _ in }
    ) async throws -> Bench {
        let bench = try await start(roots: roots, configure: configure)
        for database in databases {
            try await bench.session.createDatabase(database)
            try await bench.session.createMasterKey(in: database, password: password)
        }
        return bench
    }

    /// The password of every master key that a test does not care about.
    static let password: Password = "Fjord 7 Basalt"
    static let otherPassword: Password = "Quartz 9 Meadow"
    static let wrongPassword: Password = "Never 1 Used"

    /// Starts the instance again, as another process would.
    func restarted(roots: [any RootProtector]? = nil) async throws -> Bench {
        try await Bench.start(on: store, roots: roots ?? self.roots)
    }

    /// Starts the instance again with a machine key that was never its own: nothing opens the service master key.
    func restartedOnAnotherMachine() async throws -> Bench {
        try await restarted(roots: [EphemeralRootProtector()])
    }

    func snapshot() async throws -> StoreSnapshot {
        try await StoreSnapshot(of: store)
    }

    /// The identifier of a database's master key.
    func key(of database: DatabaseName) async throws -> KeyIdentifier {
        .databaseMasterKey(of: try await session.database(database).id)
    }

    func encryptions(of key: KeyIdentifier) async throws -> [KeyEncryption] {
        try await store.read { try $0.encryptions(of: key) }
    }

    /// The encryptions of a database's master key by passwords.
    func passwords(of database: DatabaseName) async throws -> [KeyEncryption] {
        try await encryptions(of: key(of: database)).filter { $0.protector == .password }
    }

    /// The encryption of a database's master key by the service master key.
    func serviceKeyEncryption(of database: DatabaseName) async throws -> KeyEncryption {
        try #require(try await encryptions(of: key(of: database)).first { $0.protector == .key(.serviceMasterKey) })
    }

    /// Writes a row as somebody would who has the store and nothing else.
    func put(_ encryption: KeyEncryption) async throws {
        try await store.write { try $0.put([encryption]) }
    }

    func fingerprint(of database: DatabaseName) async throws -> KeyFingerprint? {
        try await session.masterKey(of: database)?.fingerprint
    }

    /// Makes a database's master key one that only passwords open.
    func makePasswordOnly(_ database: DatabaseName) async throws {
        try await session.dropServiceMasterKeyEncryption(fromMasterKeyOf: database)
    }

    func createCredential(
        _ name: String = "storage",
        in scope: Credential.Scope,
        secret: String = "s3cret"
    ) async throws {
        try await session.createCredential(name, in: scope, identity: "keeper", secret: SecretBytes(text: secret))
    }

    func secret(of name: String = "storage", in scope: Credential.Scope) async throws -> String {
        try await session.text(ofCredential: name, in: scope)
    }
}

extension EncryptionHierarchy.Options {
    /// Options under which a derivation costs nothing.
    static func cheap(_ configure: (inout Self) -> Void = { _ in }) -> Self {
        var options = Self()
        options.passwordDerivation = .insecure
        configure(&options)
        return options
    }
}

extension Session {
    /// The secret of a credential, as text.
    func text(ofCredential name: String, in scope: Credential.Scope) async throws -> String {
        try await withSecret(ofCredential: name, in: scope) { bytes in
            String(
                decoding: (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) },
                as: UTF8.self)
        }
    }

    /// The numbers of SQL Server's messages when the session is asked for something and fails, or `nil` when it succeeds.
    func code(of operation: (Session) async throws -> Void) async throws -> HierarchyError.Code? {
        do {
            try await operation(self)
            return nil
        } catch let error as HierarchyError {
            return error.code
        }
    }
}

extension SecretBytes {
    init(text: String) {
        self.init(copying: unsafe text.utf8Span.span.bytes)
    }
}

/// Expects an operation to fail with the given code, and SQL Server's number where it has one; returns the error.
@discardableResult
func expectRefusal<Result>(
    _ code: HierarchyError.Code,
    _ number: Int? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    isolation: isolated (any Actor)? = #isolation,
    _ operation: () async throws -> Result
) async throws -> HierarchyError {
    do {
        _ = try await operation()
    } catch let error as HierarchyError {
        #expect(error.code == code, sourceLocation: sourceLocation)
        #expect(error.sqlServer?.number == number, sourceLocation: sourceLocation)
        return error
    }
    Issue.record("It succeeded; expected \(code).", sourceLocation: sourceLocation)
    throw Unrefused()
}

private struct Unrefused: Error {}
