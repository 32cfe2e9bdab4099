import KeyCryptography
import KeyHierarchy

/// `sp_control_dbmasterkey_password`: keeps a password of a database's master key, so that the key opens where the service
/// master key does not open it.
enum MasterKeyPasswordProcedure {
    static let procedure = SystemProcedure(
        name: "sp_control_dbmasterkey_password", parameters: ["@db_name", "@password", "@action"]
    ) { context, arguments in
        for (value, name) in zip(arguments.values, ["@db_name", "@password", "@action"]) where value.isNull {
            throw StatementFailure(201, "sp_control_dbmasterkey_password", name)
        }
        let texts = arguments.values.map(\.description)
        let (name, password, action) = (texts[0], texts[1], texts[2])
        // By its position it may be the password: it makes no database then.
        let found = try await arguments.isNamed(0) ? context.database(orAssumed: name) : context.database(named: name)
        guard let database = found else { throw StatementFailure(15010, arguments.shown(0)) }
        guard !database.id.isSystem else { throw StatementFailure(15276) }
        guard try await context.controls(database.name) else { throw StatementFailure(15247) }
        try context.requireNoTransaction("sp_control_dbmasterkey_password")
        switch SQLText.folded(action) {
        case "add": try await add(password, to: database, context)
        case "drop": try await drop(password, from: database, context)
        default: throw StatementFailure(15600, "sp_control_dbmasterkey_password")
        }
    }

    private static func add(_ password: String, to database: DatabaseRecord, _ context: ExecutionContext) async throws {
        guard try await credential(with: password, of: database, context) == nil else {
            throw StatementFailure(15594, database.name)
        }
        guard !password.isEmpty else { throw StatementFailure(15600, "sp_control_dbmasterkey_password") }
        let name = MasterKeyPasswordName(
            family: database.family, number: try context.hierarchy.options.random.uuid()
        ).description
        try await context.translatingErrors {
            try await context.session.createCredential(
                name, in: .server, identity: name, secret: SecretBytes(utf8: password),
                requiring: .control(database.name))
        }
        // The password is kept whatever it opens; that it opens nothing now is worth a word.
        if try await !opens(password, database, context) { try await context.inform(33141) }
    }

    private static func drop(
        _ password: String, from database: DatabaseRecord, _ context: ExecutionContext
    ) async throws {
        guard let name = try await credential(with: password, of: database, context) else {
            throw StatementFailure(15595, database.name)
        }
        try await context.translatingErrors {
            try await context.session.dropCredential(name, in: .server, requiring: .control(database.name))
        }
    }

    /// The credential that keeps a password of a database; `nil` when none does. One that cannot be read is none.
    private static func credential(
        with password: String, of database: DatabaseRecord, _ context: ExecutionContext
    ) async throws -> String? {
        for name in try await context.keptPasswords(of: database) {
            let isSame = try? await context.session.withSecret(
                ofCredential: name, in: .server, requiring: .control(database.name)
            ) { SecretBytes(copying: $0) == SecretBytes(utf8: password) }
            if isSame == true { return name }
        }
        return nil
    }

    /// Whether a password opens the master key of a database. The key is open afterwards only if it was before.
    private static func opens(
        _ password: String, _ database: DatabaseRecord, _ context: ExecutionContext
    ) async throws -> Bool {
        let session = context.session
        let wasOpen = await session.openMasterKeys.contains(database.id)
        do {
            try await session.openMasterKey(of: database.name, password: Password(password))
        } catch let error as HierarchyError where error.code == .wrongDecryptor || error.code == .noMasterKey {
            return false
        }
        if !wasOpen { try await session.closeMasterKey(of: database.name) }
        return true
    }
}
