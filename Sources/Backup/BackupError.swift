public import KeyHierarchy

/// Why a backup could not be written, read or used. Whatever it was, keys and existing files are as they were.
public struct BackupError: Error, Sendable {
    /// What kind of failure it was. New codes may be added.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private let name: String

        private init(_ name: String) {
            self.name = name
        }

        /// The name of the code.
        public var description: String {
            name
        }

        /// Not a backup, or one that is cut short or otherwise not in the form that it should have.
        public static let malformed = Code("malformed")
        /// A container of another kind, such as CMS data that is encrypted and not authenticated.
        public static let wrongType = Code("wrongType")
        /// An algorithm or a version that this version does not know.
        public static let unsupported = Code("unsupported")
        /// Larger than any backup.
        public static let tooLarge = Code("tooLarge")
        /// Deriving keys from the password would cost more than the ceiling allows.
        public static let tooCostly = Code("tooCostly")
        /// No password of the backup is this one.
        public static let wrongPassword = Code("wrongPassword")
        /// The digest in the label does not match: the container, or the digest itself, was damaged on its way.
        public static let damaged = Code("damaged")
        /// A password fits, and what it should open was changed.
        public static let notAuthentic = Code("notAuthentic")
        /// The label says something else than the encrypted facts.
        public static let labelMismatch = Code("labelMismatch")
        /// The backup holds another kind of key than the one asked for.
        public static let wrongKey = Code("wrongKey")
        /// There is a backup of that name already, and nothing is overwritten unasked.
        public static let exists = Code("exists")
        /// There is nothing at that place.
        public static let missing = Code("missing")
        /// The medium failed; the cause says how.
        public static let mediumFailed = Code("mediumFailed")
        /// What was read back is not what was written.
        public static let notVerified = Code("notVerified")
        /// There is no such password in the backup, or it is the last one.
        public static let noSuchPassword = Code("noSuchPassword")
        /// The backup has as many passwords as it can hold, or has this one already.
        public static let passwordNotAdded = Code("passwordNotAdded")
    }

    /// What kind of failure it was.
    public let code: Code
    /// What happened, to what, for a person.
    public let message: String
    /// What to do next; `nil` when the message says it.
    public let advice: String?
    /// SQL Server's message for it, where it has one.
    public let sqlServer: SQLServerMessage?
    /// The error underneath, if there was one.
    public let cause: (any Error)?

    init(
        _ code: Code,
        _ message: String,
        advice: String? = nil,
        sqlServer: SQLServerMessage? = nil,
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.advice = advice
        self.sqlServer = sqlServer
        self.cause = cause
    }
}

extension BackupError: CustomStringConvertible {
    /// SQL Server's message where it has one, then what happened, the cause, and the advice.
    public var description: String {
        var lines = sqlServer.map { [$0.description] } ?? []
        lines.append(message)
        if let cause { lines.append("\(cause)") }
        if let advice { lines.append(advice) }
        return lines.joined(separator: "\n")
    }
}

// The one place that says which of SQL Server's messages answers which failure.
extension BackupError {
    /// SQL Server answers 15317 for whatever is no usable backup.
    private static let invalidFile = SQLServerMessage(
        number: 15317, severity: 16, state: 2, text: "The master key file does not exist or has invalid format.")

    static func malformed(_ message: String) -> BackupError {
        BackupError(
            .malformed, message, advice: "The file is not a backup, or only part of one. Use another copy.",
            sqlServer: invalidFile)
    }

    static func unsupported(_ message: String) -> BackupError {
        BackupError(
            .unsupported, message,
            advice: "A newer version of this tool, or the `Recover:` line of the file, may read it.",
            sqlServer: invalidFile)
    }

    static func wrongType(_ message: String, advice: String) -> BackupError {
        BackupError(.wrongType, message, advice: advice, sqlServer: invalidFile)
    }

    /// What a medium throws when more bytes than `limit` are there.
    ///
    /// - Parameter limit: The most bytes that were to be read.
    public static func tooLarge(limit: Int) -> BackupError {
        BackupError(
            .tooLarge, "The file has more than \(limit) bytes; a backup has some thousand.",
            advice: "It is not a backup.", sqlServer: invalidFile)
    }

    static func tooCostly(_ message: String) -> BackupError {
        BackupError(
            .tooCostly, message, advice: "Nothing was derived. If you trust the file, its `Recover:` line opens it.",
            sqlServer: invalidFile)
    }

    /// What a medium throws when nothing is there.
    ///
    /// - Parameters:
    ///   - place: The place, for a person.
    ///   - cause: The error underneath, if there was one.
    public static func missing(_ place: String, cause: (any Error)? = nil) -> BackupError {
        BackupError(.missing, "There is no backup at \(place).", sqlServer: invalidFile, cause: cause)
    }

    /// Which number a wrong password gets is not documented; 15466 is what decrypting answers elsewhere.
    ///
    /// - Parameter isIntact: Whether a digest says that the file is as it was; without one, damage looks the same.
    static func wrongPassword(isIntact: Bool) -> BackupError {
        BackupError(
            .wrongPassword, "The password does not open the backup.",
            advice: isIntact
                ? "Nothing was changed. Check the label of the file for which password it is."
                : "Nothing was changed. The file has no digest: if you are sure of the password, the file is damaged.",
            sqlServer: SQLServerMessage(
                number: 15466, severity: 16, state: 9, text: "An error occurred during decryption."))
    }

    static func damaged() -> BackupError {
        BackupError(
            .damaged, "The file was damaged since it was written: its digest does not match its contents.",
            advice: "Use another copy. If there is none, remove all lines before -----BEGIN CMS-----: if only the text "
                + "was damaged, the password opens what is left.",
            sqlServer: invalidFile)
    }

    static func notAuthentic() -> BackupError {
        BackupError(
            .notAuthentic, "The password is right, but the contents of the file were changed since it was written.",
            advice: "Use another copy.", sqlServer: invalidFile)
    }

    static func labelMismatch(_ line: String) -> BackupError {
        BackupError(
            .labelMismatch,
            "The label of the file does not say what its encrypted contents say. They say: \(line)",
            advice: relyOnContents, sqlServer: invalidFile)
    }

    /// The line itself is not repeated: it is somebody's note, and could be anything.
    static func labelRepeated() -> BackupError {
        BackupError(
            .labelMismatch,
            "The text of the file has lines like those of the label (Key:, Server:, Password: and so on) in another "
                + "place than the label.",
            advice: relyOnContents, sqlServer: invalidFile)
    }

    private static let relyOnContents =
        "Somebody or something changed the text of the file. Use another copy, or remove all lines before "
        + "-----BEGIN CMS----- and after -----END CMS----- to rely on the encrypted contents alone."

    static func malformedReceipt(_ problem: String) -> BackupError {
        BackupError(
            .malformed, "That is no receipt of a verified backup: \(problem).",
            advice: "Verify the backup again where it is, and write another one.")
    }

    static func receiptOfNoKey(_ receipt: BackupVerificationReceipt) -> BackupError {
        BackupError(
            .wrongKey,
            "The receipt is about the \(receipt.subject) of server \(receipt.server) with the fingerprint "
                + "\(receipt.fingerprint), and no such key is or was backed up here.",
            advice: "Record it in the instance that the key belongs to. Nothing was recorded.")
    }

    static func wrongKey(found: String, wanted: String) -> BackupError {
        BackupError(
            .wrongKey, "The backup holds a \(found), not a \(wanted).", advice: "Name the right file.",
            sqlServer: invalidFile)
    }

    static func noIdentity() -> BackupError {
        BackupError(
            .wrongKey, "The backup does not say which symmetric key it holds: it was made by another program.",
            advice: "Without its GUID the key would not be found by the messages that it has encrypted.",
            sqlServer: invalidFile)
    }

    /// What a medium throws when something is there already. SQL Server never overwrites a backup, and says 15240.
    ///
    /// - Parameter place: The place, for a person.
    public static func exists(_ place: String) -> BackupError {
        BackupError(
            .exists, "\(place) exists already; nothing was overwritten.", advice: "Choose another name.",
            sqlServer: cannotWrite(place))
    }

    /// Only a backup is replaced by a backup.
    static func notABackup(_ place: String, cause: any Error) -> BackupError {
        BackupError(
            .exists, "\(place) is there and is not a backup, so it is not replaced.",
            advice: "Choose another name, or remove it yourself.", sqlServer: cannotWrite(place), cause: cause)
    }

    static func mediumFailed(_ place: String, cause: any Error) -> BackupError {
        BackupError(
            .mediumFailed, "The backup could not be written to \(place).", sqlServer: cannotWrite(place), cause: cause)
    }

    static func unreadable(_ place: String, cause: any Error) -> BackupError {
        BackupError(
            .mediumFailed, "The backup at \(place) could not be read.", sqlServer: invalidFile, cause: cause)
    }

    static func notVerified(at place: String) -> BackupError {
        BackupError(
            .notVerified, "What was read back from \(place) is not what was written.",
            advice: "Do not rely on it. Check the medium, and back up to another one.")
    }

    /// What a medium throws that cannot take back what was written, or finds something else in its place.
    ///
    /// - Parameter place: The place, for a person.
    public static func notTakenBack(_ place: String) -> BackupError {
        BackupError(
            .mediumFailed, "What was written to \(place) could not be removed again.", advice: "Remove it yourself.")
    }

    static func passwordNotAdded(_ message: String, advice: String? = nil) -> BackupError {
        BackupError(.passwordNotAdded, message, advice: advice)
    }

    private static func cannotWrite(_ place: String) -> SQLServerMessage {
        SQLServerMessage(
            number: 15240, severity: 16, state: 1,
            text: "Cannot write into file '\(place)'. Verify that you have write permissions, that the file path is "
                + "valid, and that the file does not already exist.")
    }
}
