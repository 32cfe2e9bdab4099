#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One operation, as it is told to the audit: who did what to which key, and how it ended. Never a secret.
public struct AuditEvent: Sendable {
    /// What was done. New actions may be added.
    public struct Action: Hashable, Sendable, CustomStringConvertible {
        /// The name of the action, as logs have it.
        public let description: String

        private init(_ name: String) {
            description = name
        }

        /// An instance was started.
        public static let startInstance = Action("startInstance")
        /// `CREATE DATABASE`
        public static let createDatabase = Action("createDatabase")
        /// `DROP DATABASE`
        public static let dropDatabase = Action("dropDatabase")
        /// `ALTER SERVICE MASTER KEY REGENERATE`
        public static let regenerateServiceMasterKey = Action("regenerateServiceMasterKey")
        /// `RESTORE SERVICE MASTER KEY`
        public static let restoreServiceMasterKey = Action("restoreServiceMasterKey")
        /// `BACKUP SERVICE MASTER KEY`
        public static let backUpServiceMasterKey = Action("backUpServiceMasterKey")
        /// `DBCC TRACEON` or `TRACEOFF`, for all sessions
        public static let setTraceFlag = Action("setTraceFlag")
        /// The root protectors of the service master key were replaced.
        public static let protectServiceMasterKey = Action("protectServiceMasterKey")
        /// `CREATE MASTER KEY`
        public static let createMasterKey = Action("createMasterKey")
        /// `OPEN MASTER KEY`
        public static let openMasterKey = Action("openMasterKey")
        /// `CLOSE MASTER KEY`
        public static let closeMasterKey = Action("closeMasterKey")
        /// `DROP MASTER KEY`
        public static let dropMasterKey = Action("dropMasterKey")
        /// `ALTER MASTER KEY REGENERATE`
        public static let regenerateMasterKey = Action("regenerateMasterKey")
        /// `ALTER MASTER KEY ADD ENCRYPTION`
        public static let addEncryption = Action("addEncryption")
        /// `ALTER MASTER KEY DROP ENCRYPTION`
        public static let dropEncryption = Action("dropEncryption")
        /// `BACKUP MASTER KEY`
        public static let backUpMasterKey = Action("backUpMasterKey")
        /// `RESTORE MASTER KEY`
        public static let restoreMasterKey = Action("restoreMasterKey")
        /// `CREATE SYMMETRIC KEY`, `CREATE CERTIFICATE`, `CREATE ASYMMETRIC KEY`, `CREATE DATABASE ENCRYPTION KEY`
        public static let createKey = Action("createKey")
        /// `ALTER SYMMETRIC KEY`, `ALTER CERTIFICATE`, `ALTER ASYMMETRIC KEY`, `ALTER DATABASE ENCRYPTION KEY`
        public static let alterKey = Action("alterKey")
        /// `DROP SYMMETRIC KEY`, `DROP CERTIFICATE`, `DROP ASYMMETRIC KEY`, `DROP DATABASE ENCRYPTION KEY`
        public static let dropKey = Action("dropKey")
        /// `OPEN SYMMETRIC KEY`
        public static let openKey = Action("openKey")
        /// `CLOSE SYMMETRIC KEY`
        public static let closeKey = Action("closeKey")
        /// `BACKUP SYMMETRIC KEY`, `BACKUP CERTIFICATE`
        public static let backUpKey = Action("backUpKey")
        /// `RESTORE SYMMETRIC KEY`
        public static let restoreKey = Action("restoreKey")
        /// One protector of a key was tried.
        public static let checkProtector = Action("checkProtector")
        /// A password of a key was given another label.
        public static let renameProtector = Action("renameProtector")
        /// A key was wrapped again under a password, with a derivation that costs more.
        public static let upgradeProtector = Action("upgradeProtector")
        /// What a receipt says of a backup was taken in.
        public static let recordBackup = Action("recordBackup")
        /// A private key was used to decrypt or sign: `DECRYPTBYCERT`, `SIGNBYASYMKEY` and their like.
        public static let usePrivateKey = Action("usePrivateKey")
        /// `sp_addlinkedserver`
        public static let addLinkedServer = Action("addLinkedServer")
        /// `sp_dropserver`
        public static let dropLinkedServer = Action("dropLinkedServer")
        /// `sp_addlinkedsrvlogin`
        public static let setLinkedServerLogin = Action("setLinkedServerLogin")
        /// `sp_droplinkedsrvlogin`
        public static let dropLinkedServerLogin = Action("dropLinkedServerLogin")
        /// `CREATE CREDENTIAL`
        public static let createCredential = Action("createCredential")
        /// `ALTER CREDENTIAL`
        public static let alterCredential = Action("alterCredential")
        /// `DROP CREDENTIAL`
        public static let dropCredential = Action("dropCredential")
        /// The secret of a credential was read, which a server never allows.
        public static let readCredential = Action("readCredential")
    }

    /// How it ended.
    public enum Outcome: Sendable {
        /// It was carried out.
        case succeeded
        /// It was refused or failed. No key and no database has changed, unless the error has the code
        /// ``HierarchyError/Code-swift.struct/outcomeUnknown``.
        case failed(any Error)
    }

    /// What was done.
    public let action: Action
    /// Who asked.
    public let principal: Principal
    /// What it was about, in words, a key with its database: "service master key", "master key of database Sales",
    /// "certificate 'Cards' of database Sales".
    public let subject: String
    /// How it ended.
    public let outcome: Outcome
    /// When it ended.
    public let time: Date
}
