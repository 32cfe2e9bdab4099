import Policy

// Which of SQL Server's messages answers which refusal about instances, databases, master keys and credentials. The files
// beside this one say it of other keys. Where its documentation leaves two readings, the comment says which was taken.
extension HierarchyError {
    static func permissionDenied() -> HierarchyError {
        HierarchyError(
            .permissionDenied,
            SQLServerMessage(
                number: 15247, severity: 16, state: 1,
                text: "User does not have permission to perform this action."))
    }

    static func invalidName(_ name: String) -> HierarchyError {
        HierarchyError(
            .invalidName,
            "A name has 1 to 128 characters (UTF-16) and no control characters; this one has "
                + "\(name.utf16.count).",
            advice: "Choose another name.",
            sqlServer: name.utf16.count <= 128
                ? nil
                : SQLServerMessage(
                    number: 103, severity: 15, state: 4,
                    text: "The identifier that starts with '\(name.prefix(32))' is too long. Maximum length is 128."))
    }

    static func noSuchDatabase(_ name: DatabaseName) -> HierarchyError {
        HierarchyError(
            .noSuchDatabase,
            SQLServerMessage(
                number: 911, severity: 16, state: 1,
                text: "Database '\(name)' does not exist. Make sure that the name is entered correctly."))
    }

    static func cannotDropDatabase(_ name: DatabaseName) -> HierarchyError {
        HierarchyError(
            .noSuchDatabase,
            SQLServerMessage(
                number: 3701, severity: 11, state: 20,
                text: "Cannot drop the database '\(name)', because it does not exist or you do not have permission."))
    }

    static func databaseExists(_ name: DatabaseName) -> HierarchyError {
        HierarchyError(
            .databaseExists,
            SQLServerMessage(
                number: 1801, severity: 16, state: 3,
                text: "Database '\(name)' already exists. Choose a different database name."))
    }

    static func cannotDropSystemDatabase(_ name: DatabaseName) -> HierarchyError {
        HierarchyError(
            .systemDatabase,
            SQLServerMessage(
                number: 3708, severity: 16, state: 1,
                text: "Cannot drop the database '\(name)' because it is a system database."))
    }

    /// A missing master key and one that the principal may not control get the same answer, so that it tells nothing.
    package static func noMasterKey(_ database: DatabaseName, denied: Bool = false) -> HierarchyError {
        HierarchyError(
            denied ? .permissionDenied : .noMasterKey,
            SQLServerMessage(
                number: 15151, severity: 16, state: 1,
                text: "Cannot find the symmetric key 'master key', because it does not exist or you do not have "
                    + "permission."),
            advice: "Database \(database): create a master key there, or ask for CONTROL on the database.")
    }

    static func masterKeyExists(_ database: DatabaseName) -> HierarchyError {
        HierarchyError(
            .masterKeyExists,
            SQLServerMessage(
                number: 15578, severity: 16, state: 1,
                text: "There is already a master key in the database. Please drop it before performing this "
                    + "statement."))
    }

    static func masterKeyClosed(_ database: DatabaseName) -> HierarchyError {
        HierarchyError(
            .masterKeyClosed,
            SQLServerMessage(
                number: 15581, severity: 16, state: 1,
                text: "Please create a master key in the database or open the master key in the session before "
                    + "performing this operation."),
            advice: "Database \(database): the service master key does not open its master key. Open it with one of "
                + "its passwords first.")
    }

    static func keyNotOpen(_ database: DatabaseName) -> HierarchyError {
        HierarchyError(
            .keyNotOpen,
            SQLServerMessage(
                number: 15315, severity: 16, state: 1,
                text: "The key 'master key' is not open. Please open the key before using it."),
            advice: "Nothing in this session has opened the master key of database \(database).")
    }

    static func wrongDecryptor(_ what: String) -> HierarchyError {
        HierarchyError(
            .wrongDecryptor,
            SQLServerMessage(
                number: 15313, severity: 16, state: 1,
                text: "The key is not encrypted using the specified decryptor."),
            advice: what)
    }

    static func lastPassword(_ database: DatabaseName) -> HierarchyError {
        HierarchyError(
            .lastPassword,
            SQLServerMessage(
                number: 15558, severity: 16, state: 1, text: "Cannot drop encryption by password 'master key'."),
            advice: "It is the last password of the master key of database \(database). Add a new one first, then drop "
                + "this one.")
    }

    static func passwordExists(_ database: DatabaseName) -> HierarchyError {
        HierarchyError(
            .encryptionExists,
            SQLServerMessage(
                number: 15579, severity: 16, state: 1,
                text: "Adding an encryption to the symmetric key failed. An encryption by the same password "
                    + "'master key' may already exist."),
            advice: "The master key of database \(database) opens with this password already.")
    }

    static func keyInUse(_ database: DatabaseName, dependent: String) -> HierarchyError {
        HierarchyError(
            .keyInUse,
            SQLServerMessage(
                number: 15580, severity: 16, state: 1,
                text: "Cannot drop master key because \(dependent) is encrypted by it."),
            advice: "Drop what the master key of database \(database) protects first, or keep the key.")
    }

    package static func oldKeyUnreadable(
        _ key: String,
        advice: String? = nil,
        cause: (any Error)? = nil
    ) -> HierarchyError {
        HierarchyError(
            .oldKeyUnreadable,
            SQLServerMessage(
                number: 15329, severity: 16, state: 1,
                text: "The current master key cannot be decrypted. If this is a database master key, you should "
                    + "attempt to open it in the session before performing this operation. The FORCE option can be "
                    + "used to ignore this error and continue the operation but the data encrypted by the old master "
                    + "key will be lost."),
            advice: ["This is about the \(key).", advice].compactMap { $0 }.joined(separator: " "), cause: cause)
    }

    /// The message offers FORCE at once, which would lose everything for a mistyped PIN.
    ///
    /// - Parameter cause: What the root protectors said.
    static func oldServiceMasterKeyUnreadable(cause: (any Error)?) -> HierarchyError {
        oldKeyUnreadable(
            "service master key",
            advice:
                "\(adviceOnRoots) Use force only if they are lost for good: what only this key opened is lost then.",
            cause: cause)
    }

    static func dependentUnreadable(_ dependent: String) -> HierarchyError {
        HierarchyError(
            .dependentUnreadable,
            SQLServerMessage(
                number: 15320, severity: 16, state: 1,
                text: "An error occurred while decrypting \(dependent) that was encrypted by the old master key. The "
                    + "FORCE option can be used to ignore this error and continue the operation, but data that cannot "
                    + "be decrypted by the old master key will become unavailable."))
    }

    static func serviceMasterKeyUnreadable(during operation: String, cause: (any Error)?) -> HierarchyError {
        HierarchyError(
            .serviceMasterKeyUnreadable,
            SQLServerMessage(
                number: 33094, severity: 16, state: 9,
                text: "An error occurred during Service Master Key \(operation)"),
            advice:
                "\(adviceOnRoots) If they are lost for good, restore the service master key from its backup. Only when "
                + "there is no backup either, regenerate it with force, which loses what only it opened.",
            cause: cause)
    }

    /// What to do first about root protectors that do not open.
    private static let adviceOnRoots =
        "None of the root protectors given opens it. If a PIN is wrong, give the right one; if a token is not plugged "
        + "in, or a service is out of reach, see to that; if the machine key is another one, give the right one."

    /// SQL Server's own policy answers 33062 to 33064, as on Linux and in containers; Windows answers 15116 to 15118.
    static func passwordRefused(_ violations: [PasswordViolation]) -> HierarchyError {
        let number = violations.lazy.compactMap(\.sqlServerMessageNumber).first ?? 33064
        let start = "Password validation failed. The password does not meet SQL Server password policy requirements "
        let text =
            switch number {
            case 33062: start + "because it is too short. The password must be at least 8 characters."
            case 33063: start + "because it is too long. The password must be at most 128 characters."
            default:
                start + "because it is not complex enough. The password must be at least 8 characters long and contain "
                    + "characters from three of the following four sets: Uppercase letters, Lowercase letters, Base 10 "
                    + "digits, and Symbols."
            }
        return HierarchyError(
            .passwordRefused,
            SQLServerMessage(number: number, severity: 16, state: number == 33064 ? 2 : 1, text: text),
            advice: violations.map(\.requirement).joined(separator: "\n"))
    }

    static func credentialExists(_ name: String) -> HierarchyError {
        HierarchyError(
            .credentialExists,
            SQLServerMessage(
                number: 15530, severity: 16, state: 1, text: "The credential with name \"\(name)\" already exists."))
    }

    static func noSuchCredential(_ name: String, verb: String) -> HierarchyError {
        HierarchyError(
            .noSuchCredential,
            SQLServerMessage(
                number: 15151, severity: 16, state: 1,
                text:
                    "Cannot \(verb) the credential '\(name)', because it does not exist or you do not have permission.")
        )
    }

    static func credentialUnreadable(
        _ name: String,
        code: Code = .corrupted,
        cause: (any Error)? = nil
    ) -> HierarchyError {
        HierarchyError(
            code,
            SQLServerMessage(
                number: 33047, severity: 16, state: 1,
                text: "Fail to obtain or decrypt secret for credential '\(name)'."),
            advice: code == .corrupted ? "Set it again." : nil, cause: cause)
    }

    static func noScopedCredentialsInMaster() -> HierarchyError {
        HierarchyError(
            .systemDatabase,
            SQLServerMessage(
                number: 33158, severity: 16, state: 1,
                text: "Database credentials are not supported in master database."),
            advice: "Keep it as a credential of the server.")
    }
}
