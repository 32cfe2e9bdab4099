/// Why an operation on a hierarchy was refused or failed. Nothing has changed then, unless the code is
/// ``Code-swift.struct/outcomeUnknown``. A ``StoreCopy``, which takes many commits, says what the destination has.
///
/// No error carries a secret.
public struct HierarchyError: Error, Sendable {
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

        /// The principal lacks the permission. Where SQL Server hides what a principal may not see, the message does not
        /// tell this from a missing object.
        public static let permissionDenied = Code("permissionDenied")
        /// A name that nothing can have, or a text or a secret of a length that is not allowed: the label of a password,
        /// the subject of a certificate, a property of a linked server, the secret of a credential.
        public static let invalidName = Code("invalidName")
        /// There is no such database.
        public static let noSuchDatabase = Code("noSuchDatabase")
        /// There is a database of that name already.
        public static let databaseExists = Code("databaseExists")
        /// The operation is not for `master`, `tempdb`, `model` and `msdb`.
        public static let systemDatabase = Code("systemDatabase")
        /// The database has no master key.
        public static let noMasterKey = Code("noMasterKey")
        /// The database has a master key already.
        public static let masterKeyExists = Code("masterKeyExists")
        /// The database master key is needed, and is neither protected by the service master key nor open.
        public static let masterKeyClosed = Code("masterKeyClosed")
        /// The key is not open in this session.
        public static let keyNotOpen = Code("keyNotOpen")
        /// The key has no encryption by that password or key.
        public static let wrongDecryptor = Code("wrongDecryptor")
        /// The last password of a database master key cannot be dropped.
        public static let lastPassword = Code("lastPassword")
        /// The key has an encryption by the same protector already.
        public static let encryptionExists = Code("encryptionExists")
        /// The key protects something that would be lost with it.
        public static let keyInUse = Code("keyInUse")
        /// The present key of an operation that replaces it cannot be read.
        public static let oldKeyUnreadable = Code("oldKeyUnreadable")
        /// A secret under the key that is replaced cannot be read.
        public static let dependentUnreadable = Code("dependentUnreadable")
        /// None of the root protectors opens the service master key.
        public static let serviceMasterKeyUnreadable = Code("serviceMasterKeyUnreadable")
        /// A stored key, or what is stored beside it, is not what it was when it was written.
        public static let corrupted = Code("corrupted")
        /// The password does not satisfy the policy.
        public static let passwordRefused = Code("passwordRefused")
        /// There is a credential of that name already.
        public static let credentialExists = Code("credentialExists")
        /// There is no such credential.
        public static let noSuchCredential = Code("noSuchCredential")
        /// The instance has changed since the plan was made.
        public static let planOutdated = Code("planOutdated")
        /// There is no such certificate or key in the database, or the principal may not see it.
        public static let noSuchKey = Code("noSuchKey")
        /// The database has a certificate or key of that name, or with that identity, already.
        public static let keyExists = Code("keyExists")
        /// A key that is given no encryption could never be opened; the last encryption of one cannot be dropped.
        public static let lastEncryption = Code("lastEncryption")
        /// The certificate or asymmetric key has no private key.
        public static let noPrivateKey = Code("noPrivateKey")
        /// The private key is under a password, and none was given, or not that one; or it is not, and one was given.
        public static let privateKeyPassword = Code("privateKeyPassword")
        /// A certificate, a private key or a key file is not valid, or not one that this library reads.
        public static let invalidKeyData = Code("invalidKeyData")
        /// A private key belongs to another certificate or asymmetric key.
        public static let mismatchedPrivateKey = Code("mismatchedPrivateKey")
        /// The database has no encryption key, or one already, or its state does not allow the operation.
        public static let databaseEncryption = Code("databaseEncryption")
        /// There is no linked server of that name, or one already, or one that still has logins.
        public static let linkedServer = Code("linkedServer")
        /// Other writers changed the same keys again and again while this operation was tried.
        public static let conflict = Code("conflict")
        /// The store failed; the cause says how.
        public static let storeFailed = Code("storeFailed")
        /// The store could not find out whether the operation was committed, or whether it stays so; the advice says where to
        /// look. It is the only code with which something may have changed, a ``StoreCopy`` excepted.
        public static let outcomeUnknown = Code("outcomeUnknown")
        /// A root protector failed, or its file cannot be used.
        public static let rootProtectorFailed = Code("rootProtectorFailed")
        /// The store was written by a newer version of this library, or holds something that this one does not know.
        public static let unsupported = Code("unsupported")
        /// The session has been closed.
        public static let sessionClosed = Code("sessionClosed")
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

    package init(
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

    /// An error that is one of SQL Server's, and says what that says.
    init(_ code: Code, _ sqlServer: SQLServerMessage, advice: String? = nil, cause: (any Error)? = nil) {
        self.init(code, sqlServer.text, advice: advice, sqlServer: sqlServer, cause: cause)
    }
}

extension HierarchyError: CustomStringConvertible {
    /// The message, in SQL Server's form where it has one, the cause, and the advice.
    public var description: String {
        var lines = [sqlServer?.description ?? message]
        if let cause { lines.append("\(cause)") }
        if let advice { lines.append(advice) }
        return lines.joined(separator: "\n")
    }
}
