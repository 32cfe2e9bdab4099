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
            return RecoveryStep(
                instruction,
                command: "keyhierarchy backup master-key \(database.shellWord) NEW-FILE --copy-to DIRECTORY",
                transactSQL: "\(use)BACKUP MASTER KEY \(target)")
        case .certificate:
            return RecoveryStep(
                instruction,
                transactSQL: "\(use)BACKUP CERTIFICATE \(key.name.sqlIdentifier) TO FILE = '<a file>' "
                    + "WITH PRIVATE KEY (FILE = '<another file>', ENCRYPTION BY PASSWORD = '<its password>');")
        case .symmetricKey:
            return RecoveryStep(
                instruction, transactSQL: "\(use)BACKUP SYMMETRIC KEY \(key.name.sqlIdentifier) \(target)")
        default:
            return RecoveryStep(instruction)
        }
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
            command: "keyhierarchy master-key alter --database \(database.shellWord) --add-service-master-key "
                + "--open-password",
            transactSQL: """
                USE \(database.sqlIdentifier);
                OPEN MASTER KEY DECRYPTION BY PASSWORD = \("<\(password)>".sqlLiteral);
                ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY;
                CLOSE MASTER KEY;
                """)
    }

    /// Letting another password open a master key.
    ///
    /// - Parameters:
    ///   - key: The master key of a database.
    ///   - instruction: What to do, in a sentence.
    func addingPassword(to key: Key, _ instruction: String) -> RecoveryStep {
        let database = name(of: key.id.database)
        return RecoveryStep(
            instruction,
            command: "keyhierarchy master-key alter --database \(database.shellWord) --add-password",
            transactSQL: """
                USE \(database.sqlIdentifier);
                ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD = '<its new password>';
                """)
    }
}
