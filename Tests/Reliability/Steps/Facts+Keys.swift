import KeyHierarchy

extension Facts.Database {
    /// A certificate, and an asymmetric key, are told from others by their public keys.
    struct Certificate: Codable, Hashable, Sendable {
        var publicKey: String
        /// The password of its private key; `nil` when the master key protects it.
        var password: Int?
    }

    struct SymmetricKey: Codable, Hashable, Sendable {
        var fingerprint: String
        var passwords: Set<Int>
        var isUnderCertificate: Bool
        /// How many versions its sealing key has.
        var sealingKeys: UInt32 = 1
    }

    struct EncryptionKey: Codable, Hashable, Sendable {
        var fingerprint: String
        /// Which certificate of `master` protects it.
        var certificate: Int
        var isOn = false
    }

    /// Whether a private key lies under the master key.
    var hasPrivateKeyUnderMasterKey: Bool {
        asymmetricKey != nil || certificate.map { $0.password == nil } ?? false
    }

    /// Does what a step does, to the facts about a database that is there.
    ///
    /// - Parameters:
    ///   - step: The step.
    ///   - fingerprint: What tells the key from others that the step puts in place, if it makes a new one.
    ///   - backups: What can be restored.
    /// - Returns: The code of the error that the step must fail with, or `nil` when it must succeed.
    mutating func apply(_ step: KeyStep, fingerprint: String, from backups: Facts.Backups) -> HierarchyError.Code? {
        switch step {
        case .createCertificate, .restoreCertificate, .protectPrivateKey, .dropCertificate, .backUpCertificate,
            .importAsymmetricKey, .dropAsymmetricKey:
            applyToKeyPairs(step, fingerprint: fingerprint, from: backups)
        case .createSymmetricKey, .addSymmetricKeyPassword, .dropSymmetricKeyPassword, .replaceSealingKey,
            .dropSymmetricKey, .backUpSymmetricKey, .restoreSymmetricKey:
            applyToSymmetricKey(step, fingerprint: fingerprint, from: backups)
        case .createEncryptionKey, .regenerateEncryptionKey, .protectEncryptionKey, .setEncryption, .dropEncryptionKey:
            applyToEncryptionKey(step, fingerprint: fingerprint)
        }
    }

    /// What tells the key from others that a step on this database has put in place.
    func newFingerprint(of step: KeyStep) -> String {
        switch step {
        case .createCertificate: certificate?.publicKey ?? "none"
        case .createSymmetricKey: symmetricKey?.fingerprint ?? "none"
        default: encryptionKey?.fingerprint ?? "none"
        }
    }

    private mutating func applyToKeyPairs(
        _ step: KeyStep,
        fingerprint: String,
        from backups: Facts.Backups
    ) -> HierarchyError.Code? {
        let isOpen = masterKey?.opensByItself == true
        switch (step, certificate) {
        case (.importAsymmetricKey(let backup), _):
            guard asymmetricKey == nil else { return .keyExists }
            guard isOpen else { return .masterKeyClosed }
            asymmetricKey = backups[backup]?.fingerprint ?? "no backup"
        case (.dropAsymmetricKey, _):
            guard asymmetricKey != nil else { return .noSuchKey }
            asymmetricKey = nil
        case (.createCertificate, .some), (.restoreCertificate, .some):
            return .keyExists
        case (.createCertificate, nil):
            guard isOpen else { return .masterKeyClosed }
            certificate = Certificate(publicKey: fingerprint)
        case (.restoreCertificate(let backup), nil):
            guard isOpen else { return .masterKeyClosed }
            certificate = Certificate(publicKey: backups[backup]?.fingerprint ?? "no backup")
        case (_, nil):
            return .noSuchKey
        case (.protectPrivateKey(let password, let newPassword), let present?):
            guard present.password == password else { return .privateKeyPassword }
            guard isOpen || password != nil && newPassword != nil else { return .masterKeyClosed }
            certificate?.password = newPassword
        case (.backUpCertificate(let password, _), let present?):
            guard present.password == password else { return .privateKeyPassword }
            guard isOpen || password != nil else { return .masterKeyClosed }
        case (.dropCertificate, _):
            guard symmetricKey?.isUnderCertificate != true else { return .keyInUse }
            certificate = nil
        default:
            break
        }
        return nil
    }

    private mutating func applyToSymmetricKey(
        _ step: KeyStep,
        fingerprint: String,
        from backups: Facts.Backups
    ) -> HierarchyError.Code? {
        switch (step, symmetricKey) {
        case (.createSymmetricKey(let password), let present):
            guard certificate != nil else { return .noSuchKey }
            guard present == nil else { return .keyExists }
            symmetricKey = SymmetricKey(fingerprint: fingerprint, passwords: [password], isUnderCertificate: true)
        case (.restoreSymmetricKey(let backup, let password), let present):
            let restored = backups[backup]?.fingerprint ?? "no backup"
            let sealingKeys = present?.sealingKeys ?? 1
            // Further versions of the sealing key lie under the key itself.
            guard sealingKeys == 1 || present?.fingerprint == restored else { return .keyInUse }
            symmetricKey = SymmetricKey(
                fingerprint: restored, passwords: [password], isUnderCertificate: false, sealingKeys: sealingKeys)
        case (_, nil):
            return .noSuchKey
        case (.dropSymmetricKey, _):
            symmetricKey = nil
        case (_, var key?):
            defer { symmetricKey = key }
            return key.apply(step)
        }
        return nil
    }

    private mutating func applyToEncryptionKey(_ step: KeyStep, fingerprint: String) -> HierarchyError.Code? {
        switch (step, encryptionKey) {
        case (.createEncryptionKey(let certificate), nil):
            encryptionKey = EncryptionKey(fingerprint: fingerprint, certificate: certificate)
        case (.createEncryptionKey, .some), (_, nil):
            return .databaseEncryption
        case (.regenerateEncryptionKey, _):
            encryptionKey?.fingerprint = fingerprint
        case (.protectEncryptionKey(let certificate), _):
            encryptionKey?.certificate = certificate
        case (.setEncryption(let isOn), let key?):
            guard key.isOn != isOn else { return .databaseEncryption }
            encryptionKey?.isOn = isOn
        case (.dropEncryptionKey, let key?):
            guard !key.isOn else { return .databaseEncryption }
            encryptionKey = nil
        default:
            break
        }
        return nil
    }
}

extension Facts.Database.SymmetricKey {
    /// Does what a step does to a key that must be open.
    fileprivate mutating func apply(_ step: KeyStep) -> HierarchyError.Code? {
        switch step {
        case .addSymmetricKeyPassword(let opening, let password):
            guard opens(with: opening) else { return .wrongDecryptor }
            guard passwords.insert(password).inserted else { return .encryptionExists }
        case .dropSymmetricKeyPassword(let opening, let password):
            guard opens(with: opening), passwords.contains(password) else { return .wrongDecryptor }
            guard passwords.count > 1 || isUnderCertificate else { return .lastEncryption }
            passwords.remove(password)
        case .replaceSealingKey(let opening):
            guard opens(with: opening) else { return .wrongDecryptor }
            sealingKeys += 1
        case .backUpSymmetricKey(let opening, _):
            guard opens(with: opening) else { return .wrongDecryptor }
        default:
            break
        }
        return nil
    }

    private func opens(with password: Int?) -> Bool {
        password.map(passwords.contains) ?? true
    }
}
