import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which key a backup says that it holds, to be found among those of an instance.
struct BackupSubject: Sendable {
    /// Which kind of key; `nil` in a backup of another program, which does not say.
    let kind: BackupFacts.KeyKind?
    let database: DatabaseName?
    let name: String?
    let guid: UUID?
    let fingerprint: KeyFingerprint?

    init(_ backup: OpenedBackup) {
        kind = backup.facts?.kind
        database = backup.facts?.database.flatMap { try? DatabaseName($0) }
        name = backup.facts?.name
        guid = backup.facts?.guid
        fingerprint = backup.fingerprint
    }

    init(_ receipt: BackupVerificationReceipt) {
        kind = receipt.kind
        database = receipt.database.flatMap { try? DatabaseName($0) }
        name = receipt.name
        guid = receipt.guid
        fingerprint = receipt.fingerprint
    }

    /// Whether a key of the instance is the one in the backup; `nil` when that cannot be told. Messages name a symmetric key
    /// by its GUID: with another one, the same material is another key.
    func isCurrent(_ key: KeyRecord) -> Bool? {
        if let guid, key.guid != guid { return false }
        guard key.fingerprint == fingerprint else { return false }
        return fingerprint == nil ? nil : true
    }
}

extension Session {
    /// Returns the record of the key that a backup is of, if the instance has one.
    ///
    /// A backup of another program does not say. If its key is the service master key, it is that.
    func keyRecord(for subject: BackupSubject) async throws -> KeyRecord? {
        switch subject.kind {
        case .databaseMasterKey:
            guard let database = subject.database else { return nil }
            try await require(.control(database))
        case .symmetricKey:
            guard let database = subject.database else { return nil }
            try await require(.alterAnySymmetricKey(database))
        case .serviceMasterKey, nil:
            try await require(.controlServer)
        }
        return try await hierarchy.store.read { store in
            switch subject.kind {
            case .serviceMasterKey:
                return try store.key(.serviceMasterKey)
            case .databaseMasterKey:
                guard let database = subject.database, let id = try store.database(named: database)?.id else {
                    return nil
                }
                return try store.key(.databaseMasterKey(of: id))
            case .symmetricKey:
                guard let database = subject.database, let id = try store.database(named: database)?.id else {
                    return nil
                }
                let keys = try store.keys(in: id).filter { $0.id.kind == .symmetricKey }
                if let key = keys.first(where: { $0.guid == subject.guid }) { return key }
                guard let name = subject.name else { return nil }
                return try store.key(.symmetricKey, named: name, in: id)
            case nil:
                let root = try store.key(.serviceMasterKey)
                return root?.fingerprint == subject.fingerprint ? root : nil
            }
        }
    }
}
