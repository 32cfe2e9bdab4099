import KeyCryptography
import KeyHierarchy

extension ExecutionContext {
    /// What becomes of a master key that a kept password has opened, once the operation that needed it has succeeded.
    enum KeptKey {
        /// As on a server it is encrypted by the service master key again, so that the password is needed once.
        case encryptedAgain
        /// The operation has put another key in its place, which has this password: that one is.
        case replaced(Password)
        /// The operation has just taken that encryption away.
        case left
    }

    /// Runs an operation that may need the master key of the current database, and when that is closed, opens it with a
    /// password that `sp_control_dbmasterkey_password` keeps, and runs the operation again.
    ///
    /// An operation that needs the master key of `master` is none for this: for a system database no password is kept.
    ///
    /// - Parameters:
    ///   - state: The state of 15581, which is what tells on a server who needed the key.
    ///   - fate: What becomes of the key afterwards. It is closed again in any case, and when the operation fails it stays
    ///     as it is.
    ///   - operation: What may need the key.
    func openingAutomatically<Result>(
        orFailingInState state: Int = 1,
        thenLeaving fate: KeptKey = .encryptedAgain,
        _ operation: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await translatingErrors { try await openingOnce(fate, operation) }
        } catch var failure as StatementFailure where failure.number == 15581 {
            failure.state = state
            throw failure
        }
    }

    private func openingOnce<Result>(
        _ fate: KeptKey,
        _ operation: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await operation()
        } catch let error as HierarchyError where error.code == .masterKeyClosed || error.code == .oldKeyUnreadable {
            let database = try await currentDatabase()
            guard try await openWithKeptPassword(database) else { throw error }
            return try await withOpenKey(of: database.name, fate, operation)
        }
    }

    /// Runs an operation while a master key is open, and closes that.
    private func withOpenKey<Result>(
        of name: DatabaseName,
        _ fate: KeptKey,
        _ operation: () async throws -> Result
    ) async throws -> Result {
        do {
            let result = try await operation()
            await finish(fate, of: name)
            return result
        } catch {
            try? await session.closeMasterKey(of: name)
            throw error
        }
    }

    private func finish(_ fate: KeptKey, of name: DatabaseName) async {
        switch fate {
        case .encryptedAgain: try? await session.addServiceMasterKeyEncryption(toMasterKeyOf: name)
        case .replaced(let password):
            try? await session.openMasterKey(of: name, password: password)
            try? await session.addServiceMasterKeyEncryption(toMasterKeyOf: name)
        case .left: break
        }
        try? await session.closeMasterKey(of: name)
    }

    /// Opens the master key of a database with a kept password; whether one fitted.
    ///
    /// A key that is open already is not the one that an operation has found closed.
    private func openWithKeptPassword(_ database: DatabaseRecord) async throws -> Bool {
        guard await !session.openMasterKeys.contains(database.id) else { return false }
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
