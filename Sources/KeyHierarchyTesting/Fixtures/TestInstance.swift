public import KeyHierarchy

/// An instance to test on, with a session of its administrator.
///
///     let instance = try await TestInstance(databases: ["Sales"], passwordOnly: ["Vault"])
///     try await instance.session.openMasterKey(of: "Vault", password: TestInstance.password)
///
/// In debug builds, and with the trait `InsecureTesting` in others, passwords cost nothing; elsewhere each takes what
/// it takes in earnest, about a quarter of a second. The clock stands still.
public struct TestInstance: Sendable {
    /// Where the records are.
    public let store: any KeyStore
    /// What protected the service master key when the instance was started.
    public let rootProtectors: [any RootProtector]
    /// The time that the instance goes by, unless its options have another.
    public let clock: TestClock
    /// The instance.
    public let hierarchy: EncryptionHierarchy
    /// A session of the system administrator.
    public let session: Session

    /// The password of every master key that the fixture creates.
    public static let password: Password = "Fjord 7 Basalt"
    /// Another password that SQL Server's policy accepts.
    public static let otherPassword: Password = "Quartz 9 Meadow"
    /// A password that opens nothing here, which the policy accepts too.
    public static let wrongPassword: Password = "Never 1 Used"

    /// Starts an instance.
    ///
    /// - Parameters:
    ///   - databases: Databases to create, with master keys under ``password`` and the service master key.
    ///   - passwordOnly: Databases to create, with master keys under ``password`` alone: a session must open them.
    ///   - store: Where the records are kept. One that holds an instance already is started on as it is.
    ///   - rootProtectors: What protects the service master key; one in memory, for the machine, by default.
    ///   - clock: What the instance takes for the time.
    ///   - configure: Changes the options, such as the policy, the authorizer or the audit sinks. Sinks are told of the
    ///     databases that are created here too.
    /// - Throws: What starting an instance and creating databases and keys throws.
    public init(
        databases: [DatabaseName] = [],
        passwordOnly: [DatabaseName] = [],
        store: any KeyStore = InMemoryKeyStore(),
        rootProtectors: [any RootProtector]? = nil,
        clock: TestClock = TestClock(),
        configure: (inout EncryptionHierarchy.Options) -> Void = { _ in }
    ) async throws {
        var options = Self.options(clock: clock)
        configure(&options)
        try await self.init(store: store, rootProtectors: rootProtectors, clock: clock, options: options)
        try await create(databases, passwordOnly: passwordOnly)
    }

    #if DEBUG || InsecureTesting
    /// Starts an instance whose keys, nonces, salts and identities are the same whenever the seed is.
    ///
    /// Without a seed each instance has keys of its own, as in earnest: a test of restoring that started its two
    /// instances with one seed would pass whatever was restored.
    ///
    /// - Parameters:
    ///   - seed: Which keys; see ``DeterministicRandomSource``.
    ///   - databases: Databases to create, with master keys under ``password`` and the service master key.
    ///   - passwordOnly: Databases to create, with master keys under ``password`` alone.
    ///   - store: Where the records are kept.
    ///   - rootProtectors: What protects the service master key; one in memory, from the seed too, by default.
    ///   - clock: What the instance takes for the time.
    ///   - configure: Changes the options.
    /// - Throws: What starting an instance and creating databases and keys throws.
    public init(
        seed: UInt64,
        databases: [DatabaseName] = [],
        passwordOnly: [DatabaseName] = [],
        store: any KeyStore = InMemoryKeyStore(),
        rootProtectors: [any RootProtector]? = nil,
        clock: TestClock = TestClock(),
        configure: (inout EncryptionHierarchy.Options) -> Void = { _ in }
    ) async throws {
        var options = Self.options(clock: clock)
        options.random = DeterministicRandomSource(seed: seed)
        configure(&options)
        try await self.init(store: store, rootProtectors: rootProtectors, clock: clock, options: options)
        try await create(databases, passwordOnly: passwordOnly)
    }
    #endif

    private init(
        store: any KeyStore,
        rootProtectors: [any RootProtector]?,
        clock: TestClock,
        options: EncryptionHierarchy.Options
    ) async throws {
        self.store = store
        self.rootProtectors = try rootProtectors ?? [EphemeralRootProtector(random: options.random)]
        self.clock = clock
        hierarchy = try await EncryptionHierarchy(
            store: store, rootProtectors: self.rootProtectors, options: options)
        session = hierarchy.session()
    }

    private static func options(clock: TestClock) -> EncryptionHierarchy.Options {
        var options = EncryptionHierarchy.Options()
        options.now = clock.now
        #if DEBUG || InsecureTesting
        options.passwordDerivation = .insecureForTesting
        #endif
        return options
    }

    private func create(_ databases: [DatabaseName], passwordOnly: [DatabaseName]) async throws {
        for name in databases + passwordOnly {
            try await session.createDatabase(name)
            try await session.createMasterKey(in: name, password: Self.password)
        }
        for name in passwordOnly {
            try await session.dropServiceMasterKeyEncryption(fromMasterKeyOf: name)
        }
    }
}

extension TestInstance {
    /// Starts the instance again, as another process would: on the same store, with the same clock and options.
    ///
    /// - Parameters:
    ///   - rootProtectors: What the process has to open the service master key with; by default the same.
    ///   - configure: Changes the options.
    /// - Returns: The instance as the other process has it. This one goes on beside it.
    public func restarted(
        rootProtectors: [any RootProtector]? = nil,
        configure: (inout EncryptionHierarchy.Options) -> Void = { _ in }
    ) async throws -> TestInstance {
        var options = hierarchy.options
        configure(&options)
        return try await TestInstance(
            store: store, rootProtectors: rootProtectors ?? self.rootProtectors, clock: clock, options: options)
    }

    /// Starts the instance again with a machine key that was never its own, as after its machine is lost: no root
    /// protector opens the service master key. Passwords still open master keys, and a backup brings it back.
    public func restartedOnAnotherMachine() async throws -> TestInstance {
        try await restarted(rootProtectors: [EphemeralRootProtector(random: hierarchy.options.random)])
    }
}

extension TestInstance {
    /// Creates a credential whose secret is a text.
    ///
    /// - Parameters:
    ///   - name: Its name.
    ///   - scope: Where it belongs. The master key of a database must be open, or protected by the service master key.
    ///   - secret: The secret, 1 to 8,000 bytes of UTF-8.
    /// - Throws: As ``/KeyHierarchy/Session/createCredential(_:in:identity:secret:)``.
    public func createCredential(
        _ name: String = "storage",
        in scope: Credential.Scope,
        secret: String = "s3cret"
    ) async throws {
        try await session.createCredential(name, in: scope, identity: "keeper", secret: SecretBytes(text: secret))
    }

    /// Returns the secret of a credential as text.
    ///
    /// - Throws: As ``/KeyHierarchy/Session/withSecret(ofCredential:in:_:)``.
    public func secret(ofCredential name: String = "storage", in scope: Credential.Scope) async throws -> String {
        try await session.text(ofCredential: name, in: scope)
    }
}

extension Session {
    /// Returns the secret of a credential as text.
    package func text(ofCredential name: String, in scope: Credential.Scope) async throws -> String {
        try await withSecret(ofCredential: name, in: scope) { bytes in
            unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
        }
    }
}

extension SecretBytes {
    /// Creates a secret that holds a text as UTF-8.
    package init(text: String) {
        self.init(copying: unsafe text.utf8Span.span.bytes)
    }
}
