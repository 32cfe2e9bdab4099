import KeyHierarchy

/// Writes the steps that bring back what a loss has cost, in the order in which they have to be done.
struct RecoveryPlanner {
    let graph: KeyGraph
    let before: Reach
    let after: Reach
    let lost: [Asset]

    private var inventory: Inventory { graph.inventory }

    func steps() -> [RecoveryStep] {
        bringDatabasesBack() + replaceServiceMasterKey() + restores() + reattachMasterKeys() + replaceRootProtector()
            + reenterSecrets()
            + replacePasswords() + renewBackups()
    }

    // MARK: Databases

    /// Keys can only go back to where they belong.
    private func bringDatabasesBack() -> [RecoveryStep] {
        if lost.contains(.store) {
            return [
                RecoveryStep(
                    "Bring the databases back from their own backups first. Here, where only the keys are modelled, the next "
                        + "steps make a new store, and the databases that the backups of keys name.")
            ]
        }
        return lost.compactMap { asset in
            guard case .database(let id) = asset, !id.isSystem else { return nil }
            return RecoveryStep("Bring the database \(inventory.name(of: id)) back from its own backup.")
        }
    }

    // MARK: Keys that come back

    /// A step for each backup that is needed: the service master key's first.
    private func restores() -> [RecoveryStep] {
        after.order.dropFirst(after.countWithoutBackups).flatMap { goal -> [RecoveryStep] in
            guard case .key(let index) = graph.goals[Int(goal)],
                let backup = graph.backup(of: Int(after.ways[Int(goal)]))
            else { return [] }
            return restore(inventory.keys[index], from: backup, password: password(of: Int(after.ways[Int(goal)])))
        }
    }

    private func restore(_ key: Inventory.Key, from backup: BackupRecord, password: String) -> [RecoveryStep] {
        let database = inventory.name(of: key.id.database)
        let file = "FROM FILE = \(backup.path.sqlLiteral)"
        switch key.id.kind {
        case .serviceMasterKey:
            return [
                RecoveryStep(
                    "Restore the service master key from \(backup.whereabouts); it asks for \(password). What is under it opens "
                        + "again by itself.",
                    command: "keyhierarchy restore service-master-key \(backup.path.shellPath)",
                    transactSQL:
                        "RESTORE SERVICE MASTER KEY \(file) DECRYPTION BY PASSWORD = \(placeholder(password)) FORCE;")
            ]
        case .databaseMasterKey:
            var steps = [
                RecoveryStep(
                    "Restore the master key of database \(database) from \(backup.whereabouts); it asks for \(password), and for "
                        + "the password that the key has from now on.",
                    command: "keyhierarchy restore master-key \(database.shellWord) \(backup.path.shellPath)",
                    transactSQL: """
                        USE \(database.sqlIdentifier);
                        RESTORE MASTER KEY \(file) DECRYPTION BY PASSWORD = \(placeholder(password)) \
                        ENCRYPTION BY PASSWORD = '<its new password>' FORCE;
                        """)
            ]
            if hadServiceMasterKey(key) { steps.append(addServiceMasterKey(to: key, password: "its new password")) }
            return steps
        case .certificate:
            let target = key.name.sqlIdentifier
            return [
                RecoveryStep(
                    "Bring the private key of \(key.title) back from \(backup.whereabouts); its file has \(password).",
                    transactSQL: """
                        USE \(database.sqlIdentifier);
                        -- Where the certificate is gone too: CREATE CERTIFICATE \(target) FROM FILE = '<its .cer file>' …
                        ALTER CERTIFICATE \(target) WITH PRIVATE KEY (FILE = \(backup.path.sqlLiteral), \
                        DECRYPTION BY PASSWORD = \(placeholder(password)));
                        """)
            ]
        default:
            return [
                RecoveryStep(
                    "Restore \(key.title) from \(backup.whereabouts); its file has \(password).",
                    transactSQL: """
                        USE \(database.sqlIdentifier);
                        RESTORE SYMMETRIC KEY \(key.name.sqlIdentifier) \(file) \
                        DECRYPTION BY PASSWORD = \(placeholder(password)) ENCRYPTION BY PASSWORD = '<its new password>';
                        """)
            ]
        }
    }

    /// What stands in a statement where a password has to be put in.
    private func placeholder(_ password: String) -> String {
        "<\(password)>".sqlLiteral
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
            guard key.id.kind == .databaseMasterKey, hadServiceMasterKey(key) else { return [] }
            return [addServiceMasterKey(to: key, password: password(of: Int(after.ways[Int(goal)])))]
        }
    }

    private func hadServiceMasterKey(_ key: Inventory.Key) -> Bool {
        key.encryptions.contains { $0.protector == .key(.serviceMasterKey) }
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
            guard key.id.kind == .credential else { return nil }
            let isServers = key.id.database == .master
            return RecoveryStep(
                "Enter the secret of \(key.title) again: it is lost here.",
                transactSQL: """
                    USE \(inventory.name(of: key.id.database).sqlIdentifier);
                    ALTER \(isServers ? "" : "DATABASE SCOPED ")CREDENTIAL \(key.name.sqlIdentifier) \
                    WITH IDENTITY = '<its identity>', SECRET = '<its secret>';
                    """)
        }
    }

    // MARK: What should not stay as it is

    private func replaceRootProtector() -> [RecoveryStep] {
        // One that is restored is protected by the root protectors of the machine by that.
        guard let root, graph.ways(of: root).contains(where: { after.isOpen($0) && !graph.isBackup($0) }) else {
            return []
        }
        let names = lost.compactMap { if case .rootProtector(let name) = $0 { name } else { nil } }
            .filter { name in inventory.keys[root].encryptions.contains { $0.protector == .root(name) } }
        guard !names.isEmpty else { return [] }
        return [
            RecoveryStep(
                "Start the instance with a new \(names.map(\.rawValue).joined(separator: " and a new ")): the one that is "
                    + "left opens it, and the new one is written.",
                command: protecting(root, anew: names),
                // A server has its service master key in no token.
                transactSQL: names == [.token] ? nil : "ALTER SERVICE MASTER KEY ADD ENCRYPTION BY MACHINE KEY;")
        ]
    }

    /// The command that gives the service master key new protectors, and names those that stay: it replaces them all.
    private func protecting(_ root: Int, anew names: [RootProtectorName]) -> String? {
        var command = "keyhierarchy service-master-key protect"
        for encryption in inventory.keys[root].encryptions {
            guard case .root(let name) = encryption.protector else { continue }
            let isNew = names.contains(name)
            switch name {
            case .machineKey: command += " --new-machine-key \(isNew ? "NEW-FILE" : "FILE")"
            case .serviceAccount: command += " --new-service-account-key \(isNew ? "NEW-FILE" : "FILE")"
            case .token: command += " --new-token \(isNew ? "NEW-URI" : "URI")"
            default: return nil
            }
        }
        return command
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

    /// Keys that have fewer backups than before, or whose service master key is a new one.
    private func renewBackups() -> [RecoveryStep] {
        let gone = Set(lost)
        return inventory.keys.indices.compactMap { index -> RecoveryStep? in
            let key = inventory.keys[index]
            let isNew = key.id.kind == .serviceMasterKey && before.isReached(index) && !after.isReached(index)
            let hasFewer = key.presentBackups.contains { gone.contains(.backup(place: $0.place)) }
            guard isNew || hasFewer && after.isReached(index) else { return nil }
            return inventory.backingUp(key, "Back the \(key.title) up again, and keep a copy elsewhere.")
        }
    }
}
