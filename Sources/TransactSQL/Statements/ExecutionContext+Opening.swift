import KeyCryptography
import KeyHierarchy

extension ExecutionContext {
    /// Runs an operation that may need the master key of the current database, and when that is closed, opens it with a
    /// password that `sp_control_dbmasterkey_password` keeps, and runs the operation again.
    ///
    /// As on a server, the key is then encrypted by the service master key again, so that this is needed once.
    ///
    /// - Parameters:
    ///   - state: The state of 15581, which is what tells on a server who needed the key.
    ///   - operation: What may need the key.
    func openingAutomatically<Result>(
        orFailingInState state: Int = 1,
        _ operation: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await translatingErrors { try await openingOnce(operation) }
        } catch var failure as StatementFailure where failure.number == 15581 {
            failure.state = state
            throw failure
        }
    }

    private func openingOnce<Result>(_ operation: () async throws -> Result) async throws -> Result {
        do {
            return try await operation()
        } catch let error as HierarchyError where error.code == .masterKeyClosed || error.code == .oldKeyUnreadable {
            guard try await openWithKeptPassword() else { throw error }
        }
        let name = state.database
        try? await session.addServiceMasterKeyEncryption(toMasterKeyOf: name)
        do {
            let result = try await operation()
            try? await session.closeMasterKey(of: name)
            return result
        } catch {
            try? await session.closeMasterKey(of: name)
            throw error
        }
    }

    /// Opens the master key of the current database with a kept password; whether one fitted.
    private func openWithKeptPassword() async throws -> Bool {
        let database = try await currentDatabase()
        for name in try await keptPasswords(of: database) {
            let password = try? await session.withSecret(
                ofCredential: name, in: .server, requiring: .control(database.name)
            ) { try Password(utf8: SecretBytes(copying: $0)) }
            guard let password else { continue }
            do {
                try await session.openMasterKey(of: database.name, password: password)
                return true
            } catch let error as HierarchyError where error.code == .wrongDecryptor {
                continue
            }
        }
        return false
    }

    /// The names of the credentials that keep passwords of a database's master key.
    func keptPasswords(of database: DatabaseRecord) async throws -> [String] {
        try await read { store in
            try store.keys(in: .master).filter { key in
                key.id.kind == .credential && MasterKeyPasswordName(key.name)?.family == database.family
            }.map(\.name)
        }
    }

    /// Keeps the times at which the keys that are open now were opened.
    func noteOpened() async throws {
        let open = await session.openKeyIdentifiers
        let known = state.opened
        state.opened = Dictionary(uniqueKeysWithValues: open.map { ($0, known[$0] ?? now) })
    }
}
