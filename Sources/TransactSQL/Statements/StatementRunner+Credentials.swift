import KeyCryptography
import KeyHierarchy
import TransactSQLSyntax

extension StatementRunner {
    /// A statement about a credential of the server, or of the current database.
    func perform(_ statement: CredentialStatement) async throws {
        try context.requireNoTransaction("CREDENTIAL")
        let session = context.session
        let scope = Credential.Scope.database(context.state.database)
        switch statement {
        case .create(let name, let values, let provider):
            if let provider { throw StatementFailure(15151, "find", "cryptographic provider", provider) }
            try await create(name, values, in: .server)
        case .createDatabaseScoped(let name, let values): try await create(name, values, in: scope)
        case .alter(let name, let values): try await alter(name, values, in: .server)
        case .alterDatabaseScoped(let name, let values): try await alter(name, values, in: scope)
        case .drop(let name):
            try await context.translatingErrors { try await session.dropCredential(name.text, in: .server) }
        case .dropDatabaseScoped(let name):
            try await context.translatingErrors { try await session.dropCredential(name.text, in: scope) }
        }
    }

    private func create(
        _ name: Identifier, _ values: CredentialStatement.Values, in scope: Credential.Scope
    ) async throws {
        try await protecting(scope) {
            try await context.session.createCredential(
                name.text, in: scope, identity: values.identity.value, secret: values.secretBytes)
        }
    }

    /// Leaving `SECRET` out takes the present secret away.
    private func alter(
        _ name: Identifier, _ values: CredentialStatement.Values, in scope: Credential.Scope
    ) async throws {
        try await protecting(scope) {
            try await context.session.alterCredential(
                name.text, in: scope, identity: values.identity.value, secret: values.secretBytes)
        }
    }

    /// What is under the master key of the database asks for another state when that is closed.
    private func protecting(_ scope: Credential.Scope, _ operation: () async throws -> Void) async throws {
        guard scope != .server else { return try await context.translatingErrors(operation) }
        try await context.openingAutomatically(orFailingInState: 6) {
            do {
                try await operation()
            } catch let error as HierarchyError where error.code == .noMasterKey {
                throw StatementFailure(15581)
            }
        }
    }
}

extension CredentialStatement.Values {
    /// The secret, if there is one.
    fileprivate var secretBytes: SecretBytes? { secret.map { SecretBytes(utf8: $0.value) } }
}

extension SecretBytes {
    /// The UTF-8 of a text, as a secret.
    init(utf8 text: String) {
        self.init(copying: unsafe text.utf8Span.span.bytes)
    }
}
