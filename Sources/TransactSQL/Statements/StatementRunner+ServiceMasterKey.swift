import Backup
import KeyHierarchy
import TransactSQLSyntax

extension StatementRunner {
    /// A statement about the service master key. It works from any database.
    func perform(_ statement: ServiceMasterKeyStatement) async throws {
        let session = context.session
        switch statement {
        case .regenerate(let isForced):
            try context.requireNoTransaction("ALTER SERVICE MASTER KEY")
            try await report { try await session.regenerateServiceMasterKey(tolerance: isForced ? .force : .none) }
        case .backUp(let file, let password):
            try await context.translatingErrors {
                try await context.backUp(to: file) { medium, derivation in
                    try await session.backUpServiceMasterKey(
                        to: medium, under: BackupPassword(password.password), derivation: derivation)
                }
            }
        case .restore(let file, let password, let isForced):
            try context.requireNoTransaction("RESTORE SERVICE MASTER KEY")
            try await report {
                try await context.restore(from: file) { medium in
                    try await session.restoreServiceMasterKey(
                        from: medium, password: password.password, tolerance: isForced ? .force : .none)
                }
            }
        case .addMachineKeyEncryption:
            guard try await !hasMachineKey() else { throw StatementFailure(15455) }
            throw NotModelled("ADD ENCRYPTION BY MACHINE KEY", "Root protectors are given when an instance starts.")
        case .dropMachineKeyEncryption:
            guard try await hasMachineKey() else { throw StatementFailure(15451) }
            throw NotModelled("DROP ENCRYPTION BY MACHINE KEY", "Root protectors are given when an instance starts.")
        case .recoverFromOldAccount, .moveToNewAccount:
            throw NotModelled("ALTER SERVICE MASTER KEY WITH … ACCOUNT", "It is obsolete.")
        }
    }

    private func hasMachineKey() async throws -> Bool {
        guard try await context.isGranted(.controlServer) else { throw StatementFailure(15247) }
        return try await context.session.serviceMasterKey().encryptions.contains {
            $0.protector == .root(.machineKey)
        }
    }
}
