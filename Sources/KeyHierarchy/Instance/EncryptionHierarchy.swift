import Policy
import Synchronization

/// One server instance: its service master key, its databases and their master keys.
///
/// A hierarchy works on a ``KeyStore``, which several hierarchies in several processes may share. Everything that
/// somebody does happens in a ``Session``.
public final class EncryptionHierarchy: Sendable {
    /// Where the records are.
    package let store: any KeyStore
    /// How the hierarchy behaves.
    public let options: Options
    /// What SQL Server would have written to its error log when it started: a root protector that was mended, or that
    /// the service master key cannot be read.
    public let startupMessages: [SQLServerMessage]
    /// The root protectors that did not open the service master key at the start, and why.
    package let rootFailures: [RootProtectorFailure]

    /// What protects the service master key, in the order in which it is tried.
    let rootProtectors: Mutex<[any RootProtector]>
    /// The trace flags that are on for all sessions.
    private let globalTraceFlags: Mutex<Set<TraceFlag>>
    /// The service master key, once it was needed.
    private let serviceMasterKey = Mutex<OpenKey?>(nil)

    /// Starts an instance.
    ///
    /// A new store gets its service master key and the system databases. On an existing one the service master key is
    /// opened by the first root protector that can. Those that have an encryption of it and do not open it get another
    /// one, so that losing one is mended at the next start. One that has none gets none here:
    /// ``Session/protectServiceMasterKey(with:)`` adds it. When none can, the instance starts all the same: what needs
    /// the service master key fails, passwords still open database master keys, and the key can be restored.
    ///
    /// - Parameters:
    ///   - store: Where the records are kept.
    ///   - rootProtectors: At least one, each with a name of its own.
    ///   - options: How the hierarchy behaves.
    /// - Throws: ``HierarchyError`` with the code `unsupported` when the store was written by a newer version, `corrupted`
    ///   when it is damaged, `rootProtectorFailed`; what the store throws.
    public init(
        store: any KeyStore = InMemoryKeyStore(),
        rootProtectors: [any RootProtector]? = nil,
        options: Options = Options()
    ) async throws {
        let rootProtectors = try rootProtectors ?? [EphemeralRootProtector()]
        rootProtectors.requireDistinct()
        self.store = store
        self.options = options
        self.rootProtectors = Mutex(rootProtectors)
        globalTraceFlags = Mutex(options.traceFlags)
        let start = InstanceStart(store: store, rootProtectors: rootProtectors, options: options)
        do {
            let (key, messages, failures) = try await retryingConflicts { try await start.run() }
            startupMessages = messages
            rootFailures = failures
            serviceMasterKey.withLock { $0 = key }
            await options.audit(.startInstance, by: .instance, NamedKey.serviceMasterKey.description, .succeeded)
        } catch {
            await options.audit(.startInstance, by: .instance, NamedKey.serviceMasterKey.description, .failed(error))
            throw error
        }
    }

    /// Begins a session of the given principal.
    ///
    /// - Parameter principal: Who is at work; the authorizer is asked about it, and the audit names it.
    /// - Returns: A session in which no key is open.
    public func session(as principal: Principal = .systemAdministrator) -> Session {
        Session(hierarchy: self, principal: principal)
    }

    /// The trace flags that are on for all sessions.
    public var traceFlags: Set<TraceFlag> {
        globalTraceFlags.withLock { $0 }
    }

    func setTraceFlag(_ flag: TraceFlag, isOn: Bool) {
        globalTraceFlags.withLock { flags in
            if isOn { flags.insert(flag) } else { flags.remove(flag) }
        }
    }

    /// Returns the name that the instance was given when it first started.
    ///
    /// - Throws: ``HierarchyError`` with the code `corrupted` when the store holds no instance; what the store throws.
    public func serverName() async throws -> String {
        try await store.read { try $0.requireInstance().serverName }
    }

    /// Returns what a person calls each of some secrets, such as "master key of database Sales" or "certificate 'Cards'
    /// of database Sales".
    ///
    /// - Parameter keys: The secrets, such as those of ``ChangeReport/rewrapped``.
    /// - Returns: A name for each, in the same order.
    /// - Throws: What the store throws.
    public func names(of keys: some Sequence<KeyIdentifier> & Sendable) async throws -> [String] {
        try await store.read { store in try keys.map { try store.fullName(of: $0) } }
    }

    /// Returns the service master key, opened by a root protector unless it is open already.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/serviceMasterKeyUnreadable``.
    package func openServiceMasterKey(for operation: String = "decryption") async throws -> OpenKey {
        let (record, encryptions) = try await store.read { store in
            (try store.requireServiceMasterKey(), try store.encryptions(of: .serviceMasterKey))
        }
        if let key = serviceMasterKey.withLock({ $0 }), key.guid == record.guid { return key }
        let protectors = rootProtectors.withLock { $0 }
        let opening = try await RootOpening(record: record, encryptions: encryptions, protectors: protectors)
        guard let key = opening.key else {
            throw HierarchyError.serviceMasterKeyUnreadable(during: operation, cause: opening.cause)
        }
        serviceMasterKey.withLock { $0 = key }
        return key
    }
}
