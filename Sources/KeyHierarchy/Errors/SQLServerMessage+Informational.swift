extension SQLServerMessage {
    /// The present key could not be read, and force went on without it.
    static let oldKeyIgnored = SQLServerMessage(
        number: 15585, severity: 10, state: 1,
        text:
            "The current master key cannot be decrypted. The error was ignored because the FORCE option was specified.")

    /// The key of a backup is the one in use.
    static let identicalKeys = SQLServerMessage(
        number: 15588, severity: 10, state: 1,
        text: "The old and new master keys are identical. No data re-encryption is required.")

    /// A secret under the old key is lost, since force went on without it.
    static func dependentIgnored(_ dependent: String) -> SQLServerMessage {
        SQLServerMessage(
            number: 15584, severity: 10, state: 1,
            text: "An error occurred while decrypting \(dependent) that was encrypted by the old master key. The error "
                + "was ignored because the FORCE option was specified.")
    }

    /// The password of a linked server login is lost. SQL Server lists it with severity 16, and words it as information.
    static func linkedLoginIgnored(_ login: String) -> SQLServerMessage {
        SQLServerMessage(
            number: 15593, severity: 10, state: 1,
            text:
                "An error occurred while decrypting the password for \(login) that was encrypted by the old master key. "
                + "The error was ignored because the FORCE option was specified.")
    }

    /// One of the root protectors no longer opens the service master key; another one does.
    static let staleRootProtector = SQLServerMessage(
        number: 33095, severity: 10, state: 1,
        text: "Service Master Key could not be decrypted using one of its encryptions. See sys.key_encryptions for "
            + "details.")

    /// No root protector opens the service master key.
    static let unreadableAtStart = SQLServerMessage(
        number: 15466, severity: 16, state: 9, text: "An error occurred during decryption.")

    /// The certificate over a database encryption key is on this server alone.
    static let certificateNotBackedUp = SQLServerMessage(
        number: 33091, severity: 10, state: 1,
        text: "Warning: The certificate used for encrypting the database encryption key has not been backed up. You "
            + "should immediately back up the certificate and the private key associated with the certificate. If the "
            + "certificate ever becomes unavailable or if you must restore or attach the database on another server, you "
            + "must have backups of both the certificate and the private key or you will not be able to open the "
            + "database.")
}
