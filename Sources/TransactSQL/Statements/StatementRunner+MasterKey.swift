import Backup
import KeyHierarchy
import TransactSQLSyntax

extension StatementRunner {
    private var session: Session { context.session }
    private var database: DatabaseName { context.state.database }

    /// A statement about the master key of the current database.
    func perform(_ statement: MasterKeyStatement) async throws {
        _ = try await context.currentDatabase()
        switch statement {
        case .create(let password):
            try context.requireNoTransaction("CREATE MASTER KEY")
            guard let password else { throw StatementFailure(33161) }
            try await context.translatingErrors {
                try await session.createMasterKey(in: database, password: password.password)
            }
        case .open(let password):
            try await context.translatingErrors {
                try await session.openMasterKey(of: database, password: password.password)
            }
            try await context.noteOpened()
        case .close:
            try await context.translatingErrors { try await session.closeMasterKey(of: database) }
            try await context.noteOpened()
        case .regenerate(let password, let isForced):
            try context.requireNoTransaction("ALTER MASTER KEY")
            try await report {
                try await session.regenerateMasterKey(
                    of: database, password: password.password, tolerance: isForced ? .force : .none)
            }
        case .addEncryption(let protector):
            try context.requireNoTransaction("ALTER MASTER KEY")
            try await add(protector)
        case .dropEncryption(let protector):
            try context.requireNoTransaction("ALTER MASTER KEY")
            try await drop(protector)
        case .backUp(let file, let password):
            try await context.openingAutomatically {
                try await context.backUp(to: file) { medium, derivation in
                    try await session.backUpMasterKey(
                        of: database, to: medium, under: BackupPassword(password.password), derivation: derivation)
                }
            }
        case .restore(let file, let filePassword, let password, let isForced):
            try context.requireNoTransaction("RESTORE MASTER KEY")
            try await report {
                try await context.restore(from: file) { medium in
                    try await session.restoreMasterKey(
                        of: database, from: medium, password: filePassword.password, newPassword: password.password,
                        tolerance: isForced ? .force : .none)
                }
            }
            try await context.noteOpened()
        case .drop:
            try context.requireNoTransaction("DROP MASTER KEY")
            try await context.translatingErrors { _ = try await session.dropMasterKey(of: database) }
            try await context.noteOpened()
        }
    }

    private func add(_ protector: MasterKeyProtector) async throws {
        try await context.openingAutomatically {
            switch protector {
            case .serviceMasterKey: try await session.addServiceMasterKeyEncryption(toMasterKeyOf: database)
            case .password(let password):
                try await session.addPassword(password.password, toMasterKeyOf: database)
            }
        }
    }

    private func drop(_ protector: MasterKeyProtector) async throws {
        try await context.openingAutomatically {
            switch protector {
            case .serviceMasterKey:
                _ = try await session.dropServiceMasterKeyEncryption(fromMasterKeyOf: database)
            case .password(let password):
                _ = try await session.dropPassword(password.password, fromMasterKeyOf: database)
            }
        }
    }

    /// Runs an operation that replaces a key, and sends what it says beside its success.
    func report(_ operation: () async throws -> ChangeReport) async throws {
        let report = try await context.openingAutomatically(operation)
        for message in report.messages { try await context.send(StatementFailure(message)) }
    }
}

extension StringLiteral {
    /// The literal as a password.
    var password: Password { Password(value) }
}
