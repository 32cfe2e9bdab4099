import Backup
import KeyHierarchy
import TransactSQLSyntax

extension StatementRunner {
    private var session: Session { context.session }
    private var database: DatabaseName { context.state.database }

    /// A statement about a symmetric key of the current database, or a temporary one.
    func perform(_ statement: SymmetricKeyStatement) async throws {
        switch statement {
        case .create(let key): try await create(key)
        case .open(let name, let decryption):
            try await context.openingAutomatically(orFailingInState: 7) {
                try await session.openSymmetricKey(name.text, in: database, by: decryption.mechanism)
            }
            try await context.noteOpened()
        case .close(let name):
            try await context.translatingErrors { try await session.closeSymmetricKey(name.text, in: database) }
            try await context.noteOpened()
        case .closeAll:
            try await context.translatingErrors { try await session.closeAllSymmetricKeys() }
            context.state.droppedWhileOpen = []
            try await context.noteOpened()
        case .addEncryption(let name, let protectors):
            try context.requireNoTransaction("ALTER SYMMETRIC KEY")
            try await context.translatingErrors {
                try await session.addEncryptions(
                    by: protectors.map(\.mechanism), toSymmetricKey: name.text, in: database)
            }
        case .dropEncryption(let name, let protectors):
            try context.requireNoTransaction("ALTER SYMMETRIC KEY")
            try await context.translatingErrors {
                _ = try await session.dropEncryptions(
                    by: protectors.map(\.mechanism), fromSymmetricKey: name.text, in: database)
            }
        // The key of a provider is no concern of an ordinary one: REMOVE PROVIDER KEY is accepted and does nothing.
        case .drop(let name, _):
            try context.requireNoTransaction("DROP SYMMETRIC KEY")
            try await drop(name)
        case .backUp(let name, let file, let password):
            guard !name.text.hasPrefix("#") else {
                throw NotModelled(
                    "BACKUP SYMMETRIC KEY of a temporary key", "Such a key ends with its session.")
            }
            try await context.translatingErrors {
                // A key that is not there is an error wherever it was to go.
                _ = try await session.symmetricKey(name.text, in: database)
                try await context.backUp(to: file) { medium, derivation in
                    try await session.backUpSymmetricKey(
                        name.text, in: database, to: medium, under: BackupPassword(password.password),
                        derivation: derivation)
                }
            }
        case .restore(let name, let file, let filePassword, let password):
            try context.requireNoTransaction("RESTORE SYMMETRIC KEY")
            guard !name.text.hasPrefix("#") else {
                throw NotModelled(
                    "RESTORE SYMMETRIC KEY of a temporary key", "Such a key ends with its session.")
            }
            try await context.translatingErrors {
                try await context.restore(from: file) { medium in
                    _ = try await session.restoreSymmetricKey(
                        name.text, in: database, from: medium, password: filePassword.password,
                        newPassword: password.password)
                }
            }
            try await context.noteOpened()
        }
    }

    private func drop(_ name: Identifier) async throws {
        try await context.translatingErrors {
            // A key that is not there is for the operation to refuse, in its words.
            let key = try? await session.symmetricKey(name.text, in: database)
            let isOpen = await session.openKeyIdentifiers.contains { $0 == key?.id }
            _ = try await session.dropSymmetricKey(name.text, in: database)
            guard let key, isOpen else { return }
            let opened = context.state.opened[key.id] ?? context.now
            context.state.droppedWhileOpen.append(
                DroppedKey(id: key.id, name: key.name, guid: key.guid, opened: opened))
        }
        try await context.noteOpened()
    }

    private func create(_ key: NewSymmetricKey) async throws {
        try context.requireNoTransaction("CREATE SYMMETRIC KEY")
        try requireOwner(key.owner)
        if let provider = key.provider {
            guard !key.name.text.hasPrefix("#") else { throw StatementFailure(33052) }
            throw StatementFailure(15151, "find", "cryptographic provider", provider)
        }
        try requireNoProviderOptions(key.providerKeyName, key.creationDisposition)
        // The parser lets an algorithm that the compatibility level has no longer through to here in no case.
        guard let algorithm = key.algorithm?.keyAlgorithm else { throw StatementFailure(15314) }
        let material: SymmetricKeyMaterial
        if let source = key.keySource {
            material = .passphrase(
                source.password, algorithm, generation: context.hierarchy.keySourceGeneration,
                identity: key.identityValue?.value)
        } else {
            material = .random(algorithm, identity: key.identityValue?.value)
        }
        try await context.translatingErrors {
            let own = SQLText.folded(key.name.text)
            for case .symmetricKey(let name) in key.protectors where SQLText.folded(name.text) == own {
                throw StatementFailure(33007)
            }
            _ = try await session.createSymmetricKey(
                key.name.text, in: database, material: material, encryptedBy: key.protectors.map(\.mechanism))
        }
    }
}

extension SymmetricKeyProtector {
    /// The mechanism for the hierarchy.
    fileprivate var mechanism: EncryptionMechanism {
        switch self {
        case .certificate(let name): .certificate(name.text)
        case .asymmetricKey(let name): .asymmetricKey(name.text)
        case .symmetricKey(let name): .symmetricKey(name.text)
        case .password(let password): .password(password.password)
        }
    }
}

extension SymmetricKeyDecryption {
    /// The mechanism for the hierarchy.
    fileprivate var mechanism: DecryptionMechanism {
        switch self {
        case .certificate(let name, let password): .certificate(name.text, password: password?.password)
        case .asymmetricKey(let name, let password): .asymmetricKey(name.text, password: password?.password)
        case .symmetricKey(let name): .symmetricKey(name.text)
        case .password(let password): .password(password.password)
        }
    }
}

extension SymmetricKeyAlgorithm {
    /// The algorithm for the hierarchy; `nil` for RC4, which encrypts nothing here.
    fileprivate var keyAlgorithm: KeyAlgorithm? {
        switch self {
        case .aes128: .aes128
        case .aes192: .aes192
        case .aes256: .aes256
        case .des: .des
        case .tripleDES: .tripleDES
        case .tripleDES3Key: .tripleDES3Key
        case .rc2: .rc2
        case .desx: .desx
        case .rc4, .rc4With128Bits: nil
        }
    }
}
