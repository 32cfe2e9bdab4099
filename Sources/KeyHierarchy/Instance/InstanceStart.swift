#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What happens when an instance starts.
struct InstanceStart {
    let store: any KeyStore
    let rootProtectors: [any RootProtector]
    let options: EncryptionHierarchy.Options

    /// Creates the instance, or opens the one that is there.
    func run() async throws -> (
        key: OpenKey?, messages: [SQLServerMessage], failures: [RootProtectorFailure]
    ) {
        if try await store.read({ try $0.instance() }) == nil {
            try await create()
        }
        // Before anything else is read: a newer version may keep it elsewhere.
        let instance = try await store.read { try $0.requireInstance() }
        guard instance.formatVersion <= InstanceRecord.currentFormatVersion else {
            throw HierarchyError.unreadableFormat(instance)
        }
        let (record, encryptions) = try await store.read { store in
            (try store.requireServiceMasterKey(), try store.encryptions(of: .serviceMasterKey))
        }
        let opening = try await RootOpening(record: record, encryptions: encryptions, protectors: rootProtectors)
        guard let key = opening.key else {
            return (nil, [.unreadableAtStart], opening.failures)
        }
        var failures = opening.failures
        if options.maintainsStore {
            if instance.formatVersion < InstanceRecord.currentFormatVersion { try await raiseFormatVersion() }
            let mended = try await maintain(opening, key: key, encryptions: encryptions)
            for index in failures.indices { failures[index].isMended = mended.contains(failures[index].name) }
        }
        return (key, failures.isEmpty ? [] : [.staleRootProtector], failures)
    }

    /// Writes a new instance, unless another process has just done so.
    private func create() async throws {
        let key = try OpenKey.generate(.serviceMasterKey, random: options.random)
        let seals = try await RootSeals(key, under: rootProtectors, firstSlot: 1)
        let now = options.now()
        let serverName = options.serverName
        let random = options.random
        try await store.write { store in
            guard try store.instance() == nil else { return }
            try store.put(
                InstanceRecord(
                    id: try random.uuid(), serverName: serverName, created: now, revision: 1,
                    nextDatabase: DatabaseIdentifier.firstUserDatabase.rawValue, nextCredential: 65_536))
            let systemDatabases: [DatabaseName] = ["master", "tempdb", "model", "msdb"]
            for (index, name) in systemDatabases.enumerated() {
                let id = DatabaseIdentifier(rawValue: Int32(index + 1))
                try store.put(DatabaseRecord(id: id, name: name, family: try random.uuid(), created: now))
            }
            try store.put(
                key.record(name: KeyRecord.serviceMasterKeyName, created: now, modified: now, version: 1))
            try store.put(seals.encryptions(created: now))
        }
    }

    /// Notes that the store may hold what older versions of this library do not know; they refuse it from then on.
    private func raiseFormatVersion() async throws {
        try await store.write { store in
            var instance = try store.requireInstance()
            instance.formatVersion = max(instance.formatVersion, InstanceRecord.currentFormatVersion)
            try store.put(instance)
        }
    }

    /// Writes the protectors again that did not open the key, and notes that one did.
    ///
    /// - Returns: Those that were written again.
    private func maintain(
        _ opening: RootOpening,
        key: OpenKey,
        encryptions: [KeyEncryption]
    ) async throws -> Set<RootProtectorName> {
        let now = options.now()
        let proved = opening.proved.filter { $0.isProofDue(at: now) }
        guard !proved.isEmpty || !opening.failures.isEmpty else { return [] }
        let seals = try await RootSeals(
            key, underAvailable: opening.failures.map(\.protector), firstSlot: try encryptions.nextSlot)
        return try await store.write { store -> Set<RootProtectorName> in
            // Another process may have mended them, or replaced the key, since we looked: then this is its business.
            guard try store.encryptions(of: .serviceMasterKey) == encryptions else { return [] }
            try store.put(
                proved.map { encryption in
                    var encryption = encryption
                    encryption.lastProved = now
                    return encryption
                })
            guard !seals.protectors.isEmpty else { return [] }
            for encryption in encryptions {
                if case .root(let name) = encryption.protector, seals.protectors.contains(name) {
                    try store.removeEncryption(encryption.id)
                }
            }
            try store.put(seals.encryptions(created: now))
            try store.touch(try store.requireServiceMasterKey(), at: now)
            var instance = try store.requireInstance()
            instance.revision += 1
            try store.put(instance)
            return seals.protectors
        }
    }
}
