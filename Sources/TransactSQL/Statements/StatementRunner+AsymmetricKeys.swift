import KeyHierarchy
import TransactSQLSyntax

extension StatementRunner {
    private var session: Session { context.session }
    private var database: DatabaseName { context.state.database }

    /// A statement about an asymmetric key of the current database.
    func perform(_ statement: AsymmetricKeyStatement) async throws {
        switch statement {
        case .create(let key):
            try context.requireNoTransaction("CREATE ASYMMETRIC KEY")
            try await create(key)
        case .removePrivateKey(let name):
            try context.requireNoTransaction("ALTER ASYMMETRIC KEY")
            try await context.translatingErrors {
                try await session.removePrivateKey(of: .asymmetricKey(name.text), in: database)
            }
        case .changePrivateKey(let name, let old, let new):
            try context.requireNoTransaction("ALTER ASYMMETRIC KEY")
            try await context.openingAutomatically {
                try await session.protectPrivateKey(
                    of: .asymmetricKey(name.text), in: database, password: old?.password, with: .init(new))
            }
        case .drop(let name, _):
            try context.requireNoTransaction("DROP ASYMMETRIC KEY")
            try await context.translatingErrors {
                _ = try await session.drop(.asymmetricKey(name.text), in: database)
            }
        }
    }

    private func create(_ key: NewAsymmetricKey) async throws {
        try requireOwner(key.owner)
        switch key.source {
        case .generated:
            try requireNoProviderOptions(key.providerKeyName, key.creationDisposition)
            try await generate(key)
        case .provider(let name): throw StatementFailure(15151, "find", "cryptographic provider", name)
        case .file(let path):
            try requireNoProviderOptions(key.providerKeyName, key.creationDisposition)
            guard key.algorithm == nil else { throw StatementFailure(33034) }
            let bytes = try context.privateKeyFile(path.value)
            guard let privateKey = try? await PrivateKey(strongNameKeyPair: bytes) else {
                throw StatementFailure(15208)
            }
            _ = try await context.openingAutomatically {
                try await session.importAsymmetricKey(
                    key.name.text, in: database, privateKey: privateKey, protectedBy: .init(key.password))
            }
        case .executableFile, .assembly:
            throw NotModelled("CREATE ASYMMETRIC KEY FROM a signed file", "Strong names are not read.")
        }
    }

    /// Makes a key. The parser lets RSA_512 and RSA_1024 through to here at compatibility level 120 and below alone.
    private func generate(_ key: NewAsymmetricKey) async throws {
        let protector = PrivateKeyProtector(key.password)
        let keyLength: Int
        switch key.algorithm {
        case .rsa4096: keyLength = 4096
        case .rsa3072: keyLength = 3072
        case .rsa2048: keyLength = 2048
        case .rsa1024:
            return try await context.openingAutomatically {
                try await session.createShortAsymmetricKey(key.name.text, in: database, protectedBy: protector)
            }
        default:
            throw NotModelled(
                "an asymmetric key for \(key.algorithm?.rawValue ?? "no algorithm")",
                "RSA_1024 and longer ones are made: a shorter one has no room for what it is to protect.")
        }
        _ = try await context.openingAutomatically {
            try await session.createAsymmetricKey(
                key.name.text, in: database, keyLength: keyLength, protectedBy: protector)
        }
    }
}
