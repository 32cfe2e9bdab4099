public import Policy

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension EncryptionHierarchy {
    /// How a hierarchy behaves.
    public struct Options: Sendable {
        /// The name of the server, for labels of backups. It is stored when the instance first starts.
        public var serverName = "localhost"
        /// What a password must satisfy to protect a key or a backup.
        public var passwordPolicy = PasswordPolicy.sqlServer
        /// How passwords become keys, for encryptions that are made from now on.
        public var passwordDerivation = PasswordDerivation.scrypt
        /// The version of SQL Server that is modelled: what it makes, such as the length of a certificate's key, is made.
        public var sqlServerVersion = SQLServerVersion.sql2022
        /// The trace flags that are on for all sessions when the instance starts, as `-T` says it to a server.
        public var traceFlags: Set<TraceFlag> = []
        /// Where keys, nonces, salts and identities come from. RSA keys, and the seeds of OAEP and its like, come from
        /// libcrypto's own generator; what a root protector needs, from a source of its own.
        public var random: any RandomSource = SystemRandomSource()
        /// Who may do what.
        public var authorizer: any Authorizer = AllowAllAuthorizer()
        /// Who is told what was done.
        public var auditSinks: [any AuditSink] = []
        /// Whether starting and opening may write to the store: notes on proofs, and protectors that are mended. Switch
        /// it off for a store that is opened read-only.
        public var maintainsStore = true
        /// What time it is: what records and events are stamped with, and how the age of a proof is told. It may be
        /// called from any thread. A test gives a clock of its own here; nothing that protects a key depends on it.
        public var now: @Sendable () -> Date = { Date() }

        /// Creates the options that SQL Server would have: its password policy, everything allowed to everybody.
        public init() {}
    }
}

extension EncryptionHierarchy.Options {
    /// Tells all sinks how an operation has ended.
    func audit(
        _ action: AuditEvent.Action,
        by principal: Principal,
        _ subject: String,
        _ outcome: AuditEvent.Outcome
    ) async {
        guard !auditSinks.isEmpty else { return }
        let event = AuditEvent(
            action: action, principal: principal, subject: subject, outcome: outcome, time: now())
        for sink in auditSinks { await sink.record(event) }
    }
}
