import KeyHierarchy
import TransactSQLSyntax

// Principals and permissions are the authorizer's, which is not configured in Transact-SQL.
extension StatementRunner {
    /// A statement about a login.
    func perform(_ statement: LoginStatement) throws {
        switch statement {
        case .createFromCertificate(_, let name): throw StatementFailure(15151, "find", "certificate", name)
        case .createFromAsymmetricKey(_, let name): throw StatementFailure(15151, "find", "asymmetric key", name)
        case .create, .createFromWindows: throw NotModelled("CREATE LOGIN", "There are no logins here.")
        case .enable(let name, _), .alter(let name, _, _), .addCredential(let name, _), .dropCredential(let name, _):
            guard SQLText.folded(name.text) != SQLText.folded(context.session.principal.name) else {
                throw NotModelled("ALTER LOGIN", "There are no logins here.")
            }
            throw StatementFailure(15151, "alter", "login", name)
        }
    }

    /// A statement about a user.
    func perform(_ statement: UserStatement) throws {
        switch statement {
        case .create(_, .certificate(let name), _): throw StatementFailure(15151, "find", "certificate", name)
        case .create(_, .asymmetricKey(let name), _): throw StatementFailure(15151, "find", "asymmetric key", name)
        case .create(_, .login(let name), _): throw StatementFailure(15007, name)
        case .create(let name, .sameName, _): throw StatementFailure(15007, name)
        case .create: throw NotModelled("CREATE USER", "There are no users here.")
        case .alter(let name, _): throw StatementFailure(15151, "alter", "user", name)
        }
    }

    /// `GRANT`, `DENY` and `REVOKE`.
    func perform(_ statement: PermissionStatement) throws {
        try requireObject(statement.securable)
        let name =
            switch statement.action {
            case .grant: "GRANT"
            case .deny: "DENY"
            case .revoke: "REVOKE"
            }
        throw NotModelled(name, "The authorizer of the instance says who may do what.")
    }

    /// `ALTER AUTHORIZATION`.
    func perform(_ statement: AuthorizationStatement) throws {
        try requireObject(statement.securable)
        throw NotModelled("ALTER AUTHORIZATION", nil)
    }

    /// `EXECUTE AS`: there is nobody else.
    func perform(_ statement: ExecuteAsStatement) throws {
        switch statement.context {
        // Whom every server has. Principals are not modelled, so nobody can become one of these.
        case .login(let name) where SQLText.folded(name.value) == "sa": throw NotModelled("EXECUTE AS LOGIN", nil)
        case .user(let name) where ["dbo", "guest"].contains(SQLText.folded(name.value)):
            throw NotModelled("EXECUTE AS USER", nil)
        case .login(let name): throw StatementFailure(15406, name.value)
        case .user(let name): throw StatementFailure(15517, name.value)
        case .caller: break
        }
    }

    /// Throws 15151 for whatever cannot be there: an object, a certificate, a key.
    private func requireObject(_ securable: Securable?) throws {
        guard let securable else { return }
        switch securable.securableClass {
        case nil, "OBJECT": throw StatementFailure(15151, "find", "object", securable.name.name)
        case "CERTIFICATE"?: throw StatementFailure(15151, "find", "certificate", securable.name.name)
        case "ASYMMETRIC KEY"?: throw StatementFailure(15151, "find", "asymmetric key", securable.name.name)
        default: break
        }
    }

    /// A statement of which the tree keeps the text alone.
    func perform(_ statement: UnmodelledStatement) throws {
        if statement.name == "ALTER TABLE" {
            let words = statement.text.split { $0 == " " || $0.isNewline || $0 == "\t" }
            if words.count > 2 { throw StatementFailure(4902, words[2]) }
        }
        throw NotModelled(statement.construct ?? statement.name, nil)
    }
}
