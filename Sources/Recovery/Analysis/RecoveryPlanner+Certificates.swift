import KeyHierarchy

// How the private key of a certificate comes back from its file.
extension RecoveryPlanner {
    func restoreCertificate(_ restored: Restored) -> RecoveryStep {
        let (key, backup) = (restored.key, restored.backup)
        let isGone = hasLostHome(key)
        let hasPrivateKey = !isGone && !key.encryptions.isEmpty
        // One that has no private key takes one, whatever is under it.
        if !isGone, !restored.dependents.isEmpty, hasPrivateKey || backup.isPFX {
            return needsRegeneratedMasterKey(key, restored.dependents) || !hasPrivateKey
                ? restoreInUse(restored) : restoreElsewhere(restored)
        }
        let name = key.name.sqlIdentifier
        let getsMasterKey = needsNewMasterKey(key)
        let isUnderMasterKey = getsMasterKey || self.isUnderMasterKey(key)
        var statements: [String] = []
        if isGone || backup.isPFX {
            if !isGone { statements.append("DROP CERTIFICATE \(name);") }
            statements.append(creation(of: restored, isUnderMasterKey: isUnderMasterKey))
        } else {
            if hasPrivateKey { statements.append("ALTER CERTIFICATE \(name) REMOVE PRIVATE KEY;") }
            statements.append(importing(restored, from: backup.path.sqlLiteral, isUnderMasterKey: isUnderMasterKey))
        }
        var text = statements.joined(separator: "\n")
        if getsMasterKey {
            if restored.makesMasterKey {
                text = "CREATE MASTER KEY ENCRYPTION BY PASSWORD = '<its new password>';\n" + text
            }
        } else if isUnderMasterKey {
            text = inventory.withMasterKeyOpen(of: key.id.database, text)
        }
        let file = file(of: restored)
        let instruction: String
        if !isGone {
            instruction = "Bring the private key of \(key.title) back from \(file)."
        } else if key.id.database == .master {
            instruction = "Create \(key.title) again, with its private key, from \(file)."
        } else {
            instruction =
                "Where the database has come back without it, create \(key.title) again, with its private key, from "
                + "\(file)."
        }
        return RecoveryStep(
            instruction + (isGone ? certificateFileNote(backup) : ""), transactSQL: use(key.id.database) + text)
    }

    /// What is noted of a backup is the file of the private key. Only a PFX has the certificate in it.
    private func certificateFileNote(_ backup: BackupRecord) -> String {
        backup.isPFX
            ? ""
            : " That takes the certificate's own file (.cer) too, of which nothing is noted here: the private key is of no use "
                + "without it."
    }

    // MARK: While something is encrypted by it

    /// Symmetric keys open by the certificate where they are: its private key has to come back there. One under a master key
    /// that is lost counts for none, once the master key is another one.
    private func restoreInUse(_ restored: Restored) -> RecoveryStep {
        let key = restored.key
        var text = ""
        var keyFile = restored.backup.path.sqlLiteral
        if restored.backup.isPFX {
            keyFile = "'<a file for the private key>'"
            text = converting(restored, to: keyFile) + "\n"
        }
        text += use(key.id.database)
        let isForced = needsRegeneratedMasterKey(key, restored.dependents)
        var addition = ""
        if restored.makesMasterKey {
            text += "ALTER MASTER KEY FORCE REGENERATE WITH ENCRYPTION BY PASSWORD = '<its new password>';\n"
            // The one that opened the lost master key is lost, too, and there is another one by now.
            if inventory.key(.databaseMasterKey(of: key.id.database))?.isUnderServiceMasterKey == true {
                addition = "\nALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY;"
            }
        }
        let isUnderMasterKey = isForced || self.isUnderMasterKey(key)
        let statement = importing(restored, from: keyFile, isUnderMasterKey: isUnderMasterKey)
        if isForced {
            text += """
                OPEN MASTER KEY DECRYPTION BY PASSWORD = '<its new password>';\(addition)
                \(statement)
                CLOSE MASTER KEY;
                """
        } else {
            text += isUnderMasterKey ? inventory.withMasterKeyOpen(of: key.id.database, statement) : statement
        }
        let beginning =
            restored.makesMasterKey
            ? "Put a new master key in the place of the one of database \(inventory.name(of: key.id.database)), which is "
                + "lost, and bring" : "Bring"
        let end =
            isForced
            ? " A server that refuses it (15332) has it from these files on another server only: what is under it is "
                + "lost there." : ""
        return RecoveryStep(
            "\(beginning) the private key of \(key.title) back from \(file(of: restored)).\(end)", transactSQL: text)
    }

    /// A statement takes a private key from a file of its own only, which a server makes of a PFX.
    private func converting(_ restored: Restored, to keyFile: String) -> String {
        let name = restored.key.name.sqlIdentifier
        return """
            USE [tempdb];
            \(creation(of: restored, isUnderMasterKey: false))
            BACKUP CERTIFICATE \(name) TO FILE = '<a file>' WITH PRIVATE KEY (FILE = \(keyFile), \
            ENCRYPTION BY PASSWORD = \(placeholder(restored.password)), DECRYPTION BY PASSWORD = '<its new password>');
            DROP CERTIFICATE \(name);
            """
    }

    /// A private key that is there cannot be taken away, nor the certificate dropped, while something is encrypted by it.
    private func restoreElsewhere(_ restored: Restored) -> RecoveryStep {
        let (key, dependents) = (restored.key, restored.dependents)
        let names = dependents.prefix(3).map { "the \($0.title)" }
        let more = dependents.count > names.count ? " and \(dependents.count - names.count) more" : ""
        let beginning =
            "The private key of \(key.title) cannot be put back in place while something is encrypted by it: "
            + "\(names.joined(separator: ", "))\(more)."
        let uses =
            protectsDatabasesAlone(dependents)
            ? "restore the backups of the databases there"
            : "use it for what it encrypts itself, and for backups of databases; a server does not open symmetric keys under "
                + "it any more"
        return RecoveryStep(
            "\(beginning) On another server only: create the certificate there from \(file(of: restored)), and \(uses)."
                + (restored.backup.isPFX ? "" : " BACKUP CERTIFICATE writes its own file (.cer) here still."),
            transactSQL: """
                -- On another server, whose master has a master key:
                USE [master];
                \(creation(of: restored, isUnderMasterKey: true))
                """)
    }

    // MARK: Statements

    private func use(_ database: DatabaseIdentifier) -> String {
        "USE \(inventory.name(of: database).sqlIdentifier);\n"
    }

    private func file(of restored: Restored) -> String {
        "\(restored.backup.whereabouts); its file has \(restored.password)"
    }

    private func creation(of restored: Restored, isUnderMasterKey: Bool) -> String {
        let name = restored.key.name.sqlIdentifier
        let file = restored.backup.path.sqlLiteral
        let passwords = passwords(of: restored, isUnderMasterKey: isUnderMasterKey)
        return restored.backup.isPFX
            ? "CREATE CERTIFICATE \(name) FROM FILE = \(file) WITH FORMAT = 'PFX', PRIVATE KEY (\(passwords));"
            : "CREATE CERTIFICATE \(name) FROM FILE = '<its .cer file>' WITH PRIVATE KEY (FILE = \(file), \(passwords));"
    }

    private func importing(_ restored: Restored, from file: String, isUnderMasterKey: Bool) -> String {
        "ALTER CERTIFICATE \(restored.key.name.sqlIdentifier) WITH PRIVATE KEY (FILE = \(file), "
            + "\(passwords(of: restored, isUnderMasterKey: isUnderMasterKey)));"
    }

    /// The password of the file, and the one that the private key has from now on where no master key protects it.
    private func passwords(of restored: Restored, isUnderMasterKey: Bool) -> String {
        "DECRYPTION BY PASSWORD = \(placeholder(restored.password))"
            + (isUnderMasterKey ? "" : ", ENCRYPTION BY PASSWORD = '<its new password>'")
    }

    /// What stands in a statement where a password has to be put in.
    private func placeholder(_ password: String) -> String {
        "<\(password)>".sqlLiteral
    }

    // MARK: Master keys

    /// Whether the master key of its database protects a private key that comes back.
    private func isUnderMasterKey(_ key: Inventory.Key) -> Bool {
        guard !key.isUnderPassword, let index = graph.indexOfKey(.databaseMasterKey(of: key.id.database)) else {
            return false
        }
        return after.isReached(index)
    }

    /// Whether master, which is gone, will have no master key for the private key of a certificate. Other databases come back
    /// with theirs, which nothing may open: there a password protects the private key.
    func needsNewMasterKey(_ key: Inventory.Key) -> Bool {
        key.id.kind == .certificate && key.id.database == .master && hasLostHome(key) && !key.isUnderPassword
            && !isUnderMasterKey(key)
    }

    /// Whether symmetric keys are under a private key whose master key is lost. Databases that are encrypted under it are left
    /// as they are, since another server opens their backups.
    func needsRegeneratedMasterKey(_ key: Inventory.Key, _ dependents: [Inventory.Key]) -> Bool {
        key.id.kind == .certificate && !hasLostHome(key) && !key.encryptions.isEmpty && !key.isUnderPassword
            && !isUnderMasterKey(key) && !dependents.isEmpty && !protectsDatabasesAlone(dependents)
    }

    private func protectsDatabasesAlone(_ dependents: [Inventory.Key]) -> Bool {
        dependents.allSatisfy { $0.id.kind == .databaseEncryptionKey }
    }
}

extension Inventory.Key {
    /// Whether a password protects it.
    var isUnderPassword: Bool {
        encryptions.contains { $0.protector == .password }
    }
}
