import KeyHierarchy

/// A writer that asks before each write whether a fault strikes, and writes nothing more once one has.
final class FaultInjectingWriter: ForwardingWriter {
    let base: any KeyStoreWriter
    /// The fault that has struck.
    private(set) var fault: StoreFault?
    private let beforeWrite: () -> StoreFault?

    init(base: any KeyStoreWriter, beforeWrite: @escaping () -> StoreFault?) {
        self.base = base
        self.beforeWrite = beforeWrite
    }

    private func write(_ body: () throws -> Void) throws {
        fault = fault ?? beforeWrite()
        if let fault { throw InjectedFault(fault) }
        try body()
    }

    func put(_ instance: InstanceRecord) throws {
        try write { try base.put(instance) }
    }

    func put(_ database: DatabaseRecord) throws {
        try write { try base.put(database) }
    }

    func removeDatabase(_ id: DatabaseIdentifier) throws {
        try write { try base.removeDatabase(id) }
    }

    func put(_ key: KeyRecord) throws {
        try write { try base.put(key) }
    }

    func removeKey(_ id: KeyIdentifier) throws {
        try write { try base.removeKey(id) }
    }

    func put(_ encryptions: [KeyEncryption]) throws {
        try write { try base.put(encryptions) }
    }

    func removeEncryption(_ id: KeyEncryption.Identifier) throws {
        try write { try base.removeEncryption(id) }
    }

    func put(_ backup: BackupRecord) throws {
        try write { try base.put(backup) }
    }
}
