extension Facts {
    /// The names of the steps that ``keyStep(named:in:newBackup:using:)`` can choose.
    static let keyStepNames = [
        "createCertificate", "restoreCertificate", "protectPrivateKey", "dropCertificate", "backUpCertificate",
        "importAsymmetricKey", "dropAsymmetricKey", "createSymmetricKey", "addSymmetricKeyPassword",
        "dropSymmetricKeyPassword", "replaceSealingKey", "dropSymmetricKey", "backUpSymmetricKey",
        "restoreSymmetricKey", "createEncryptionKey", "regenerateEncryptionKey", "protectEncryptionKey",
        "setEncryption", "dropEncryptionKey",
    ]

    /// Returns the step of a name that must succeed on a database, if there is one.
    ///
    /// - Parameters:
    ///   - name: One of ``keyStepNames``.
    ///   - number: The database, whose master key opens by itself.
    ///   - newBackup: The number for a backup.
    ///   - generator: What chooses passwords and backups.
    func keyStep(
        named name: String,
        in number: Int,
        newBackup: Int,
        using generator: inout some RandomNumberGenerator
    ) -> KeyStep? {
        guard let database = databases["db\(number)"] else { return nil }
        let password = Self.passwords.randomElement(using: &generator) ?? 0
        let protector = [nil, password].randomElement(using: &generator) ?? nil
        let opening = database.symmetricKey?.passwords.sorted().randomElement(using: &generator)
        let server = KeyStep.serverCertificates.indices.randomElement(using: &generator) ?? 0
        let certificate = backup(of: .certificate, using: &generator)
        let present = database.certificate?.password
        let step: KeyStep? =
            switch name {
            case "createCertificate": .createCertificate
            case "restoreCertificate": certificate.map { .restoreCertificate(backup: $0) }
            case "protectPrivateKey": .protectPrivateKey(from: present, to: protector)
            case "dropCertificate": .dropCertificate
            case "backUpCertificate": .backUpCertificate(password: present, backup: newBackup)
            case "importAsymmetricKey": certificate.map { .importAsymmetricKey(backup: $0) }
            case "dropAsymmetricKey": .dropAsymmetricKey
            case "createSymmetricKey": .createSymmetricKey(password: password)
            case "addSymmetricKeyPassword": opening.map { .addSymmetricKeyPassword(opening: $0, password) }
            case "dropSymmetricKeyPassword": opening.map { .dropSymmetricKeyPassword(opening: $0, password) }
            case "replaceSealingKey": opening.map { .replaceSealingKey(opening: $0) }
            case "dropSymmetricKey": .dropSymmetricKey
            case "backUpSymmetricKey": opening.map { .backUpSymmetricKey(opening: $0, backup: newBackup) }
            case "restoreSymmetricKey":
                backup(of: .symmetricKey, using: &generator).map {
                    .restoreSymmetricKey(backup: $0, password: password)
                }
            case "createEncryptionKey": .createEncryptionKey(certificate: server)
            case "regenerateEncryptionKey": .regenerateEncryptionKey
            case "protectEncryptionKey": .protectEncryptionKey(certificate: server)
            case "setEncryption": .setEncryption(database.encryptionKey?.isOn == false)
            case "dropEncryptionKey": .dropEncryptionKey
            default: nil
            }
        // One that leaves everything as it is would be there and not be there.
        guard let step else { return nil }
        var after = self
        return after.apply(.key(step, in: number), fingerprint: "new") == nil && after != self ? step : nil
    }
}
