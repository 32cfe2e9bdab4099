import Backup
import KeyHierarchy

extension Facts.Database {
    /// Finds out what is true of the keys of a database that are no master key: uses each, by every way that should open
    /// it.
    ///
    /// - Parameters:
    ///   - name: The database.
    ///   - hierarchy: The instance.
    ///   - session: A session in which the master key is open, if there is one.
    mutating func observeKeys(
        of name: DatabaseName,
        in hierarchy: EncryptionHierarchy,
        _ session: Session
    ) async throws {
        if let found = try await session.certificates(in: name).first {
            let password = try await Self.password(of: found, in: name, session)
            try await Self.use(.certificate("c"), in: name, password: password, session)
            certificate = Certificate(publicKey: try Facts.publicKey(ofCertificate: found.encoded), password: password)
        }
        if let found = try await session.asymmetricKeys(in: name).first {
            try await Self.use(.asymmetricKey("a"), in: name, password: nil, session)
            asymmetricKey = try Facts.digest(found.publicKey)
        }
        if let found = try await session.symmetricKeys(in: name).first {
            symmetricKey = try await observe(found, in: name, hierarchy, session)
        }
        if let found = try await session.databaseEncryptionKey(of: name) {
            let key = try await session.openDatabaseEncryptionKey(of: name)
            guard key.fingerprint == found.fingerprint,
                let certificate = KeyStep.serverCertificates.firstIndex(of: found.certificate)
            else { throw Violation("The encryption key of \(name) is another one.") }
            encryptionKey = EncryptionKey(
                fingerprint: key.fingerprint.description, certificate: certificate, isOn: found.state == .encrypted)
        }
    }

    /// The password that opens the private key; `nil` when the master key protects it.
    private static func password(
        of certificate: KeyHierarchy.Certificate,
        in name: DatabaseName,
        _ session: Session
    ) async throws -> Int? {
        guard certificate.privateKeyProtection == .password else { return nil }
        for password in Facts.passwords {
            do {
                _ = try await session.signature(
                    for: [], with: .certificate("c"), in: name, password: Step.password(password))
                return password
            } catch let error as HierarchyError where error.code == .privateKeyPassword {
                continue
            }
        }
        throw Violation("No password opens the private key of the certificate of \(name).")
    }

    /// Throws unless the private key is there, opens, and is that of the public one.
    private static func use(
        _ pair: KeyPair,
        in name: DatabaseName,
        password: Int?,
        _ session: Session
    ) async throws {
        let signature = try await session.signature(
            for: [1], with: pair, in: name, password: password.map(Step.password))
        guard try await session.isValidSignature(signature, for: [1], with: pair, in: name) else {
            throw Violation("\(pair.name) of \(name) has the private key of another one.")
        }
    }

    private func observe(
        _ key: KeyHierarchy.SymmetricKey,
        in name: DatabaseName,
        _ hierarchy: EncryptionHierarchy,
        _ session: Session
    ) async throws -> SymmetricKey {
        var passwords: Set<Int> = []
        var sealingKeys: Set<UInt32> = []
        let isUnderCertificate = key.encryptions.contains { $0.protector != .password }
        if isUnderCertificate {
            let password = certificate?.password.map(Step.password)
            try await session.openSymmetricKey("k", in: name, by: .certificate("c", password: password))
            // It opens all versions, not the latest alone.
            sealingKeys.insert(try await session.sealingKey(ofSymmetricKey: "k", in: name).id.version)
        }
        for password in Facts.passwords {
            let session = hierarchy.session()
            do {
                try await session.openSymmetricKey("k", in: name, by: .password(Step.password(password)))
            } catch let error as HierarchyError where error.code == .wrongDecryptor {
                continue
            }
            passwords.insert(password)
            sealingKeys.insert(try await session.sealingKey(ofSymmetricKey: "k", in: name).id.version)
        }
        guard passwords.count == key.encryptions.count(where: { $0.protector == .password }),
            let fingerprint = key.fingerprint, let version = sealingKeys.first, sealingKeys.count == 1
        else { throw Violation("A password of the symmetric key of \(name) opens nothing, or another key.") }
        return SymmetricKey(
            fingerprint: fingerprint.description, passwords: passwords, isUnderCertificate: isUnderCertificate,
            sealingKeys: version)
    }
}
