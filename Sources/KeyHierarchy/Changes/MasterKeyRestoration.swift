/// The two ways of restoring a database's master key that replace nothing.
enum MasterKeyRestoration {
    /// Restores into a database that has no master key. The key gets the password alone: SQL Server leaves it to
    /// `ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY` to open it automatically.
    static func create(_ key: OpenKey, in database: DatabaseRecord, seal: PasswordSeal, label: String) -> Change {
        let subject = NamedKey.masterKey(of: database.name).description
        return Change(.restoreMasterKey, masterKeyOf: database.name) { store, environment in
            guard try store.database(database.id) != nil else { throw HierarchyError.noSuchDatabase(database.name) }
            guard try store.key(key.id) == nil else { throw HierarchyError.changedMeanwhile(subject) }
            try store.put(
                key.record(
                    name: KeyRecord.databaseMasterKeyName, created: environment.now, modified: environment.now,
                    version: 1))
            try store.put([try seal.encryption(of: key, slot: 1, label: label, created: environment.now)])
            return ChangeReport()
        }
    }

    /// Restores the very key that the database has: nothing is encrypted again, and no password is taken away.
    ///
    /// What SQL Server does with the new password then is not documented. Here it is added, so that whoever restored the
    /// key because its passwords were forgotten can open it.
    static func keep(
        _ stored: Session.StoredKey,
        key: OpenKey,
        adding seal: PasswordSeal?,
        label: String
    ) -> Change {
        Change(.restoreMasterKey, masterKeyOf: stored.database.name) { store, environment in
            let present = try store.requireUnchanged(stored.record)
            if let seal {
                let slot = try store.nextSlot(of: key.id)
                try store.put([try seal.encryption(of: key, slot: slot, label: label, created: environment.now)])
                try store.touch(present, at: environment.now)
            }
            return ChangeReport(messages: [.identicalKeys])
        }
    }
}
