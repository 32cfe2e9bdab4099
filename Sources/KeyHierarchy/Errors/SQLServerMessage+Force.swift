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

    /// One of the root protectors no longer opens the service master key; another one does.
    static let staleRootProtector = SQLServerMessage(
        number: 33095, severity: 10, state: 1,
        text: "Service Master Key could not be decrypted using one of its encryptions. See sys.key_encryptions for "
            + "details.")

    /// No root protector opens the service master key.
    static let unreadableAtStart = SQLServerMessage(
        number: 15466, severity: 16, state: 9, text: "An error occurred during decryption.")
}
