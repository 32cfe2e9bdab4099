extension Parser {
    mutating func createLogin() throws(Interruption) -> LoginStatement {
        try expect(.login)
        let name = try identifier()
        guard accept(.from) else {
            try expect(.with)
            let password = try loginPassword()
            return .create(name, password, options: accept(.comma) ? try namedOptions() : [])
        }
        switch keyword {
        case .windows:
            advance()
            return .createFromWindows(name, options: accept(.with) ? try namedOptions() : [])
        case .certificate:
            advance()
            return .createFromCertificate(name, try identifier())
        case .external:
            throw notModelled()
        default:
            try expect(.asymmetric, .key)
            return .createFromAsymmetricKey(name, try identifier())
        }
    }

    mutating func alterLogin() throws(Interruption) -> LoginStatement {
        try expect(.login)
        let name = try identifier()
        switch keyword {
        case .enable:
            advance()
            return .enable(name, true)
        case .disable:
            advance()
            return .enable(name, false)
        case .add:
            try expect(.add, .credential)
            return .addCredential(name, try identifier())
        case .drop:
            try expect(.drop, .credential)
            return .dropCredential(name, try identifier())
        default:
            try expect(.with)
            guard keyword == .password else {
                return .alter(name, nil, options: try namedOptions())
            }
            let password = try loginPassword()
            if keyword == .oldPassword {
                return .alter(name, password, options: try namedOptions())
            }
            return .alter(name, password, options: accept(.comma) ? try namedOptions() : [])
        }
    }

    private mutating func loginPassword() throws(Interruption) -> LoginPassword {
        try expect(.password)
        try expect(.equal)
        let secret: LoginPassword.Secret
        if kind == .binary {
            secret = .hash(try bytes())
            try expect(.hashed)
        } else {
            secret = .password(try string())
        }
        var result = LoginPassword(secret: secret)
        while true {
            if accept(.mustChange) {
                result.mustChange = true
            } else if accept(.unlock) {
                result.unlocks = true
            } else {
                return result
            }
        }
    }

    mutating func createUser() throws(Interruption) -> UserStatement {
        try expect(.user)
        let name = try identifier()
        let source = try userSource()
        return .create(name, source, options: accept(.with) ? try namedOptions() : [])
    }

    private mutating func userSource() throws(Interruption) -> UserStatement.Source {
        if accept(.without) {
            try expect(.login)
            return .withoutLogin
        }
        guard accept(.for) || accept(.from) else {
            return .sameName
        }
        switch keyword {
        case .login:
            advance()
            return .login(try identifier())
        case .certificate:
            advance()
            return .certificate(try identifier())
        case .external:
            throw notModelled()
        default:
            try expect(.asymmetric, .key)
            return .asymmetricKey(try identifier())
        }
    }

    mutating func alterUser() throws(Interruption) -> UserStatement {
        try expect(.user)
        let name = try identifier()
        try expect(.with)
        return .alter(name, options: try namedOptions())
    }

    mutating func alterAuthorization() throws(Interruption) -> AuthorizationStatement {
        try expect(.authorization, .on)
        let securable = try securable()
        try expect(.to)
        if accept(.schema, .owner) {
            return AuthorizationStatement(securable: securable, owner: .schemaOwner)
        }
        return AuthorizationStatement(securable: securable, owner: .principal(try principal()))
    }

    /// Reads the name of a principal, which may be the reserved word `PUBLIC`.
    mutating func principal() throws(Interruption) -> Identifier {
        guard keyword == .public else {
            return try identifier()
        }
        let result = Identifier(text(of: token))
        advance()
        return result
    }
}
