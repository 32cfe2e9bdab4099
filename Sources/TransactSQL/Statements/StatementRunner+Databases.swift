import KeyHierarchy
import TransactSQLSyntax

extension StatementRunner {
    /// `CREATE DATABASE`. Files and the like say nothing about keys; a collation says how names compare, and one that tells
    /// letters of another case apart is refused, because none does here.
    func perform(_ statement: CreateDatabaseStatement) async throws {
        try requireNoTransaction("CREATE DATABASE")
        if statement.attaches {
            throw NotModelled("CREATE DATABASE … FOR ATTACH", "The files of databases are not read.")
        }
        if let collation = statement.collation { try Self.require(collation) }
        let name = try await name(statement.name)
        do {
            try await context.translatingErrors { _ = try await context.session.createDatabase(name) }
        } catch let failure as StatementFailure where failure.isMissingPermission {
            throw StatementFailure(262, "CREATE DATABASE", "master")
        }
    }

    private static func require(_ collation: Identifier) throws {
        let parts = collation.text.uppercased().split(separator: "_")
        let isBinary = parts.contains("BIN") || parts.contains("BIN2")
        guard parts.count > 1, isBinary || parts.contains("CI") || parts.contains("CS") else {
            throw StatementFailure(448, collation)
        }
        guard !isBinary, parts.contains("CI") else {
            throw NotModelled("CREATE DATABASE … COLLATE \(collation)", "Names compare without case here.")
        }
    }

    /// `ALTER DATABASE`.
    func perform(_ statement: AlterDatabaseStatement) async throws {
        try requireNoTransaction("ALTER DATABASE")
        let database: DatabaseRecord
        let missing: StatementFailure
        switch statement.target {
        case .current:
            database = try await context.currentDatabase()
            missing = StatementFailure(5011, database.name)
        case .database(let name):
            missing = StatementFailure(5011, name)
            guard let found = try await context.database(orAssumed: name.text) else {
                throw Self.failed(missing, 5069)
            }
            database = found
        }
        let clause: String
        switch statement.change {
        case .encryption(let state): return try await setEncryption(state, of: database, orThrow: missing)
        case .options(let options, _): clause = "SET \(options.first?.name ?? "")"
        case .name: clause = "MODIFY NAME"
        case .collation: clause = "COLLATE"
        }
        guard try await context.controls(database.name) else { throw Self.failed(missing, 5069) }
        throw NotModelled("ALTER DATABASE … \(clause)", nil)
    }

    /// `DROP` of a database, or of something else, which cannot be there.
    func perform(_ statement: DropStatement) async throws {
        if statement.droppedClass == .database { try requireNoTransaction("DROP DATABASE") }
        for name in statement.names {
            switch statement.droppedClass {
            case .database: try await drop(name.name, ifExists: statement.ifExists)
            case .login, .user, .role, .schema, .type:
                guard !statement.ifExists else { continue }
                throw StatementFailure(15151, "drop", statement.droppedClass.rawValue.lowercased(), name.name)
            default:
                guard !statement.ifExists else { continue }
                throw StatementFailure(
                    3701, "drop", statement.droppedClass.rawValue.lowercased(), Binder.text(of: name), state: 5)
            }
        }
    }

    private func drop(_ name: Identifier, ifExists: Bool) async throws {
        let missing = StatementFailure(3701, "drop", "database", name)
        guard let database = try await context.database(named: name.text) else {
            guard !ifExists else { return }
            throw missing
        }
        guard database.name != context.state.database || database.id.isSystem else {
            throw StatementFailure(3702, database.name)
        }
        do {
            try await context.translatingErrors { _ = try await context.session.dropDatabase(database.name) }
        } catch let failure as StatementFailure where failure.isMissingPermission {
            // As where there is none of that name, so that it tells nothing.
            guard !ifExists else { return }
            throw missing
        }
        try await context.noteOpened()
    }

    /// An error that is followed by one which says what has failed.
    static func failed(_ reason: StatementFailure, _ number: Int, _ values: String...) -> StatementFailure {
        var failure = StatementFailure(number)
        // The text that the initialiser gave has its placeholders filled already, with nothing.
        failure.text = MessageFormat(SystemMessage.numbered(number)?.text ?? "").filled(with: values.map { .text($0) })
        failure.earlier = [reason]
        return failure
    }

    private func requireNoTransaction(_ name: String) throws {
        guard context.state.transactionDepth > 0 else { return }
        throw StatementFailure(226, name)
    }

    private func name(_ identifier: Identifier) async throws -> DatabaseName {
        try await context.translatingErrors { try DatabaseName(identifier.text) }
    }
}

extension StatementFailure {
    /// Whether the hierarchy has refused an operation for want of a permission. Some statements have an error of their own
    /// for that.
    var isMissingPermission: Bool { number == 15247 }
}
