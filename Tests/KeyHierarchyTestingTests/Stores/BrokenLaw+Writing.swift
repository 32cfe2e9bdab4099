import KeyHierarchy
import KeyHierarchyTesting

extension BrokenLaw {
    static let writing = [
        BrokenLaw("a record takes the place of the one with its identifier", "keeps the encryption that is there") {
            KeepsEncryptions(base: $0)
        },
        BrokenLaw(
            "a database that is renamed keeps its keys and gives up its old name",
            "loses the keys of a renamed database"
        ) { LosesKeysOfRenamed(base: $0) },
        BrokenLaw("a name that was given up is free in the same operation", "frees names at the commit") {
            try FreesNamesLate(base: $0)
        },
        BrokenLaw("reading through a writer sees what was written through it", "counts what was there before") {
            try CountsBefore(base: $0)
        },
        BrokenLaw(
            "with a database go its keys, their encryptions and what is known of their backups",
            "keeps the backups of a database that was removed"
        ) { KeepsBackups(base: $0) },
        BrokenLaw(
            "with a key go its encryptions, and what is known of its backups stays",
            "keeps the encryptions of a key that was removed"
        ) { KeepsOrphans(base: $0) },
        BrokenLaw("an encryption is removed alone", "removes all encryptions of a key") { RemovesAll(base: $0) },
        BrokenLaw("removing what is not there does nothing", "refuses to remove a key that is not there") {
            RefusesToRemove(base: $0)
        },
    ]
}

private struct KeepsEncryptions: ForwardingWriter {
    let base: any KeyStoreWriter

    func put(_ encryptions: [KeyEncryption]) throws {
        try base.put(
            encryptions.filter { encryption in
                try !base.encryptions(of: encryption.id.key).contains { $0.id == encryption.id }
            })
    }
}

private struct LosesKeysOfRenamed: ForwardingWriter {
    let base: any KeyStoreWriter

    func put(_ database: DatabaseRecord) throws {
        if let old = try base.database(database.id), old.name != database.name { try base.removeDatabase(old.id) }
        try base.put(database)
    }
}

private struct FreesNamesLate: ForwardingWriter {
    let base: any KeyStoreWriter
    private let taken: [DatabaseName: DatabaseIdentifier]

    init(base: any KeyStoreWriter) throws {
        self.base = base
        taken = try base.databases(after: nil, limit: 1000).reduce(into: [:]) { $0[$1.name] = $1.id }
    }

    func put(_ database: DatabaseRecord) throws {
        if let owner = taken[database.name], owner != database.id {
            throw HierarchyError(.databaseExists, "The name is taken.")
        }
        try base.put(database)
    }
}

private struct CountsBefore: ForwardingWriter {
    let base: any KeyStoreWriter
    private let passwords: Int

    init(base: any KeyStoreWriter) throws {
        self.base = base
        passwords = try base.encryptionCount(under: .password)
    }

    func encryptionCount(under protector: Protector) throws -> Int {
        protector == .password ? passwords : try base.encryptionCount(under: protector)
    }
}

private struct KeepsBackups: ForwardingWriter {
    let base: any KeyStoreWriter

    func removeDatabase(_ id: DatabaseIdentifier) throws {
        let backups = try base.keys(in: id).flatMap { try base.backups(of: $0.id) }
        try base.removeDatabase(id)
        for backup in backups { try base.put(backup) }
    }
}

private struct KeepsOrphans: ForwardingWriter {
    let base: any KeyStoreWriter

    func removeKey(_ id: KeyIdentifier) throws {
        let encryptions = try base.encryptions(of: id)
        try base.removeKey(id)
        try base.put(encryptions)
    }
}

private struct RemovesAll: ForwardingWriter {
    let base: any KeyStoreWriter

    func removeEncryption(_ id: KeyEncryption.Identifier) throws {
        for encryption in try base.encryptions(of: id.key) { try base.removeEncryption(encryption.id) }
    }
}

private struct RefusesToRemove: ForwardingWriter {
    let base: any KeyStoreWriter

    func removeKey(_ id: KeyIdentifier) throws {
        guard try base.key(id) != nil else { throw HierarchyError(.storeFailed, "There is no such key.") }
        try base.removeKey(id)
    }
}
