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
            let report = try await context.openingAutomatically(thenLeaving: .replaced(password.password)) {
                try await session.regenerateMasterKey(
                    of: database, password: password.password, tolerance: isForced ? .force : .none)
            }
            try await send(report)
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
            try await restore(from: file, filePassword, newPassword: password, isForced: isForced)
            try await context.noteOpened()
        case .drop:
            try context.requireNoTransaction("DROP MASTER KEY")
            try await context.translatingErrors { _ = try await session.dropMasterKey(of: database) }
            try await context.noteOpened()
        }
    }

    /// Restores the master key as a server does, which cannot know that a key that it cannot read is the one in the file. The
    /// hierarchy can, by the fingerprint, and takes the password in without force.
    private func restore(
        from file: KeyFile,
        _ filePassword: StringLiteral,
        newPassword: StringLiteral,
        isForced: Bool
    ) async throws {
        var wasClosed = false
        let report = try await context.openingAutomatically(thenLeaving: .replaced(newPassword.password)) {
            try await context.restore(from: file) { medium in
                wasClosed = try await session.isMasterKeyClosed(of: database)
                guard wasClosed, !isForced else {
                    return try await session.restoreMasterKey(
                        of: database, from: medium, password: filePassword.password, newPassword: newPassword.password,
                        tolerance: isForced ? .force : .none)
                }
                // What is wrong with the file or a password is told first.
                _ = try await session.planRestoreMasterKey(
                    of: database, from: medium, password: filePassword.password, newPassword: newPassword.password)
                throw HierarchyError.oldKeyUnreadable("master key of database \(database)")
            }
        }
        for message in report.messages {
            let isIdentical = message.number == 15588
            try await context.send(wasClosed && isIdentical ? StatementFailure(15585) : StatementFailure(message))
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
        switch protector {
        case .serviceMasterKey:
            _ = try await context.openingAutomatically(thenLeaving: .left) {
                try await session.dropServiceMasterKeyEncryption(fromMasterKeyOf: database)
            }
        case .password(let password):
            _ = try await context.openingAutomatically {
                try await session.dropPassword(password.password, fromMasterKeyOf: database)
            }
        }
    }

    /// Runs an operation that needs no master key of the current database, and sends what it says beside its success.
    func report(_ operation: () async throws -> ChangeReport) async throws {
        try await send(try await context.translatingErrors(operation))
    }

    private func send(_ report: ChangeReport) async throws {
        for message in report.messages { try await context.send(StatementFailure(message)) }
    }
}

extension StringLiteral {
    /// The literal as a password.
    var password: Password { Password(value) }
}
