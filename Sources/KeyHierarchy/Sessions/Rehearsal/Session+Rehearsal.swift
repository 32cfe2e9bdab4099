import Synchronization

extension Session {
    /// Returns a session on a copy of the instance in memory, in which the same keys are open: what is done there changes
    /// nothing here, and no audit sink is told of it.
    ///
    /// Where no root protector opens the service master key, none opens that of the copy.
    ///
    /// - Throws: ``HierarchyError`` with the code `sessionClosed`, `corrupted`; what the store throws.
    package func rehearsal() async throws -> Session {
        try requireNotClosed()
        let protectors = hierarchy.rootProtectors.withLock { $0 }
        let session = try await hierarchy.copyInMemory(under: protectors).session(as: principal)
        for id in openKeyIdentifiers {
            if let key = openKey(id) { try await session.setOpenKey(key) }
            if let key = temporaryKey(id) { await session.setTemporaryKey(key) }
        }
        return session
    }
}

extension EncryptionHierarchy {
    /// Returns a copy of the instance in memory: what is done to it changes nothing here, and no audit sink is told of it.
    ///
    /// - Parameters:
    ///   - rootProtectors: What protects the service master key of the copy.
    ///   - change: A change of the options that the copy has.
    /// - Throws: ``HierarchyError/Code-swift.struct/corrupted``; what the store throws.
    package func copyInMemory(
        under rootProtectors: [any RootProtector],
        _ change: (inout Options) -> Void = { _ in }
    ) async throws -> EncryptionHierarchy {
        let copy = InMemoryKeyStore()
        let rows = try await store.read { try InstanceRows($0) }
        try await copy.write { try rows.put(into: $0) }
        var options = options
        options.auditSinks = []
        options.maintainsStore = true
        options.traceFlags = traceFlags
        change(&options)
        return try await EncryptionHierarchy(store: copy, rootProtectors: rootProtectors, options: options)
    }
}

/// Every record of an instance.
private struct InstanceRows: Sendable {
    private let instance: InstanceRecord
    private let databases: [DatabaseRecord]
    private var keys: [KeyRecord] = []
    private var encryptions: [KeyEncryption] = []
    private var backups: [BackupRecord] = []

    init(_ store: any KeyStoreReader) throws {
        instance = try store.requireInstance()
        databases = try store.allDatabases()
        for database in databases {
            keys += try store.keys(in: database.id)
            backups += try store.backups(in: database.id)
        }
        for key in keys { encryptions += try store.encryptions(of: key.id) }
    }

    func put(into store: any KeyStoreWriter) throws {
        try store.put(instance)
        for database in databases { try store.put(database) }
        for key in keys { try store.put(key) }
        try store.put(encryptions)
        for backup in backups { try store.put(backup) }
    }
}
