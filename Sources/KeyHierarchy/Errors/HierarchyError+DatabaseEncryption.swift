// Which of SQL Server's messages answers which refusal about database encryption keys.
extension HierarchyError {
    static func cannotEncryptSystemDatabase() -> HierarchyError {
        HierarchyError(
            .systemDatabase,
            SQLServerMessage(
                number: 33102, severity: 16, state: 1,
                text:
                    "Cannot encrypt a system database. Database encryption operations cannot be performed for 'master', "
                    + "'model', 'tempdb', 'msdb', or 'resource' databases."))
    }

    static func databaseEncryptionKeyExists() -> HierarchyError {
        databaseEncryption(33103, "A database encryption key already exists for this database.")
    }

    static func noDatabaseEncryptionKey() -> HierarchyError {
        databaseEncryption(33104, "A database encryption key does not exist for this database.")
    }

    static func databaseEncryptionKeyInUse() -> HierarchyError {
        databaseEncryption(
            33105,
            "Cannot drop the database encryption key because it is currently in use. Database encryption needs to be "
                + "turned off to be able to drop the database encryption key.")
    }

    static func noKeyToEncryptDatabase() -> HierarchyError {
        databaseEncryption(
            33106, "Cannot change database encryption state because no database encryption key is set.")
    }

    static func alreadyEncrypted() -> HierarchyError {
        databaseEncryption(33107, "Cannot enable database encryption because it is already enabled.")
    }

    static func alreadyDecrypted() -> HierarchyError {
        databaseEncryption(33108, "Cannot disable database encryption because it is already disabled.")
    }

    /// Only a private key under the master key opens by itself when the database starts.
    static func unusableForDatabaseEncryption(_ name: String) -> HierarchyError {
        databaseEncryption(
            33101,
            "Cannot use certificate '\(name)', because its private key is not present or it is not protected by the "
                + "database master key. SQL Server requires the ability to automatically access the private key of the "
                + "certificate used for this operation.")
    }

    static func protectsDatabaseEncryptionKey(_ kind: KeyIdentifier.Kind, dependent: String) -> HierarchyError {
        HierarchyError(
            .keyInUse,
            SQLServerMessage(
                number: 33127, severity: 16, state: 1,
                text: "The \(kind.noun) cannot be dropped because it is used by one or more databases to encrypt a "
                    + "Database Encryption Key."),
            advice: "It opens the \(dependent).")
    }

    private static func databaseEncryption(_ number: Int, _ text: String) -> HierarchyError {
        HierarchyError(.databaseEncryption, SQLServerMessage(number: number, severity: 16, state: 1, text: text))
    }
}
