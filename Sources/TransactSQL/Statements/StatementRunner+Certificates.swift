import KeyHierarchy
import TransactSQLSyntax

// Certificates, asymmetric and symmetric keys are not modelled. A statement that a server would refuse before it comes to
// one gets that error; a statement about one that must be there is told that it is not; the rest is refused by name.
extension StatementRunner {
    /// A statement about a certificate.
    func perform(_ statement: CertificateStatement) async throws {
        switch statement {
        case .create(let certificate): try await create(certificate)
        case .removePrivateKey(let name), .changePrivateKey(let name, _), .activate(let name, _):
            throw StatementFailure(15151, "alter", "certificate", name)
        case .backUp(let name, _, _, _): throw StatementFailure(15151, "find", "certificate", name)
        case .drop(let name): throw StatementFailure(15151, "drop", "certificate", name)
        }
    }

    private func create(_ certificate: NewCertificate) async throws {
        switch certificate.source {
        case .generated(let generated):
            if let password = generated.password {
                try await requireAcceptable(password)
            } else {
                try await requireUsableMasterKey()
            }
        case .file(let path, _, _):
            guard try context.fileExists(path.value) else { throw StatementFailure(15208) }
        default: break
        }
        throw NotModelled("CREATE CERTIFICATE", "There are no certificates here yet.")
    }

    /// A statement about an asymmetric key.
    func perform(_ statement: AsymmetricKeyStatement) async throws {
        switch statement {
        case .create(let key): try await create(key)
        case .removePrivateKey(let name), .changePrivateKey(let name, _, _):
            throw StatementFailure(15151, "alter", "asymmetric key", name)
        case .drop(let name, _): throw StatementFailure(15151, "drop", "asymmetric key", name)
        }
    }

    private func create(_ key: NewAsymmetricKey) async throws {
        switch key.source {
        case .provider(let name): throw StatementFailure(15151, "find", "cryptographic provider", name)
        case .file(let path):
            guard try context.fileExists(path.value) else { throw StatementFailure(15208) }
        default: break
        }
        if let password = key.password {
            try await requireAcceptable(password)
        } else {
            try await requireUsableMasterKey()
        }
        throw NotModelled("CREATE ASYMMETRIC KEY", "There are no asymmetric keys here yet.")
    }

    /// A statement about a symmetric key.
    func perform(_ statement: SymmetricKeyStatement) async throws {
        switch statement {
        case .create(let key): try await create(key)
        case .open(let name, _), .backUp(let name, _, _):
            throw StatementFailure(15151, "find", "symmetric key", name)
        // A name that does not exist is not told from a key that is not open.
        case .close(let name): throw StatementFailure(15315, name)
        case .closeAll: try await closeAll()
        case .addEncryption(let name, _), .dropEncryption(let name, _):
            throw StatementFailure(15151, "alter", "symmetric key", name)
        case .drop(let name, _): throw StatementFailure(15151, "drop", "symmetric key", name)
        case .restore(_, let file, _, _):
            guard try context.fileExists(try context.path(of: file)) else { throw StatementFailure(15317) }
            throw NotModelled("RESTORE SYMMETRIC KEY", "There are no symmetric keys here yet.")
        }
    }

    private func create(_ key: NewSymmetricKey) async throws {
        if key.name.text.hasPrefix("##") { throw StatementFailure(15316) }
        if let provider = key.provider { throw StatementFailure(15151, "find", "cryptographic provider", provider) }
        guard !key.protectors.isEmpty else { throw StatementFailure(15542) }
        for protector in key.protectors {
            switch protector {
            case .certificate(let name): throw StatementFailure(15151, "find", "certificate", name)
            case .asymmetricKey(let name): throw StatementFailure(15151, "find", "asymmetric key", name)
            case .symmetricKey(let name): throw StatementFailure(15151, "find", "symmetric key", name)
            case .password(let password): try await requireAcceptable(password)
            }
        }
        throw NotModelled("CREATE SYMMETRIC KEY", "There are no symmetric keys here yet.")
    }

    /// `CLOSE ALL SYMMETRIC KEYS` closes the master keys that were opened, too, those of all databases.
    private func closeAll() async throws {
        let open = await context.session.openMasterKeys
        let names = try await context.read { store in try open.compactMap { try store.database($0)?.name } }
        for name in names {
            try await context.translatingErrors { try await context.session.closeMasterKey(of: name) }
        }
        try await context.noteOpened()
    }

    /// Throws 15581 unless something could be encrypted by the master key of the current database.
    private func requireUsableMasterKey() async throws {
        let database = try await context.currentDatabase()
        try await context.openingAutomatically {
            do {
                _ = try await context.session.masterKeyForBackup(of: database.name)
            } catch let error as HierarchyError where error.code == .noMasterKey {
                throw StatementFailure(15581)
            }
        }
    }

    /// Throws unless a password may protect a key.
    private func requireAcceptable(_ password: StringLiteral) async throws {
        try await context.translatingErrors {
            try await context.session.requireAcceptable(
                password.password, label: "", for: context.state.database)
        }
    }
}
