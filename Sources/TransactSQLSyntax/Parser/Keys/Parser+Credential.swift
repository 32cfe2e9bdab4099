extension Parser {
    mutating func createCredential() throws(Interruption) -> CredentialStatement {
        try expect(.credential)
        let name = try newCredentialName()
        let values = try credentialValues()
        guard accept(.for) else {
            return .create(name, values, provider: nil)
        }
        try expect(.cryptographic, .provider)
        return .create(name, values, provider: try identifier())
    }

    /// Reads the name of a new credential. Those that begin with `#` are the server's; how it refuses another one is not known.
    private mutating func newCredentialName() throws(Interruption) -> Identifier {
        guard !isName(token) || !name(token).text.hasPrefix("#") else {
            throw fail()
        }
        return try identifier()
    }

    mutating func alterCredential() throws(Interruption) -> CredentialStatement {
        try expect(.credential)
        let name = try identifier()
        return .alter(name, try credentialValues())
    }

    mutating func createDatabaseScopedCredential() throws(Interruption) -> CredentialStatement {
        try expect(.database, .scoped, .credential)
        let name = try newCredentialName()
        return .createDatabaseScoped(name, try credentialValues())
    }

    mutating func alterDatabaseScopedCredential() throws(Interruption) -> CredentialStatement {
        try expect(.database, .scoped, .credential)
        let name = try identifier()
        return .alterDatabaseScoped(name, try credentialValues())
    }

    private mutating func credentialValues() throws(Interruption) -> CredentialStatement.Values {
        try expect(.with, .identity)
        let identity = try assignedString()
        guard accept(.comma) else {
            return CredentialStatement.Values(identity: identity)
        }
        try expect(.secret)
        return CredentialStatement.Values(identity: identity, secret: try assignedString())
    }

    mutating func createCryptographicProvider() throws(Interruption) -> CryptographicProviderStatement {
        try expect(.cryptographic, .provider)
        let name = try identifier()
        try expect(.from, .file)
        return .create(name, file: try assignedString())
    }

    mutating func alterCryptographicProvider() throws(Interruption) -> CryptographicProviderStatement {
        try expect(.cryptographic, .provider)
        let name = try identifier()
        if accept(.enable) {
            return .enable(name, true)
        }
        if accept(.disable) {
            return .enable(name, false)
        }
        try expect(.from, .file)
        return .replace(name, file: try assignedString())
    }
}
