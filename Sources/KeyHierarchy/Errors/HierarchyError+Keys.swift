// Which of SQL Server's messages answers which refusal about certificates, asymmetric and symmetric keys.
extension HierarchyError {
    /// A missing key and one that the principal may not see get the same answer.
    package static func noSuchKey(
        _ kind: KeyIdentifier.Kind,
        _ name: String,
        verb: String = "find",
        denied: Bool = false
    ) -> HierarchyError {
        HierarchyError(
            denied ? .permissionDenied : .noSuchKey,
            SQLServerMessage(
                number: 15151, severity: 16, state: 1,
                text: "Cannot \(verb) the \(kind.noun) '\(name)', because it does not exist or you do not have "
                    + "permission."))
    }

    /// 15282 does not tell a name from an identity that is in use, nor either from a permission that is missing.
    static func symmetricKeyExists(_ name: String, denied: Bool = false) -> HierarchyError {
        HierarchyError(
            denied ? .permissionDenied : .keyExists,
            SQLServerMessage(
                number: 15282, severity: 16, state: 1,
                text: "A key with name '\(name)' or user defined unique identifier already exists or you do not have "
                    + "permissions to create it."))
    }

    static func globalTemporaryKey() -> HierarchyError {
        HierarchyError(
            .invalidName,
            SQLServerMessage(
                number: 15316, severity: 16, state: 1,
                text: "Global temporary keys are not allowed. You can only use local temporary keys."))
    }

    static func noEncryptor() -> HierarchyError {
        HierarchyError(
            .lastEncryption,
            SQLServerMessage(
                number: 15542, severity: 16, state: 1, text: "Cannot create a key without specifying an encryptor."))
    }

    /// Also of keys that do not exist: a key that is not there is not open.
    static func keyNotOpen(named name: String) -> HierarchyError {
        HierarchyError(
            .keyNotOpen,
            SQLServerMessage(
                number: 15315, severity: 16, state: 1,
                text: "The key '\(name)' is not open. Please open the key before using it."))
    }

    static func encryptsItself() -> HierarchyError {
        HierarchyError(
            .keyInUse,
            SQLServerMessage(
                number: 33007, severity: 16, state: 1, text: "Cannot encrypt symmetric key with itself."))
    }

    static func encryptionExists(by protector: String, _ name: String) -> HierarchyError {
        HierarchyError(
            .encryptionExists,
            SQLServerMessage(
                number: 15579, severity: 16, state: 1,
                text: "Adding an encryption to the symmetric key failed. An encryption by the same \(protector) "
                    + "'\(name)' may already exist."))
    }

    static func lastEncryption(by protector: String, _ name: String) -> HierarchyError {
        HierarchyError(
            .lastEncryption,
            SQLServerMessage(
                number: 15558, severity: 16, state: 1,
                text: "Cannot drop encryption by \(protector) '\(name)'."),
            advice: "It is the last encryption of the key. Add another one first, then drop this one.")
    }

    static func keyInUse(_ kind: KeyIdentifier.Kind, dependent: String) -> HierarchyError {
        HierarchyError(
            .keyInUse,
            SQLServerMessage(
                number: 15352, severity: 16, state: 1,
                text: "The \(kind.noun) cannot be dropped because one or more entities are either signed or encrypted "
                    + "using it."),
            advice: "It encrypts the \(dependent).")
    }

    static func deprecatedAlgorithm(_ algorithm: KeyAlgorithm) -> HierarchyError {
        HierarchyError(
            .unsupported,
            SQLServerMessage(
                number: 33128, severity: 16, state: 1,
                text:
                    "Encryption failed. Key uses deprecated algorithm '\(algorithm.name)' which is no longer supported "
                    + "at this db compatibility level."),
            advice: "Keys for it decrypt what was encrypted long ago. Encrypt anew with AES_256.")
    }

    static func noPrivateKey(_ kind: KeyIdentifier.Kind) -> HierarchyError {
        HierarchyError(.noPrivateKey, unusablePrivateKey(kind), advice: "It has no private key: import it first.")
    }

    static func wrongPrivateKeyPassword(_ kind: KeyIdentifier.Kind) -> HierarchyError {
        HierarchyError(
            .privateKeyPassword, unusablePrivateKey(kind), advice: "The password is not that of the private key.")
    }

    private static func unusablePrivateKey(_ kind: KeyIdentifier.Kind) -> SQLServerMessage {
        SQLServerMessage(
            number: 15556, severity: 16, state: 1,
            text: "Cannot decrypt or encrypt using the specified \(kind.noun), either because it has no private key or "
                + "because the password provided for the private key is incorrect.")
    }

    static func privateKeyNeedsPassword(_ kind: KeyIdentifier.Kind) -> HierarchyError {
        HierarchyError(
            .privateKeyPassword,
            SQLServerMessage(
                number: 15334, severity: 16, state: 1,
                text: "The \(kind.noun) has a private key that is protected by a user defined password. That password "
                    + "needs to be provided to enable the use of the private key."))
    }

    static func privateKeyHasNoPassword(_ kind: KeyIdentifier.Kind) -> HierarchyError {
        HierarchyError(
            .privateKeyPassword,
            SQLServerMessage(
                number: 15397, severity: 16, state: 1,
                text: "The \(kind.noun) is not protected by a password. A decryption password cannot be used for this "
                    + "operation."))
    }

    /// 15297 says that bytes are no certificate or key, 15208 the same of a file.
    package static func invalidKeyData(_ what: String, cause: (any Error)? = nil) -> HierarchyError {
        HierarchyError(
            .invalidKeyData,
            SQLServerMessage(
                number: 15297, severity: 16, state: 1,
                text: "The certificate, asymmetric key, or private key data is invalid."),
            advice: what, cause: cause)
    }

    /// A private key that is in another form than those that are read, or of another length.
    static func unsupportedPrivateKey(_ cause: CryptographyError) -> HierarchyError {
        HierarchyError(
            .invalidKeyData,
            SQLServerMessage(
                number: 15464, severity: 16, state: 1, text: "Unsupported private key format or key length."),
            advice: cause.message)
    }

    /// The password of a private key file, or of a private key that is to be backed up or to get another protection. For the
    /// two latter 15466 is the other number that may be right.
    static func invalidPrivateKeyPassword(advice: String) -> HierarchyError {
        HierarchyError(
            .privateKeyPassword,
            SQLServerMessage(number: 15465, severity: 16, state: 1, text: "The private key password is invalid."),
            advice: advice)
    }

    static func noPrivateKeyToBackUp(_ name: String) -> HierarchyError {
        HierarchyError(
            .noPrivateKey,
            SQLServerMessage(
                number: 15246, severity: 16, state: 1,
                text: "Cannot dump the private key of certificate '\(name)' because the private key cannot be found."))
    }

    static func mismatchedPrivateKey(_ kind: KeyIdentifier.Kind) -> HierarchyError {
        HierarchyError(
            .mismatchedPrivateKey,
            SQLServerMessage(
                number: 15474, severity: 16, state: 1,
                text: "Invalid private key. The private key does not match the public key of the \(kind.noun)."))
    }

    static func certificateExists(_ name: String, denied: Bool = false) -> HierarchyError {
        HierarchyError(
            denied ? .permissionDenied : .keyExists,
            SQLServerMessage(
                number: 15232, severity: 16, state: 1,
                text: "A certificate with name '\(name)' already exists or this certificate already has been added to "
                    + "the database."))
    }

    static func asymmetricKeyExists(_ name: String) -> HierarchyError {
        HierarchyError(
            .keyExists,
            SQLServerMessage(
                number: 15396, severity: 16, state: 1,
                text: "An asymmetric key with name '\(name)' already exists or this asymmetric key already has been "
                    + "added to the database."))
    }

    static func invalidSubject(atMost limit: Int) -> HierarchyError {
        HierarchyError(
            .invalidName,
            SQLServerMessage(
                number: 15212, severity: 16, state: 1,
                text:
                    "Invalid certificate subject. The certificate subject must have between 1 and \(limit) characters.")
        )
    }

    /// REMOVE PRIVATE KEY of what has none. 15342 is the other number that may be right.
    static func noPrivateKeyToRemove(_ kind: KeyIdentifier.Kind) -> HierarchyError {
        HierarchyError(
            .noPrivateKey,
            SQLServerMessage(
                number: 15563, severity: 16, state: 1, text: "The \(kind.noun) has no private key set for it."))
    }

    static func privateKeyInUse(_ kind: KeyIdentifier.Kind, dependent: String) -> HierarchyError {
        HierarchyError(
            .keyInUse,
            SQLServerMessage(
                number: 33011, severity: 16, state: 1,
                text: "The \(kind.noun) private key cannot be dropped because one or more entities are encrypted by it."
            ),
            advice: "It opens the \(dependent).")
    }

    static func privateKeyExists() -> HierarchyError {
        HierarchyError(
            .keyExists,
            SQLServerMessage(
                number: 15332, severity: 16, state: 1,
                text: "The private key is already set for this file. To change it you should drop and re-create the "
                    + "certificate."))
    }
}
