// How an operation finds a certificate or key of a database by its name.
extension Session {
    /// Returns what is stored of a key.
    ///
    /// - Parameters:
    ///   - kind: A symmetric key, which may be a temporary one of this session, a certificate or an asymmetric key.
    ///   - name: Its name, in any spelling that is equal without regard to case.
    ///   - database: The database.
    ///   - verb: What SQL Server says cannot be done when there is no such key: find, alter or drop.
    /// - Throws: ``HierarchyError`` with the code `noSuchDatabase`, `noSuchKey`, `permissionDenied`, which reads the same.
    func storedKey(
        _ kind: KeyIdentifier.Kind,
        named name: String,
        in database: DatabaseName,
        verb: String = "find"
    ) async throws -> StoredKey {
        if kind == .symmetricKey, name.hasPrefix("#") {
            guard let key = temporaryKey(named: name) else {
                throw HierarchyError.noSuchKey(kind, name, verb: verb)
            }
            return key
        }
        try await require(
            .alterAny(kind, in: database), orThrow: .noSuchKey(kind, name, verb: verb, denied: true))
        return try await hierarchy.store.read { store in
            let database = try store.requireDatabase(database)
            guard let record = try store.key(kind, named: name, in: database.id) else {
                throw HierarchyError.noSuchKey(kind, name, verb: verb)
            }
            return try store.stored(record, in: database)
        }
    }

    /// Returns what is stored of all keys of a kind in a database, by their numbers.
    func storedKeys(_ kind: KeyIdentifier.Kind, in database: DatabaseName) async throws -> [StoredKey] {
        try requireNotClosed()
        try await require(.alterAny(kind, in: database))
        return try await hierarchy.store.read { store in
            let database = try store.requireDatabase(database)
            return try store.keys(in: database.id).filter { $0.id.kind == kind }.map { record in
                try store.stored(record, in: database)
            }
        }
    }

    /// A change that drops a key on which nothing depends.
    func dropping(_ stored: StoredKey, consequence: String) -> Change {
        let id = stored.record.id
        return Change(
            action: .dropKey, subject: stored.subject, permission: .alterAny(id.kind, in: stored.database.name),
            denied: .noSuchKey(id.kind, stored.record.name, verb: "drop", denied: true)
        ) { store, _ in
            _ = try store.requireUnchanged(stored.record)
            try store.forEachEncryption(under: .key(id), batchSize: 16) { batch in
                for encryption in batch { try Self.letGo(of: encryption.id.key, under: id, in: store) }
            }
            var report = ChangeReport()
            report.lost.append(
                ChangeReport.Entry(key: id, name: try store.fullName(of: id), consequence: consequence))
            try store.removeKey(id)
            return report
        }
    }

    /// Removes a key that goes with the one above it when that is dropped.
    ///
    /// - Throws: What says that a key is in use when it does not: all but the further versions of a symmetric key's sealing
    ///   key, which are part of it.
    private static func letGo(of dependent: KeyIdentifier, under key: KeyIdentifier, in store: any KeyStoreWriter)
        throws
    {
        switch dependent.kind {
        case .sealingKey: try store.removeKey(dependent)
        case .databaseEncryptionKey:
            throw HierarchyError.protectsDatabaseEncryptionKey(key.kind, dependent: try store.name(of: dependent))
        default: throw HierarchyError.keyInUse(key.kind, dependent: try store.name(of: dependent))
        }
    }
}

extension Permission {
    /// What it takes to change and use the keys of a kind in a database.
    static func alterAny(_ kind: KeyIdentifier.Kind, in database: DatabaseName) -> Permission {
        switch kind {
        case .symmetricKey: .alterAnySymmetricKey(database)
        case .certificate: .alterAnyCertificate(database)
        case .asymmetricKey: .alterAnyAsymmetricKey(database)
        default: .control(database)
        }
    }
}

extension KeyStoreReader {
    /// Returns the key of a kind with that name, in any spelling that is equal without regard to case.
    package func key(_ kind: KeyIdentifier.Kind, named name: String, in database: DatabaseIdentifier) throws
        -> KeyRecord?
    {
        let folded = name.lowercased()
        return try keys(in: database).first { $0.id.kind == kind && $0.name.lowercased() == folded }
    }

    /// Returns the identifier for a new key of a kind: the number after the highest, from 256 on.
    ///
    /// The number of a key that was dropped may come again. What is left of that key elsewhere, such as an old copy of a
    /// row, holds another material than the record of the new one says, and is refused.
    func nextIdentifier(_ kind: KeyIdentifier.Kind, in database: DatabaseIdentifier) throws -> KeyIdentifier {
        let highest = try keys(in: database).lazy.filter { $0.id.kind == kind }.map(\.id.number).max() ?? 255
        guard highest < Int32.max else {
            throw HierarchyError.corrupted("A \(kind.noun) has number \(highest), which nobody has given out.")
        }
        return KeyIdentifier(kind: kind, database: database, number: max(highest, 255) + 1)
    }
}
