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
            let key = try identifier()
            if keyword == .with, token(ahead: 1).keyword == .credential {
                throw notModelled(words: 2)
            }
            return .createFromAsymmetricKey(name, key)
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
                return .alter(name, nil, options: try changedOptions())
            }
            let password = try loginPassword()
            if keyword == .oldPassword {
                return .alter(name, password, options: try changedOptions())
            }
            return .alter(name, password, options: accept(.comma) ? try changedOptions() : [])
        }
    }

    /// Reads the options of `ALTER LOGIN`, of which `NO CREDENTIAL` has two words.
    private mutating func changedOptions() throws(Interruption) -> [NamedOption] {
        let result = try namedOptions()
        if keyword == .credential, tokens[index - 1].keyword == .no {
            throw notModelled("NO CREDENTIAL")
        }
        return result
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
        let options = try namedOptions()
        if keyword == .oldPassword, options.last?.name == "PASSWORD" {
            throw notModelled()
        }
        return .alter(name, options: options)
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
