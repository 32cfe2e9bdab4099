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
    }

    struct Backup: Codable, Hashable, Sendable {
        var fingerprint: String
        /// Whether the key is the service master key.
        var isOfServiceMasterKey: Bool
    }

    var serviceMasterKey: String
    var databases: [String: Database]
    var backups: [Int: Backup]

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
            backups[backup] = Backup(fingerprint: serviceMasterKey, isOfServiceMasterKey: true)
        case .restoreServiceMasterKey(let backup):
            serviceMasterKey = backups[backup]?.fingerprint ?? "no backup"
        case .createMachineKey, .createStore, .createInstance:
            break
        case .dropDatabase(let number), .createMasterKey(let number, _), .dropMasterKey(let number),
            .regenerateMasterKey(let number, _), .addPassword(let number, _), .dropPassword(let number, _),
            .openMasterKey(let number, _), .createCredential(let number, _), .alterCredential(let number, _),
            .dropCredential(let number), .backUpMasterKey(let number, _), .restoreMasterKey(let number, _, _):
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
            guard key.credential == nil else { return .keyInUse }
            databases[name]?.masterKey = nil
        case (.backUpMasterKey(_, let backup), let key?):
            guard key.opensByItself else { return .masterKeyClosed }
            backups[backup] = Backup(fingerprint: key.fingerprint, isOfServiceMasterKey: false)
        case (_, var key?):
            defer { databases[name]?.masterKey = key }
            return key.apply(step, fingerprint: fingerprint)
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
