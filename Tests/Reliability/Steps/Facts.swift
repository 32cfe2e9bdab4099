import KeyHierarchy

/// What is true of an instance, as far as somebody can see who has its machine key and all passwords: a model of it that
/// knows nothing of stores and encryption.
struct Facts: Codable, Hashable, Sendable {
    struct MasterKey: Codable, Hashable, Sendable {
        var fingerprint: String
        var passwords: Set<Int>
        var opensByItself: Bool
        /// The secret of its credential.
        var credential: Int?
    }

    struct Database: Codable, Hashable, Sendable {
        var masterKey: MasterKey?
        var certificate: Certificate?
        /// The public key of its asymmetric key.
        var asymmetricKey: String?
        var symmetricKey: SymmetricKey?
        var encryptionKey: EncryptionKey?
    }

    struct Backup: Codable, Hashable, Sendable {
        enum Kind: String, Codable {
            case serviceMasterKey, databaseMasterKey, symmetricKey
            /// A certificate with its private key, in two files.
            case certificate
        }

        /// What tells the key from others.
        var fingerprint: String
        var kind: Kind
    }

    typealias Backups = [Int: Backup]

    var serviceMasterKey: String
    /// The number of the password of its linked server.
    var linkedServerPassword: Int?
    var databases: [String: Database]
    var backups: Backups

    /// The numbers of all passwords that a key may have.
    static let passwords = 0..<3

    /// Does what a step does, to facts.
    ///
    /// - Parameters:
    ///   - step: The step.
    ///   - fingerprint: The fingerprint of the key that the step puts in place, if it makes a new one.
    /// - Returns: The code of the error that the step must fail with, or `nil` when it must succeed.
    mutating func apply(_ step: Step, fingerprint: String) -> HierarchyError.Code? {
        switch step {
        case .createDatabase(let database):
            guard databases["db\(database)"] == nil else { return .databaseExists }
            databases["db\(database)"] = Database()
        case .regenerateServiceMasterKey:
            serviceMasterKey = fingerprint
        case .backUpServiceMasterKey(let backup), .replaceBackup(let backup):
            backups[backup] = Backup(fingerprint: serviceMasterKey, kind: .serviceMasterKey)
        case .restoreServiceMasterKey(let backup):
            serviceMasterKey = backups[backup]?.fingerprint ?? "no backup"
        case .setLinkedServerLogin(let password):
            linkedServerPassword = password
        case .dropLinkedServerLogin:
            linkedServerPassword = nil
        case .createMachineKey, .createStore, .createInstance:
            break
        case .dropDatabase(let number), .createMasterKey(let number, _), .dropMasterKey(let number),
            .regenerateMasterKey(let number, _), .addPassword(let number, _), .dropPassword(let number, _),
            .openMasterKey(let number, _), .createCredential(let number, _), .alterCredential(let number, _),
            .dropCredential(let number), .backUpMasterKey(let number, _), .restoreMasterKey(let number, _, _),
            .key(_, let number):
            return apply(step, toDatabase: "db\(number)", fingerprint: fingerprint)
        }
        return nil
    }

    private mutating func apply(
        _ step: Step,
        toDatabase name: String,
        fingerprint: String
    ) -> HierarchyError.Code? {
        guard let database = databases[name] else { return .noSuchDatabase }
        switch (step, database.masterKey) {
        case (.dropDatabase, _):
            databases[name] = nil
        case (.key(let step, _), _):
            return apply(step, toDatabase: name, fingerprint: fingerprint)
        case (.createMasterKey, .some):
            return .masterKeyExists
        case (.createMasterKey(_, let password), nil):
            databases[name]?.masterKey = MasterKey(
                fingerprint: fingerprint, passwords: [password], opensByItself: true)
        case (.createCredential, nil), (.alterCredential, nil):
            return .masterKeyClosed
        case (.dropCredential, nil):
            return .noSuchCredential
        case (.restoreMasterKey(_, let backup, let password), let key):
            let restored = backups[backup]?.fingerprint ?? "no backup"
            let isSame = key?.fingerprint == restored
            guard isSame || key?.opensByItself != false else { return .oldKeyUnreadable }
            databases[name]?.masterKey = MasterKey(
                fingerprint: restored, passwords: isSame ? (key?.passwords ?? []).union([password]) : [password],
                opensByItself: key?.opensByItself ?? false, credential: key?.credential)
        case (_, nil):
            return .noMasterKey
        case (.dropMasterKey, let key?):
            guard key.credential == nil, !database.hasPrivateKeyUnderMasterKey else { return .keyInUse }
            databases[name]?.masterKey = nil
        case (.backUpMasterKey(_, let backup), let key?):
            guard key.opensByItself else { return .masterKeyClosed }
            backups[backup] = Backup(fingerprint: key.fingerprint, kind: .databaseMasterKey)
        case (_, var key?):
            defer { databases[name]?.masterKey = key }
            return key.apply(step, fingerprint: fingerprint)
        }
        return nil
    }

    private mutating func apply(
        _ step: KeyStep,
        toDatabase name: String,
        fingerprint: String
    ) -> HierarchyError.Code? {
        if let code = databases[name]?.apply(step, fingerprint: fingerprint, from: backups) { return code }
        switch (step, databases[name]) {
        case (.backUpCertificate(_, let backup), let database?):
            backups[backup] = Backup(fingerprint: database.certificate?.publicKey ?? "none", kind: .certificate)
        case (.backUpSymmetricKey(_, let backup), let database?):
            backups[backup] = Backup(fingerprint: database.symmetricKey?.fingerprint ?? "none", kind: .symmetricKey)
        default:
            break
        }
        return nil
    }
}

extension Facts.MasterKey {
    fileprivate mutating func apply(_ step: Step, fingerprint: String) -> HierarchyError.Code? {
        switch step {
        case .openMasterKey(_, let password):
            return passwords.contains(password) ? nil : .wrongDecryptor
        case .dropCredential:
            guard credential != nil else { return .noSuchCredential }
            credential = nil
            return nil
        default:
            break
        }
        guard opensByItself else { return .masterKeyClosed }
        switch step {
        case .regenerateMasterKey(_, let password):
            self.fingerprint = fingerprint
            passwords = [password]
        case .addPassword(_, let password):
            guard passwords.insert(password).inserted else { return .encryptionExists }
        case .dropPassword(_, let password):
            guard passwords.contains(password) else { return .wrongDecryptor }
            guard passwords.count > 1 else { return .lastPassword }
            passwords.remove(password)
        case .createCredential(_, let secret):
            guard credential == nil else { return .credentialExists }
            credential = secret
        case .alterCredential(_, let secret):
            guard credential != nil else { return .noSuchCredential }
            credential = secret
        default:
            break
        }
        return nil
    }
}
