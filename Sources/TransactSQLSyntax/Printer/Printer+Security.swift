extension Printer {
    mutating func write(_ securable: Securable) {
        if let securableClass = securable.securableClass {
            write(securableClass + "::")
        }
        write(securable.name)
    }

    mutating func write(_ statement: LoginStatement) {
        switch statement {
        case .create(let name, let password, let options):
            write("CREATE LOGIN ")
            write(name)
            write(" WITH ")
            write(password, options)
        case .createFromWindows(let name, let options):
            write("CREATE LOGIN ")
            write(name)
            write(" FROM WINDOWS")
            with(options)
        case .createFromCertificate(let name, let certificate):
            write("CREATE LOGIN ")
            write(name)
            write(" FROM CERTIFICATE ")
            write(certificate)
        case .createFromAsymmetricKey(let name, let key):
            write("CREATE LOGIN ")
            write(name)
            write(" FROM ASYMMETRIC KEY ")
            write(key)
        case .enable(let name, let isEnabled):
            write("ALTER LOGIN ")
            write(name)
            write(isEnabled ? " ENABLE" : " DISABLE")
        case .alter(let name, let password, let options):
            write("ALTER LOGIN ")
            write(name)
            guard let password else {
                return with(options)
            }
            write(" WITH ")
            write(password, options)
        case .addCredential(let name, let credential):
            write("ALTER LOGIN ")
            write(name)
            write(" ADD CREDENTIAL ")
            write(credential)
        case .dropCredential(let name, let credential):
            write("ALTER LOGIN ")
            write(name)
            write(" DROP CREDENTIAL ")
            write(credential)
        }
    }

    private mutating func write(_ password: LoginPassword, _ options: [NamedOption]) {
        write("PASSWORD = ")
        switch password.secret {
        case .password(let password):
            write(password)
        case .hash(let bytes):
            write(bytes)
            write(" HASHED")
        }
        write(password.mustChange ? " MUST_CHANGE" : "")
        write(password.unlocks ? " UNLOCK" : "")
        for (index, option) in options.enumerated() {
            // OLD_PASSWORD follows the password without a comma.
            write(index == 0 && option.name == "OLD_PASSWORD" ? " " : ", ")
            write(option)
        }
    }

    private mutating func with(_ options: [NamedOption]) {
        if !options.isEmpty {
            write(" WITH ")
            list(options) { $0.write($1) }
        }
    }

    mutating func write(_ statement: UserStatement) {
        switch statement {
        case .create(let name, let source, let options):
            write("CREATE USER ")
            write(name)
            write(source)
            with(options)
        case .alter(let name, let options):
            write("ALTER USER ")
            write(name)
            with(options)
        }
    }

    private mutating func write(_ source: UserStatement.Source) {
        switch source {
        case .sameName: break
        case .login(let name):
            write(" FOR LOGIN ")
            write(name)
        case .withoutLogin:
            write(" WITHOUT LOGIN")
        case .certificate(let name):
            write(" FOR CERTIFICATE ")
            write(name)
        case .asymmetricKey(let name):
            write(" FOR ASYMMETRIC KEY ")
            write(name)
        }
    }

    mutating func write(_ statement: PermissionStatement) {
        switch statement.action {
        case .grant: write("GRANT ")
        case .deny: write("DENY ")
        case .revoke(let grantOptionOnly, _): write(grantOptionOnly ? "REVOKE GRANT OPTION FOR " : "REVOKE ")
        }
        list(statement.permissions) { printer, permission in
            printer.write(permission.name)
            printer.columns(permission.columns)
        }
        if let securable = statement.securable {
            write(" ON ")
            write(securable)
        }
        write(" TO ")
        list(statement.principals) { $0.write($1) }
        switch statement.action {
        case .grant(let withGrantOption): write(withGrantOption ? " WITH GRANT OPTION" : "")
        case .deny(let cascades), .revoke(_, let cascades): write(cascades ? " CASCADE" : "")
        }
        if let grantor = statement.grantor {
            write(" AS ")
            write(grantor)
        }
    }

    mutating func write(_ statement: AuthorizationStatement) {
        write("ALTER AUTHORIZATION ON ")
        write(statement.securable)
        write(" TO ")
        switch statement.owner {
        case .schemaOwner: write("SCHEMA OWNER")
        case .principal(let name): write(name)
        }
    }
}
