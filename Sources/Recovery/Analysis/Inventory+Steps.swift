import KeyHierarchy

// What is done to a key so that it is harder to lose, each written once: the remedies of weaknesses and of shortfalls, and the
// last steps of a recovery.
extension Inventory {
    /// Backing a key up.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - instruction: What to do in a sentence, where it is not just that.
    func backingUp(_ key: Key, _ instruction: String? = nil) -> RecoveryStep {
        let database = name(of: key.id.database)
        let use = "USE \(database.sqlIdentifier);\n"
        let target = "TO FILE = '<a file>' ENCRYPTION BY PASSWORD = '<its password>';"
        let instruction = instruction ?? "Back the \(key.title) up, and keep a copy elsewhere."
        switch key.id.kind {
        case .serviceMasterKey:
            return RecoveryStep(
                instruction, command: "keyhierarchy backup service-master-key NEW-FILE --copy-to DIRECTORY",
                transactSQL: "BACKUP SERVICE MASTER KEY \(target)")
        case .databaseMasterKey:
            let opening = key.isUnderServiceMasterKey ? "" : " --open-password"
            let command = "keyhierarchy backup master-key"
            return RecoveryStep(
                instruction,
                // Behind `--` there are no options.
                command: database.hasPrefix("-")
                    ? "\(command) --copy-to DIRECTORY\(opening) \(database.shellArgument) NEW-FILE"
                    : "\(command) \(database.shellWord) NEW-FILE --copy-to DIRECTORY\(opening)",
                transactSQL: use + withMasterKeyOpen(of: key.id.database, "BACKUP MASTER KEY \(target)"))
        case .certificate:
            let decryption =
                key.isUnderPassword
                ? ", DECRYPTION BY PASSWORD = '<the password of the certificate''s private key>'" : ""
            let statement =
                "BACKUP CERTIFICATE \(key.name.sqlIdentifier) TO FILE = '<a file>' WITH PRIVATE KEY "
                + "(FILE = '<another file>', ENCRYPTION BY PASSWORD = '<its password>'\(decryption));"
            return RecoveryStep(
                instruction,
                transactSQL: use
                    + (key.isUnderPassword ? statement : withMasterKeyOpen(of: key.id.database, statement)))
        case .symmetricKey:
            return RecoveryStep(
                instruction,
                transactSQL: use
                    + withKeyOpen(key, "BACKUP SYMMETRIC KEY \(key.name.sqlIdentifier) \(target)", within: []))
        default:
            return RecoveryStep(instruction)
        }
    }

    /// A statement that needs the master key of a database open, with what opens it where the service master key does not.
    ///
    /// - Parameters:
    ///   - database: The database.
    ///   - statement: The statement.
    ///   - password: What a person calls the password of the master key.
    func withMasterKeyOpen(
        of database: DatabaseIdentifier,
        _ statement: String,
        password: String = "a password of the master key"
    ) -> String {
        guard let key = self.key(.databaseMasterKey(of: database)), !key.isUnderServiceMasterKey else {
            return statement
        }
        return """
            OPEN MASTER KEY DECRYPTION BY PASSWORD = \("<\(password)>".sqlLiteral);
            \(statement)
            CLOSE MASTER KEY;
            """
    }

    /// A statement that needs a symmetric key open, with what opens it and closes it.
    ///
    /// - Parameters:
    ///   - key: The symmetric key.
    ///   - statement: The statement.
    ///   - users: The keys that this one is opened for: keys may be encrypted by each other in a circle.
    private func withKeyOpen(_ key: Key, _ statement: String, within users: Set<KeyIdentifier>) -> String {
        let name = key.name.sqlIdentifier
        func opened(by mechanism: String) -> String {
            """
            OPEN SYMMETRIC KEY \(name) DECRYPTION BY \(mechanism);
            \(statement)
            CLOSE SYMMETRIC KEY \(name);
            """
        }
        if key.encryptions.contains(where: { $0.protector == .password }) {
            return opened(by: "PASSWORD = '<the password of this key>'")
        }
        let protectors = key.encryptions.compactMap { encryption -> Key? in
            if case .key(let id) = encryption.protector { self.key(id) } else { nil }
        }
        for protector in protectors where [.certificate, .asymmetricKey].contains(protector.id.kind) {
            let kind = protector.id.kind == .certificate ? "CERTIFICATE" : "ASYMMETRIC KEY"
            let mechanism = "\(kind) \(protector.name.sqlIdentifier)"
            guard protector.encryptions.contains(where: { $0.protector == .password }) else {
                return withMasterKeyOpen(of: protector.id.database, opened(by: mechanism))
            }
            return opened(by: mechanism + " WITH PASSWORD = '<the password of its private key>'")
        }
        let users = users.union([key.id])
        for protector in protectors where protector.id.kind == .symmetricKey && !users.contains(protector.id) {
            let inner = opened(by: "SYMMETRIC KEY \(protector.name.sqlIdentifier)")
            return withKeyOpen(protector, inner, within: users)
        }
        return statement
    }

    /// Letting the service master key open a master key, which takes one of its passwords.
    ///
    /// - Parameters:
    ///   - key: The master key of a database.
    ///   - instruction: What to do, in a sentence.
    ///   - password: What a person calls the password.
    func addingServiceMasterKey(to key: Key, _ instruction: String, password: String) -> RecoveryStep {
        let database = name(of: key.id.database)
        return RecoveryStep(
            instruction,
            command: "keyhierarchy master-key alter \(database.shellValue(of: "--database")) --add-service-master-key "
                + "--open-password",
            transactSQL: """
                USE \(database.sqlIdentifier);
                OPEN MASTER KEY DECRYPTION BY PASSWORD = \("<\(password)>".sqlLiteral);
                ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY;
                CLOSE MASTER KEY;
                """)
    }

    /// Letting another password open a master key, which takes one of those that it has where the service master key does not
    /// open it.
    ///
    /// - Parameters:
    ///   - key: The master key of a database.
    ///   - instruction: What to do, in a sentence.
    func addingPassword(to key: Key, _ instruction: String) -> RecoveryStep {
        let database = name(of: key.id.database)
        let opening = key.isUnderServiceMasterKey ? "" : " --open-password"
        let statement = "ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD = '<its new password>';"
        return RecoveryStep(
            instruction,
            command: "keyhierarchy master-key alter \(database.shellValue(of: "--database")) --add-password\(opening)",
            transactSQL: "USE \(database.sqlIdentifier);\n" + withMasterKeyOpen(of: key.id.database, statement))
    }

    /// Letting another root protector open the service master key, beside all that do.
    ///
    /// - Parameters:
    ///   - key: The service master key.
    ///   - instruction: What to do, in a sentence.
    func addingRootProtector(to key: Key, _ instruction: String) -> RecoveryStep {
        let present = key.rootProtectors
        let new: [RootProtectorName] = [.machineKey, .serviceAccount].filter { !present.contains($0) }
        return RecoveryStep(instruction, command: key.protecting(anew: Array(new.prefix(1)), lost: []))
    }
}

extension Inventory.Key {
    /// Whether the service master key opens it, as far as is known.
    var isUnderServiceMasterKey: Bool {
        encryptions.contains { $0.protector == .key(.serviceMasterKey) }
    }

    /// What protects the service master key on its machine.
    var rootProtectors: [RootProtectorName] {
        encryptions.compactMap { if case .root(let name) = $0.protector { name } else { nil } }
    }

    /// The command that gives the service master key new root protectors, and names those that stay: it replaces them all.
    ///
    /// - Parameters:
    ///   - new: The parts that get a new protector.
    ///   - lost: Those of them whose old one is lost: the instance is opened by the others.
    /// - Returns: The command; `nil` when the tool has none for one of the protectors.
    func protecting(anew new: [RootProtectorName], lost: [RootProtectorName]) -> String? {
        var options: [String] = []
        let present = rootProtectors
        for name in present where !lost.contains(name) {
            switch name {
            case .machineKey: options.append("--machine-key FILE")
            case .serviceAccount: options.append("--service-account-key FILE")
            case .token: options.append("--token URI")
            default: return nil
            }
        }
        for name in present + new.filter({ !present.contains($0) }) {
            let isNew = new.contains(name)
            switch name {
            case .machineKey: options.append("--new-machine-key \(isNew ? "NEW-FILE" : "FILE")")
            case .serviceAccount: options.append("--new-service-account-key \(isNew ? "NEW-FILE" : "FILE")")
            case .token: options.append("--new-token \(isNew ? "NEW-URI" : "URI")")
            default: return nil
            }
        }
        return "keyhierarchy service-master-key protect " + options.joined(separator: " ")
    }
}
