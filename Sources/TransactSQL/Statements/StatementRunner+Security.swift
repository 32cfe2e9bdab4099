import KeyHierarchy
import TransactSQLSyntax

// Principals and permissions are the authorizer's, which is not configured in Transact-SQL.
extension StatementRunner {
    /// A statement about a login.
    func perform(_ statement: LoginStatement) async throws {
        switch statement {
        case .createFromCertificate(_, let name): try await requireKey(.certificate, name, in: "master")
        case .createFromAsymmetricKey(_, let name): try await requireKey(.asymmetricKey, name, in: "master")
        case .create, .createFromWindows: break
        case .enable(let name, _), .alter(let name, _, _), .addCredential(let name, _), .dropCredential(let name, _):
            guard context.hasLogin(name.text) else { throw StatementFailure(15151, "alter", "login", name) }
            throw NotModelled("ALTER LOGIN", "There are no logins here.")
        }
        throw NotModelled("CREATE LOGIN", "There are no logins here.")
    }

    /// A statement about a user.
    func perform(_ statement: UserStatement) async throws {
        switch statement {
        case .create(_, .certificate(let name), _): try await requireKey(.certificate, name)
        case .create(_, .asymmetricKey(let name), _): try await requireKey(.asymmetricKey, name)
        case .create(_, .login(let name), _), .create(let name, .sameName, _):
            guard context.hasLogin(name.text) else { throw StatementFailure(15007, name) }
        case .create: break
        case .alter(let name, _): throw StatementFailure(15151, "alter", "user", name)
        }
        throw NotModelled("CREATE USER", "There are no users here.")
    }

    /// `GRANT`, `DENY` and `REVOKE`.
    func perform(_ statement: PermissionStatement) async throws {
        try await require(statement.securable)
        let name =
            switch statement.action {
            case .grant: "GRANT"
            case .deny: "DENY"
            case .revoke: "REVOKE"
            }
        throw NotModelled(name, "The authorizer of the instance says who may do what.")
    }

    /// `ALTER AUTHORIZATION`.
    func perform(_ statement: AuthorizationStatement) async throws {
        try await require(statement.securable)
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

    /// Throws 15151 for what is not there: a certificate or a key of the current database, and any object.
    private func require(_ securable: Securable?) async throws {
        guard let securable else { return }
        let name = securable.name.name
        switch securable.securableClass {
        case nil, "OBJECT": throw StatementFailure(15151, "find", "object", name)
        case "CERTIFICATE"?: try await requireKey(.certificate, name)
        case "ASYMMETRIC KEY"?: try await requireKey(.asymmetricKey, name)
        case "SYMMETRIC KEY"?: try await requireKey(.symmetricKey, name)
        default: break
        }
    }

    /// Throws 15151 unless a database has a certificate or key that the principal may see.
    ///
    /// - Parameter database: The database; `nil` for the current one.
    private func requireKey(
        _ kind: KeyIdentifier.Kind, _ name: Identifier, in database: DatabaseName? = nil
    ) async throws {
        let place: DatabaseName
        if let database { place = database } else { place = try await context.currentDatabase().name }
        let session = context.session
        try await context.translatingErrors {
            switch kind {
            case .certificate: _ = try await session.certificate(name.text, in: place)
            case .asymmetricKey: _ = try await session.asymmetricKey(name.text, in: place)
            default: _ = try await session.symmetricKey(name.text, in: place)
            }
        }
    }

    /// Throws unless the owner that a statement gives to a new key is `dbo`, who owns every key here.
    func requireOwner(_ owner: Identifier?) throws {
        guard let owner, SQLText.folded(owner.text) != "dbo" else { return }
        guard !Self.otherPrincipals.contains(SQLText.folded(owner.text)) else {
            throw NotModelled("AUTHORIZATION", "Every key is dbo's here.")
        }
        throw StatementFailure(15151, "find", "user", owner)
    }

    /// The users and roles that every database has beside `dbo`.
    private static let otherPrincipals: Set<String> = [
        "guest", "sys", "information_schema", "public", "db_owner", "db_accessadmin", "db_securityadmin", "db_ddladmin",
        "db_backupoperator", "db_datareader", "db_datawriter", "db_denydatareader", "db_denydatawriter",
    ]

    /// Throws when a statement has options for a key that a provider keeps, and names no provider.
    func requireNoProviderOptions(_ name: StringLiteral?, _ disposition: CreationDisposition?) throws {
        guard name == nil, disposition == nil else {
            let option = name == nil ? "CREATION_DISPOSITION" : "PROVIDER_KEY_NAME"
            throw NotModelled("\(option) without FROM PROVIDER", "What a server answers to that is not known.")
        }
    }

    /// A statement of which the tree keeps the text alone.
    func perform(_ statement: UnmodelledStatement) throws {
        if statement.name == "ALTER TABLE" {
            let words = statement.text.split { $0 == " " || $0.isNewline || $0 == "\t" }
            if words.count > 2 {
                // What stands in double quotation marks may be meant as a string.
                let isQuoted = words[2].utf8.contains(UInt8(ascii: "\""))
                throw StatementFailure(4902, isQuoted ? "…" : String(words[2]))
            }
        }
        throw NotModelled(statement.construct ?? statement.name, nil)
    }
}
