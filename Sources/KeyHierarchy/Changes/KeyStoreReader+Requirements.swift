#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension KeyStoreReader {
    /// Returns what a person calls a secret: "service master key", "master key of database Sales".
    func name(of key: KeyIdentifier) throws -> String {
        switch key.kind {
        case .serviceMasterKey:
            "service master key"
        case .databaseMasterKey:
            "master key of database \(try database(key.database)?.name.description ?? key.database.description)"
        case .databaseEncryptionKey:
            "encryption key of database \(try database(key.database)?.name.description ?? key.database.description)"
        case .credential, .symmetricKey, .certificate, .asymmetricKey, .linkedServerLogin, .sealingKey,
            .linkedServer:
            "\(key.kind.noun) '\(try self.key(key)?.name ?? String(key.number))'"
        }
    }

    /// Returns the facts about the instance, which every store that has been started on holds.
    func requireInstance() throws -> InstanceRecord {
        guard let instance = try instance() else {
            throw HierarchyError.corrupted("The store holds no instance.")
        }
        return instance
    }

    /// Returns a database by its name.
    func requireDatabase(_ name: DatabaseName) throws -> DatabaseRecord {
        guard let database = try database(named: name) else { throw HierarchyError.noSuchDatabase(name) }
        return database
    }

    /// Returns the record of the service master key.
    func requireServiceMasterKey() throws -> KeyRecord {
        guard let record = try key(.serviceMasterKey) else {
            throw HierarchyError.corrupted("The store holds no service master key.")
        }
        return record
    }

    /// Returns the record of a key if it is still the one that a change was prepared for.
    func requireUnchanged(_ record: KeyRecord) throws -> KeyRecord {
        guard let present = try key(record.id), present.version == record.version, present.guid == record.guid else {
            throw HierarchyError.changedMeanwhile(try name(of: record.id))
        }
        return present
    }

    /// Throws a conflict unless the service master key is still the one that `open` holds.
    func requireCurrent(_ open: OpenKey) throws {
        guard try key(open.id)?.guid == open.guid else {
            throw HierarchyError.changedMeanwhile(try name(of: open.id))
        }
    }

    /// Returns the number of the next slot of a key.
    func nextSlot(of key: KeyIdentifier) throws -> Int32 {
        try encryptions(of: key).nextSlot
    }
}

extension [KeyEncryption] {
    /// The number of the slot after the last one.
    var nextSlot: Int32 {
        get throws {
            let last = last?.id.slot ?? 0
            // Room for the slots of one operation: whoever can write rows must not be able to make the process trap.
            guard last < Int32.max - 1024 else {
                throw HierarchyError.corrupted("An encryption has slot \(last), which nobody has given out.")
            }
            return last + 1
        }
    }
}

extension KeyStoreWriter {
    /// Notes that a key or its encryptions have changed.
    func touch(_ record: KeyRecord, at time: Date) throws {
        var record = record
        record.modified = time
        record.version += 1
        try put(record)
    }
}
