#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension KeyStoreReader {
    /// Returns what a person calls a secret where its database is known: "master key of database Sales", "certificate
    /// 'Cards'".
    package func name(of key: KeyIdentifier) throws -> String {
        try key.title(
            named: self.key(key)?.name ?? String(key.number),
            in: database(key.database)?.name.description ?? key.database.description)
    }

    /// Returns what a person calls a secret, with the database that it is in: "certificate 'Cards' of database Sales".
    func fullName(of key: KeyIdentifier) throws -> String {
        try key.fullTitle(
            named: self.key(key)?.name ?? String(key.number),
            in: database(key.database)?.name.description ?? key.database.description)
    }

    /// Returns the facts about the instance, which every store that has been started on holds.
    package func requireInstance() throws -> InstanceRecord {
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
        guard let present = try key(record.id), present.version == record.version, present.guid == record.guid,
            present.details == record.details
        else {
            throw HierarchyError.changedMeanwhile(try fullName(of: record.id))
        }
        return present
    }

    /// Throws a conflict unless a key is still the one that `open` holds.
    func requireCurrent(_ open: OpenKey) throws {
        guard let record = try key(open.id), open.isKey(of: record) else {
            throw HierarchyError.changedMeanwhile(try fullName(of: open.id))
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
