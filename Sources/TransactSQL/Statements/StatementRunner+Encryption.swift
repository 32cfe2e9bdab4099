import KeyHierarchy
import TransactSQLSyntax

// Providers and signatures are not modelled: no library is loaded, and there are no modules to sign.
extension StatementRunner {
    /// A statement about the database encryption key of the current database.
    func perform(_ statement: DatabaseEncryptionKeyStatement) async throws {
        try context.requireNoTransaction("a statement about a database encryption key")
        let database = try await context.currentDatabase()
        guard !database.id.isSystem else { throw StatementFailure(33102) }
        let session = context.session
        switch statement {
        case .create(let algorithm, let protector):
            let certificate = try await certificate(protector)
            try await report {
                try await session.createDatabaseEncryptionKey(
                    of: database.name, algorithm: try algorithm.keyAlgorithm, certificate: certificate)
            }
        case .regenerate(let algorithm):
            try await report {
                try await session.regenerateDatabaseEncryptionKey(
                    of: database.name, algorithm: try algorithm.keyAlgorithm)
            }
        case .encrypt(let protector):
            guard try await session.databaseEncryptionKey(of: database.name) != nil else {
                throw StatementFailure(33104)
            }
            let certificate = try await certificate(protector)
            try await report {
                try await session.protectDatabaseEncryptionKey(of: database.name, certificate: certificate)
            }
        case .drop:
            try await context.translatingErrors {
                _ = try await session.dropDatabaseEncryptionKey(of: database.name)
            }
        }
    }

    /// The certificate that is to protect a database encryption key.
    private func certificate(_ protector: ServerProtector) async throws -> String {
        switch protector {
        case .certificate(let name): return name.text
        case .asymmetricKey(let name): try await refuseAsymmetricKey(name)
        }
    }

    /// Refuses an asymmetric key of `master` for a database or its backups: it must be one of a provider, and there is none.
    func refuseAsymmetricKey(_ name: Identifier) async throws -> Never {
        let exists = try await context.read { try $0.key(.asymmetricKey, named: name.text, in: .master) != nil }
        throw exists
            ? StatementFailure(33120, "asymmetric key", "asymmetric key")
            : StatementFailure(15151, "find", "asymmetric key", name)
    }

    /// `ALTER DATABASE … SET ENCRYPTION`.
    ///
    /// - Parameter missing: What is thrown to who lacks the permission, as to who names no database that is there.
    func setEncryption(
        _ change: AlterDatabaseStatement.Encryption, of database: DatabaseRecord, orThrow missing: StatementFailure
    ) async throws {
        do {
            switch change {
            case .on, .off:
                try await context.translatingErrors {
                    try await context.session.setEncryption(change == .on, of: database.name)
                }
            // A scan is over as soon as it begins.
            case .suspend, .resume: throw NotModelled("ALTER DATABASE … SET ENCRYPTION SUSPEND or RESUME", nil)
            }
        } catch let failure as StatementFailure {
            throw Self.failed(failure.isMissingPermission ? missing : failure, 5069)
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

    /// `ADD` and `DROP SIGNATURE`: there is no module to sign, and what is none cannot be signed.
    func perform(_ statement: SignatureStatement) throws {
        let (module, isCounter) =
            switch statement {
            case .add(let isCounter, let module, _): (module, isCounter)
            case .drop(let isCounter, let module, _): (module, isCounter)
            }
        let name = Binder.text(of: module.name)
        switch module.securableClass {
        case nil, "OBJECT": throw StatementFailure(15151, "find", "object", name)
        case "ASSEMBLY": throw StatementFailure(15151, "find", "assembly", name)
        default: throw StatementFailure(isCounter ? 33014 : 15560, name)
        }
    }
}

extension DatabaseEncryptionAlgorithm {
    /// The algorithm for the hierarchy.
    fileprivate var keyAlgorithm: KeyAlgorithm {
        get throws {
            switch self {
            case .aes128: .aes128
            case .aes192: .aes192
            case .aes256: .aes256
            case .tripleDES3Key:
                throw NotModelled("TRIPLE_DES_3KEY for a database encryption key", "New keys are for AES.")
            }
        }
    }
}
