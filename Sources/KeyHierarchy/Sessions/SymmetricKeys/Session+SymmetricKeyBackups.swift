// What the Backup module needs of a session: a symmetric key that goes into a file, and one that comes out of one.
extension Session {
    /// Returns a symmetric key that is open in this session, for a backup.
    ///
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `keyNotOpen`,
    ///   `unsupported` for a temporary key.
    package func symmetricKeyForBackup(
        _ name: String,
        in database: DatabaseName
    ) async throws -> (material: SharedSecret, facts: SymmetricKey) {
        let (stored, key) = try await openStoredSymmetricKey(named: name, in: database)
        guard !stored.isTemporary else {
            throw HierarchyError(
                .unsupported, "A temporary key is not backed up.",
                advice: "It ends with its session: nothing else has it.")
        }
        return (key.material, try SymmetricKey(stored))
    }

    /// Throws, as for a key that is not there, when the principal may not restore symmetric keys.
    package func requireRestoringSymmetricKey(_ name: String, in database: DatabaseName) async throws {
        try await require(
            .alterAnySymmetricKey(database), orThrow: .noSuchKey(.symmetricKey, name, denied: true))
    }

    /// Puts a symmetric key from a backup in the place of the one of that name, or where there is none.
    ///
    /// What was open here under that name is closed: it could be another key with the same identity.
    package func restoreSymmetricKey(
        _ name: String,
        in database: DatabaseName,
        _ material: NewKeyMaterial,
        newPassword: Password,
        label: String
    ) async throws -> ChangeReport {
        let report = try await commit(
            try await prepareRestore(name, in: database, material, newPassword: newPassword, label: label))
        let id = try? await hierarchy.store.read { store in
            try store.key(.symmetricKey, named: name, in: try store.requireDatabase(database).id)?.id
        }
        if let id { removeOpenKey(id) }
        return report
    }

    /// Finds out what restoring a symmetric key would do.
    package func planRestoreSymmetricKey(
        _ name: String,
        in database: DatabaseName,
        _ material: NewKeyMaterial,
        newPassword: Password,
        label: String
    ) async throws -> Plan {
        try await plan(try await prepareRestore(name, in: database, material, newPassword: newPassword, label: label))
    }

    private func prepareRestore(
        _ name: String,
        in database: DatabaseName,
        _ material: NewKeyMaterial,
        newPassword: Password,
        label: String
    ) async throws -> Change {
        _ = try DatabaseName(name)
        guard !name.hasPrefix("#") else {
            throw HierarchyError(
                .unsupported, "A key is not restored as a temporary one.", advice: "Choose another name.")
        }
        try await requireAcceptable(newPassword, label: label, for: database)
        return SymmetricKeyRestoration(
            name: name, database: try await self.database(database), material: material,
            seal: try await newSeal(newPassword), label: label
        ).change
    }
}
