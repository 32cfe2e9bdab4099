/// Puts a symmetric key from a backup in the place of the one of that name, or where there is none.
///
/// The key keeps the identity that messages name it by, and is encrypted by one password alone from then on. SQL Server's
/// documentation does not say what becomes of a present key; here its encryptions go, as those of a master key that is
/// restored, and what it encrypts itself must open with the restored key.
struct SymmetricKeyRestoration: Sendable {
    let name: String
    let database: DatabaseRecord
    let material: NewKeyMaterial
    /// The password that is the only one from now on.
    let seal: PasswordSeal
    let label: String

    var change: Change {
        Change(
            action: .restoreKey, subject: NamedKey.symmetricKey(name, in: database.name).description,
            permission: .alterAnySymmetricKey(database.name),
            denied: .noSuchKey(.symmetricKey, name, denied: true), perform: perform)
    }

    private func perform(in store: any KeyStoreWriter, environment: ChangeEnvironment) throws -> ChangeReport {
        guard try store.database(database.id) != nil else { throw HierarchyError.noSuchDatabase(database.name) }
        let present = try store.key(.symmetricKey, named: name, in: database.id)
        let hasTwin = try store.keys(in: database.id).contains { key in
            key.id.kind == .symmetricKey && key.guid == material.guid && key.id != present?.id
        }
        guard !hasTwin else { throw HierarchyError.symmetricKeyExists(name) }
        let id = try present?.id ?? store.nextIdentifier(.symmetricKey, in: database.id)
        let restored = try material.encrypt(
            as: id, name: present?.name ?? name, in: database, replacing: present,
            by: [.password(seal, label: label)], environment)
        var report = ChangeReport()
        if let present {
            try requireDependentsToOpen(present, in: store)
            report = try replacing(present, by: restored.record, in: store)
        }
        try store.put(restored.record)
        try store.put(restored.encryptions)
        return report
    }

    /// Throws when the present key encrypts another one that the restored key does not open: it would be lost.
    private func requireDependentsToOpen(_ present: KeyRecord, in store: any KeyStoreWriter) throws {
        var opener = try OpenKey(
            id: present.id, guid: material.guid, algorithm: material.algorithm, material: material.bytes
        ).opener()
        try store.forEachEncryption(under: .key(present.id), batchSize: 1) { batch in
            guard (try? opener.openIfAuthentic(batch[0])) != nil else {
                throw HierarchyError.keyInUse(.symmetricKey, dependent: try store.name(of: batch[0].id.key))
            }
        }
    }

    /// Removes the encryptions of the present key, and says what goes with them.
    private func replacing(
        _ present: KeyRecord,
        by restored: KeyRecord,
        in store: any KeyStoreWriter
    ) throws -> ChangeReport {
        var report = ChangeReport()
        func entry(_ consequence: String) throws -> ChangeReport.Entry {
            ChangeReport.Entry(key: present.id, name: try store.fullName(of: present.id), consequence: consequence)
        }
        if present.guid != restored.guid || present.fingerprint != restored.fingerprint {
            report.lost.append(
                try entry(
                    "Another key takes its place. What it has encrypted can no longer be read, unless a backup or its "
                        + "pass phrases bring it back."))
        } else if present.fingerprint == nil {
            report.lost.append(
                try entry(
                    "What it has encrypted can no longer be read, unless the restored key is the same one. Of a key from "
                        + "a pass phrase that cannot be told."))
        }
        for encryption in try store.encryptions(of: present.id) {
            try store.removeEncryption(encryption.id)
            switch encryption.protector {
            case .password:
                report.replacedPasswords.append(
                    try entry(
                        "The password labelled '\(encryption.label)' does not open the restored key, unless it is the one "
                            + "given now."))
            case .key(let key):
                report.noLongerOpens.append(try entry("The \(try store.name(of: key)) no longer opens it."))
            case .root: break
            }
        }
        return report
    }
}
