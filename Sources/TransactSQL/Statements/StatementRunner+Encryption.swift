import KeyHierarchy
import TransactSQLSyntax

// Database encryption keys, providers and signatures are not modelled; see the certificates.
extension StatementRunner {
    /// A statement about the database encryption key of the current database.
    func perform(_ statement: DatabaseEncryptionKeyStatement) async throws {
        let database = try await context.currentDatabase()
        guard !database.id.isSystem else { throw StatementFailure(33102) }
        switch statement {
        case .create(_, let protector): throw protector.missing
        case .regenerate, .encrypt, .drop: throw StatementFailure(33104)
        }
    }

    /// A statement about a provider of extensible key management.
    func perform(_ statement: CryptographicProviderStatement) async throws {
        guard try await context.isGranted(.controlServer) else { throw StatementFailure(15247) }
        switch statement {
        case .create(_, let file):
            guard context.state.running["ekm provider enabled"] == 1 else { throw StatementFailure(33053) }
            // No library of a provider is loaded, whatever it is.
            throw StatementFailure(33027, file.value)
        case .replace(let name, _), .enable(let name, _):
            throw StatementFailure(15151, "alter", "cryptographic provider", name)
        case .drop(let name): throw StatementFailure(15151, "drop", "cryptographic provider", name)
        }
    }

    /// `ADD` and `DROP SIGNATURE`: there is no module to sign.
    func perform(_ statement: SignatureStatement) throws {
        let module =
            switch statement {
            case .add(_, let module, _): module
            case .drop(_, let module, _): module
            }
        throw StatementFailure(15151, "find", "object", Binder.text(of: module.name))
    }
}
