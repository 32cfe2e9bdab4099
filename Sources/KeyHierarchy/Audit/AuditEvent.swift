#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One operation, as it is told to the audit: who did what to which key, and how it ended. Never a secret.
public struct AuditEvent: Sendable {
    /// What was done.
    public enum Action: String, Hashable, Sendable {
        case startInstance, createDatabase, dropDatabase
        case regenerateServiceMasterKey, restoreServiceMasterKey, backUpServiceMasterKey, protectServiceMasterKey
        case createMasterKey, openMasterKey, closeMasterKey, dropMasterKey, regenerateMasterKey
        case addEncryption, dropEncryption, backUpMasterKey, restoreMasterKey
        case createCredential, alterCredential, dropCredential, readCredential
    }

    /// How it ended.
    public enum Outcome: Sendable {
        case succeeded
        /// It was refused or failed; nothing changed.
        case failed(any Error)
    }

    /// What was done.
    public let action: Action
    /// Who asked.
    public let principal: Principal
    /// What it was about, in words: "service master key", "master key of database Sales".
    public let subject: String
    /// How it ended.
    public let outcome: Outcome
    /// When it ended.
    public let time: Date
}
