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
        switch key.source {
        case .generated:
            guard let keyLength = key.algorithm?.keyLength else {
                throw NotModelled(
                    "an asymmetric key for \(key.algorithm?.rawValue ?? "no algorithm")",
                    "RSA_2048, RSA_3072 and RSA_4096 are made.")
            }
            _ = try await context.openingAutomatically {
                try await session.createAsymmetricKey(
                    key.name.text, in: database, keyLength: keyLength, protectedBy: .init(key.password))
            }
        case .provider(let name): throw StatementFailure(15151, "find", "cryptographic provider", name)
        case .file(let path):
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
}

extension AsymmetricKeyAlgorithm {
    /// The length of the keys that are made, in bits; `nil` for those that are too short to be safe.
    fileprivate var keyLength: Int? {
        switch self {
        case .rsa2048: 2048
        case .rsa3072: 3072
        case .rsa4096: 4096
        case .rsa512, .rsa1024: nil
        }
    }
}
