#if os(Linux)
import Backup
import KeyCryptography
import KeyHierarchy
import MemorySearch
import SealedMessages

// The keys of databases that are no master keys.
extension Operations {
    func otherKeys(_ report: inout Report) async throws {
        let session = hierarchy.session()
        for database in ["master", "Sales"] as [DatabaseName] {
            if try await session.masterKey(of: database) == nil {
                try await session.createMasterKey(in: database, password: newPassword().0)
            }
        }
        try await certificate(&report)
        try await keyFiles(&report)
        try await symmetricKey(&report)
        try await databaseEncryptionKey(&report)
        try await linkedServerLogin(&report)
        _ = random.takeKeys()
    }

    /// Waits until the threads of the store and of derivations have let go of what they worked with: they do after they have
    /// answered.
    private func letGo() async throws {
        try await Task.sleep(for: .milliseconds(200))
    }

    // MARK: Key pairs

    private func certificate(_ report: inout Report) async throws {
        report.begin("a certificate is made, and its private key used")
        let session = hierarchy.session()
        try await session.createCertificate("Cards", in: "Sales", subject: "Card numbers")
        let prime = try await privateKey(&report)
        try report.expectGone([prime.kept, prime.passing])
        let signature = try await session.signature(for: [1], with: .certificate("Cards"), in: "Sales")
        report.expect(signature.count == 256, "it signs")
        let block = try await session.encrypt([1, 2, 3], with: .certificate("Cards"), in: "Sales") ?? []
        let opened = try await session.decrypt(block, with: .certificate("Cards"), in: "Sales")
        report.expect(opened == [1, 2, 3], "it decrypts")
        try await letGo()
        try report.expectGone([prime.kept, prime.passing])
        let (password, trace) = try newPassword()
        try await session.protectPrivateKey(
            of: .certificate("Cards"), in: "Sales", with: .password(password))
        try await session.protectPrivateKey(
            of: .certificate("Cards"), in: "Sales", password: password, with: .masterKey)
        try await letGo()
        try report.expectGone([prime.kept, prime.passing] + password.utf16Traces())
        try report.expectOpen([trace])
        withExtendedLifetime(password) {}
    }

    /// Looks at the private key while it is held.
    private func privateKey(_ report: inout Report) async throws -> (kept: Secret, passing: Secret) {
        let session = hierarchy.session()
        let key = try await session.certificateWithPrivateKey("Cards", in: "Sales", password: nil).privateKey
        let prime = try Secret.prime(of: key, "private key")
        try report.expectInUse(prime.kept)
        withExtendedLifetime(key) {}
        return prime
    }

    private func keyFiles(_ report: inout Report) async throws {
        report.begin("a certificate is written to files with a password, and read from them")
        let prime = try await privateKey(&report)
        let passwords = try await writeAndRead(&report)
        try await letGo()
        try report.expectGone([prime.kept, prime.passing] + passwords)
    }

    /// Returns traces of the password, which is gone.
    private func writeAndRead(_ report: inout Report) async throws -> [Secret] {
        let session = hierarchy.session()
        let (password, trace) = try newPassword()
        let (certificate, pvk, pfx) = (MemoryBackupMedium(), MemoryBackupMedium(), MemoryBackupMedium())
        try await session.backUpCertificate("Cards", in: "Sales", to: certificate, privateKeyTo: pvk, under: password)
        try await session.backUpCertificate("Cards", in: "Sales", toPFX: pfx, under: password)
        try report.expectOpen([trace])
        try await session.drop(.certificate("Cards"), in: "Sales")
        let file = try await pvk.read(limit: 1 << 16)
        let bytes = unsafe SecretBytes(copying: file.span.bytes)
        try await session.importAsymmetricKey(
            "Pair", in: "Sales", privateKey: PrivateKey(pvk: bytes, password: password))
        try await session.importCertificate(
            "Cards", in: "Sales", pfx: pfx.read(limit: 1 << 16), password: password)
        let traces = password.utf16Traces()
        try await letGo()
        try report.expectGone(traces)
        withExtendedLifetime(password) {}
        return [trace] + traces
    }

    // MARK: Symmetric keys

    private func symmetricKey(_ report: inout Report) async throws {
        report.begin("a symmetric key is made, opened by the certificate, used, and closed")
        let session = hierarchy.session()
        _ = random.takeKeys()
        try await session.createSymmetricKey("Data", in: "Sales", encryptedBy: [.certificate("Cards")])
        let drawn = random.takeKeys().map { Secret("symmetric key", $0) }
        report.expect(drawn.count == 1, "one key was drawn")
        try await letGo()
        try report.expectGone(drawn)
        try await session.openSymmetricKey("Data", in: "Sales", by: .certificate("Cards"))
        let secrets = try await messages(in: session, &report)
        try await session.closeSymmetricKey("Data", in: "Sales")
        try await letGo()
        try report.expectGone(drawn + secrets)
    }

    /// Uses the key for messages of both kinds, and returns it with what is derived from it.
    private func messages(in session: Session, _ report: inout Report) async throws -> [Secret] {
        try await session.replaceSealingKey(ofSymmetricKey: "Data", in: "Sales")
        let drawn = random.takeKeys().map { Secret("second sealing key", $0) }
        let key = try await session.messageKey("Data", in: "Sales")
        let sealingKey = try await session.sealingKey(ofSymmetricKey: "Data", in: "Sales")
        let secrets = [Secret("message key", Trace(of: key.material.bytes))] + drawn
        try report.expectOpen(secrets)
        try encrypt(with: key, &report)
        let sealed = try MessageSealer.seal([1, 2, 3], with: sealingKey)
        let keyring = try await session.keyring(ofSymmetricKey: "Data", in: "Sales")
        report.expect(try MessageOpener.open(sealed, with: keyring) == [1, 2, 3], "a sealed message opens")
        try report.expectOpen(secrets)
        withExtendedLifetime((key, sealingKey)) {}
        return secrets
    }

    private func encrypt(with key: MessageKey, _ report: inout Report) throws {
        var cipher = try KeyMessageCipher(key)
        let message = try cipher.encrypt([1, 2, 3])
        report.expect(try cipher.decrypt(message) == [1, 2, 3], "a message of ENCRYPTBYKEY decrypts")
    }

    // MARK: Others

    private func databaseEncryptionKey(_ report: inout Report) async throws {
        report.begin("the encryption key of a database is made, opened, and replaced")
        let session = hierarchy.session()
        try await session.createCertificate("Server", in: "master", subject: "Server")
        _ = random.takeKeys()
        try await session.createDatabaseEncryptionKey(of: "Sales", certificate: "Server")
        let drawn = random.takeKeys().map { Secret("database encryption key", $0) }
        report.expect(drawn.count == 1, "one key was drawn")
        try await letGo()
        try report.expectGone(drawn)
        let secrets = try await openEncryptionKey(&report)
        try report.expectGone(drawn + secrets)
        try await session.setEncryption(true, of: "Sales")
        try await session.regenerateDatabaseEncryptionKey(of: "Sales")
        try await letGo()
        try report.expectGone(drawn + secrets)
    }

    private func openEncryptionKey(_ report: inout Report) async throws -> [Secret] {
        let key = try await hierarchy.session().openDatabaseEncryptionKey(of: "Sales")
        let secrets = try Secret.both(of: key, "database encryption key")
        try report.expectOpen(secrets)
        withExtendedLifetime(key) {}
        return secrets
    }

    private func linkedServerLogin(_ report: inout Report) async throws {
        report.begin("the password of a linked server is kept")
        let password = try await keepLinkedServerLogin(&report)
        try await letGo()
        try report.expectGone([password])
    }

    private func keepLinkedServerLogin(_ report: inout Report) async throws -> Secret {
        let (password, trace) = try newPassword()
        try await hierarchy.session().addLinkedServer("Other")
        try await hierarchy.session().setLinkedServerLogin(server: "Other", remoteLogin: "keeper", password: password)
        try report.expectOpen([trace])
        withExtendedLifetime(password) {}
        return trace
    }
}
#endif
