import KeyHierarchy

/// Writes the steps that bring back what a loss has cost, in the order in which they have to be done.
struct RecoveryPlanner {
    let graph: KeyGraph
    let before: Reach
    let after: Reach
    let lost: [Asset]

    var inventory: Inventory { graph.inventory }

    func steps() -> [RecoveryStep] {
        let restored = restoredKeys()
        // A backup of an encrypted database needs its certificate, which is in master.
        var steps = bringMasterBack() + replaceServiceMasterKey() + reattachMasterKeys()
        for next in restored where next.key.id.database == .master { steps += restore(next) }
        steps += bringDatabasesBack()
        for next in restored where next.key.id.database != .master { steps += restore(next) }
        let newMasterKeys = Set(restored.filter(\.makesMasterKey).map(\.key.id.database))
        return steps + replaceRootProtector() + reenterSecrets() + replacePasswords()
            + renewBackups(newMasterKeys: newMasterKeys)
    }

    // MARK: Databases

    /// Keys can only go back to where they belong.
    private func bringDatabasesBack() -> [RecoveryStep] {
        if lost.contains(.store) {
            let encrypted =
                inventory.databases.contains(where: \.isEncrypted)
                ? " Those of encrypted databases take the certificates in master." : ""
            return [
                RecoveryStep(
                    "Bring the databases back from their own backups.\(encrypted) Here, where only the keys are modelled, "
                        + "restoring the backup of a key makes the database that it names.")
            ]
        }
        return lost.compactMap { asset in
            guard case .database(let id) = asset, !id.isSystem else { return nil }
            return bringBack(id)
        }
    }

    private func bringBack(_ id: DatabaseIdentifier) -> RecoveryStep {
        let name = inventory.name(of: id)
        let key = graph.indexOfKey(.databaseEncryptionKey(of: id))
        guard let key, inventory.databases.contains(where: { $0.id == id && $0.isEncrypted }) else {
            return RecoveryStep("Bring the database \(name) back from its own backup.")
        }
        let owners = inventory.keys[key].encryptions.compactMap { encryption -> Inventory.Key? in
            guard case .key(let owner) = encryption.protector, let index = graph.indexOfKey(owner),
                after.isReached(index)
            else { return nil }
            return inventory.keys[index]
        }
        guard let owner = owners.first else {
            return RecoveryStep(
                "Bring the database \(name) back from a backup of the time before it was encrypted, if there is one: "
                    + "nothing opens the others any more.")
        }
        return RecoveryStep("Bring the database \(name) back from its own backup, which the \(owner.title) opens.")
    }

    /// Whether master is lost, and not the whole store with it.
    private var hasLostMaster: Bool {
        lost.contains(.database(.master)) && !lost.contains(.store)
    }

    private func bringMasterBack() -> [RecoveryStep] {
        guard hasLostMaster else { return [] }
        return [
            RecoveryStep(
                "Bring master back from its own backup; the server is started in single-user mode for it. Here, bring "
                    + "the store's own backup back. Only what that does not have takes the steps that follow.",
                transactSQL: "RESTORE DATABASE master FROM DISK = '<a backup of master>' WITH REPLACE;")
        ]
    }

    /// Whether what a key was in is gone, and the key with it.
    func hasLostHome(_ key: Inventory.Key) -> Bool {
        lost.contains(.store) || lost.contains(.database(key.id.database))
    }

    // MARK: Keys that come back

    /// A key that comes back from a backup.
    struct Restored {
        let key: Inventory.Key
        let backup: BackupRecord
        /// What a person calls the password of the backup.
        let password: String
        /// The secrets that the key opens.
        let dependents: [Inventory.Key]
        /// Whether its database gets a new master key for it. A certificate that comes back after it is under that one.
        let makesMasterKey: Bool
    }

    /// The keys that come back from backups: the service master key first.
    private func restoredKeys() -> [Restored] {
        var databases: Set<DatabaseIdentifier> = []
        return after.order.dropFirst(after.countWithoutBackups).compactMap { goal -> Restored? in
            let way = Int(after.ways[Int(goal)])
            guard case .key(let index) = graph.goals[Int(goal)], let backup = graph.backup(of: way) else { return nil }
            let key = inventory.keys[index]
            let dependents = dependents(of: index)
            let needsMasterKey = needsNewMasterKey(key) || needsRegeneratedMasterKey(key, dependents)
            return Restored(
                key: key, backup: backup, password: password(of: way), dependents: dependents,
                makesMasterKey: needsMasterKey && databases.insert(key.id.database).inserted)
        }
    }

    /// The secrets that a key opens.
    private func dependents(of index: Int) -> [Inventory.Key] {
        let inPlace = graph.goalInPlace(of: index)
        let ways = Array(graph.users(of: index)) + (inPlace == index ? [] : Array(graph.users(of: inPlace)))
        return ways.compactMap { way -> Inventory.Key? in
            if case .key(let user) = graph.goals[graph.goal(of: Int(way))] { inventory.keys[user] } else { nil }
        }
    }

    private func restore(_ restored: Restored) -> [RecoveryStep] {
        let (key, backup, password) = (restored.key, restored.backup, restored.password)
        let database = inventory.name(of: key.id.database)
        let source = "FROM FILE = '<the server''s own backup of this key>' DECRYPTION BY PASSWORD = '<its password>'"
        switch key.id.kind {
        case .serviceMasterKey:
            return [
                RecoveryStep(
                    "Restore the service master key from \(backup.whereabouts); it asks for \(password). What is under it opens "
                        + "again by itself.",
                    command: "keyhierarchy restore service-master-key \(backup.path.shellPath)"
                        + (key.rootProtectors.contains(.token) ? " --token URI" : ""),
                    transactSQL: "RESTORE SERVICE MASTER KEY \(source) FORCE;")
            ]
        case .databaseMasterKey:
            var steps = [
                RecoveryStep(
                    "Restore the master key of database \(database) from \(backup.whereabouts); it asks for \(password), and for "
                        + "the password that the key has from now on.",
                    command: "keyhierarchy restore master-key \(database.shellArgument) \(backup.path.shellPath)",
                    transactSQL: """
                        USE \(database.sqlIdentifier);
                        RESTORE MASTER KEY \(source) ENCRYPTION BY PASSWORD = '<its new password>' FORCE;
                        """)
            ]
            if key.isUnderServiceMasterKey { steps.append(addServiceMasterKey(to: key, password: "its new password")) }
            return steps
        case .certificate:
            return [restoreCertificate(restored)]
        case .symmetricKey:
            return [
                RecoveryStep(
                    "Restore \(key.title) from \(backup.whereabouts); its file has \(password).",
                    transactSQL: """
                        USE \(database.sqlIdentifier);
                        RESTORE SYMMETRIC KEY \(key.name.sqlIdentifier) \(source) \
                        ENCRYPTION BY PASSWORD = '<its new password>';
                        """)
            ]
        default:
            return [RecoveryStep("Restore \(key.title) from \(backup.whereabouts); its file has \(password).")]
        }
    }

    /// What a person calls the password that a way needs.
    private func password(of way: Int) -> String {
        for need in graph.needs(of: way) where need < 0 {
            switch graph.assets[Int(-1 - need)] {
            case .password, .keyPassword, .backupPassword:
                return inventory.name(of: graph.assets[Int(-1 - need)])
            default: continue
            }
        }
        return "its password"
    }

    // MARK: Keys that do not

    private var root: Int? { graph.indexOfKey(.serviceMasterKey) }

    /// Without any way to the service master key there has to be a new one.
    private func replaceServiceMasterKey() -> [RecoveryStep] {
        guard let root, before.isReached(root), !after.isReached(root) else { return [] }
        if hasLostHome(inventory.keys[root]) {
            let beginning =
                hasLostMaster
                ? "Where there is no backup of master, create a new instance" : "Create a new instance"
            return [
                RecoveryStep(
                    "\(beginning), with a service master key of its own, as a new server has one. What was under "
                        + "the lost one alone is lost.",
                    command: "keyhierarchy init")
            ]
        }
        return [
            RecoveryStep(
                "Make a new service master key in the place of the one that is lost. What was under it alone is lost.",
                command: "keyhierarchy service-master-key regenerate --force",
                transactSQL: "ALTER SERVICE MASTER KEY FORCE REGENERATE;")
        ]
    }

    /// Master keys that a password opens, and that the lost service master key opened until now.
    private func reattachMasterKeys() -> [RecoveryStep] {
        guard let root, before.isReached(root), !after.isReached(root) else { return [] }
        let open = after.order.prefix(after.countWithoutBackups)
        return open.sorted().flatMap { goal -> [RecoveryStep] in
            guard case .key(let index) = graph.goals[Int(goal)] else { return [] }
            let key = inventory.keys[index]
            guard key.id.kind == .databaseMasterKey, key.isUnderServiceMasterKey else { return [] }
            return [addServiceMasterKey(to: key, password: password(of: Int(after.ways[Int(goal)])))]
        }
    }

    private func addServiceMasterKey(to key: Inventory.Key, password: String) -> RecoveryStep {
        inventory.addingServiceMasterKey(
            to: key, "Let the service master key open the \(key.title) again; it asks for \(password).",
            password: password)
    }

    /// Secrets that are lost, and that somebody knows elsewhere.
    private func reenterSecrets() -> [RecoveryStep] {
        graph.goals.indices.compactMap { goal -> RecoveryStep? in
            guard before.isReached(goal), !after.isReached(goal), case .key(let index) = graph.goals[goal] else {
                return nil
            }
            let key = inventory.keys[index]
            switch key.id.kind {
            case .credential: return key.isMasterKeyPassword ? reenterMasterKeyPassword(key) : reenterCredential(key)
            case .linkedServerLogin: return reenterLinkedServerLogin(key)
            default: return nil
            }
        }
    }

    private func reenterCredential(_ key: Inventory.Key) -> RecoveryStep {
        let scope = key.id.database == .master ? "" : "DATABASE SCOPED "
        return RecoveryStep(
            "Enter the secret of \(key.title) again: it is lost here.",
            transactSQL: """
                USE \(inventory.name(of: key.id.database).sqlIdentifier);
                \(hasLostHome(key) ? "CREATE" : "ALTER") \(scope)CREDENTIAL \(key.name.sqlIdentifier) \
                WITH IDENTITY = '<its identity>', SECRET = '<its secret>';
                """)
    }

    /// What keeps a password of a master key belongs to a procedure, and is no credential of a person's.
    private func reenterMasterKeyPassword(_ key: Inventory.Key) -> RecoveryStep {
        RecoveryStep(
            "Give the server the password of the master key again that it kept as \(key.title): it is lost here.",
            transactSQL: "EXEC sp_control_dbmasterkey_password @db_name = N'<its database>', "
                + "@password = N'<a password of its master key>', @action = N'add';")
    }

    private func reenterLinkedServerLogin(_ key: Inventory.Key) -> RecoveryStep {
        let server = key.name.unicodeSQLLiteral
        let creation =
            hasLostHome(key)
            ? "EXEC sp_addlinkedserver @server = \(server), @srvproduct = N'<its product>';\n" : ""
        return RecoveryStep(
            "Enter the password again with which logins reach the linked server \(key.name): it is lost here. "
                + "Where it is for all logins, leave @locallogin out.",
            transactSQL: creation + "EXEC sp_addlinkedsrvlogin @rmtsrvname = \(server), @useself = N'FALSE', "
                + "@locallogin = N'<the login here>', @rmtuser = N'<the login there>', "
                + "@rmtpassword = N'<its password there>';")
    }

    // MARK: What should not stay as it is

    private func replaceRootProtector() -> [RecoveryStep] {
        // One that is restored is protected by the root protectors of the machine by that.
        guard let root, graph.ways(of: root).contains(where: { after.isOpen($0) && !graph.isBackup($0) }) else {
            return []
        }
        let key = inventory.keys[root]
        let names = lost.compactMap { if case .rootProtector(let name) = $0 { name } else { nil } }
            .filter { key.rootProtectors.contains($0) }
        guard !names.isEmpty else { return [] }
        // A server writes the new one at its start: there is no statement to run.
        return [
            RecoveryStep(
                "Start the instance with a new \(names.map(\.rawValue).joined(separator: " and a new ")): the one that is "
                    + "left opens it, and the new one is written.",
                command: key.protecting(anew: names, lost: names))
        ]
    }

    /// Master keys that have lost a password and open still.
    private func replacePasswords() -> [RecoveryStep] {
        let gone = Set(lost)
        return inventory.keys.indices.compactMap { index -> RecoveryStep? in
            let key = inventory.keys[index]
            // One that was restored has got a new password by that.
            guard key.id.kind == .databaseMasterKey, after.isReached(index), !graph.isBackup(Int(after.ways[index]))
            else {
                return nil
            }
            let isWeaker = key.encryptions.contains {
                $0.protector == .password
                    && gone.contains(
                        .password(of: KeyEncryption.Identifier(key: key.id, slot: $0.slot), labelled: $0.label))
            }
            guard isWeaker else { return nil }
            return inventory.addingPassword(
                to: key, "Give the \(key.title) a password in the place of the one that is lost.")
        }
    }

    /// Keys that have fewer backups than before, and those that are new.
    ///
    /// - Parameter newMasterKeys: The databases that get a new master key on the way.
    private func renewBackups(newMasterKeys: Set<DatabaseIdentifier>) -> [RecoveryStep] {
        let gone = Set(lost)
        return inventory.keys.indices.compactMap { index -> RecoveryStep? in
            let key = inventory.keys[index]
            let isNew =
                switch key.id.kind {
                case .serviceMasterKey: before.isReached(index) && !after.isReached(index)
                case .databaseMasterKey: newMasterKeys.contains(key.id.database)
                default: false
                }
            let hasFewer = key.presentBackups.contains { gone.contains(.backup(place: $0.place)) }
            guard isNew || hasFewer && after.isReached(index) else { return nil }
            return inventory.backingUp(key, "Back the \(key.title) up again, and keep a copy elsewhere.")
        }
    }
}

extension Inventory.Key {
    /// Whether a credential of the server keeps a password of a database's master key: `##DBMKEY_<family>_<random>##`.
    fileprivate var isMasterKeyPassword: Bool {
        id.database == .master && name.uppercased().hasPrefix("##DBMKEY_") && name.hasSuffix("##")
    }
}

extension String {
    /// The text as a literal of Transact-SQL for an argument that is `nvarchar`.
    fileprivate var unicodeSQLLiteral: String {
        let literal = sqlLiteral
        return literal.hasPrefix("N") ? literal : "N" + literal
    }
}
