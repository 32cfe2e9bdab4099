import KeyCryptography
public import KeyHierarchy

extension Session {
    /// Writes a certificate to a file, without its private key: `BACKUP CERTIFICATE … TO FILE`.
    ///
    /// - Parameters:
    ///   - name: The name of the certificate, in any spelling that is equal without regard to case.
    ///   - database: The database.
    ///   - medium: Where the certificate goes, X.509 in DER; nothing may be there.
    /// - Throws: ``/KeyHierarchy/HierarchyError`` with the code `noSuchKey`, `permissionDenied` (ALTER ANY CERTIFICATE),
    ///   `noSuchDatabase`; ``BackupError`` with the code `exists`, `mediumFailed`, `notVerified`.
    @discardableResult
    public func backUpCertificate(
        _ name: String,
        in database: DatabaseName,
        to medium: some BackupMedium
    ) async throws -> CertificateBackupReceipt {
        try await audited(.backUpKey, .certificate(name, in: database)) {
            let certificate = try await certificate(name, in: database)
            let writing = KeyFileWriting(files: [.init(medium: medium, contents: certificate.encoded)])
            // What is read back is compared with what the store has: there is no more to prove.
            let warnings = try await writing.write { _ in }
            return CertificateBackupReceipt(
                thumbprint: certificate.thumbprint, places: [medium.place], warnings: warnings)
        }
    }

    /// Writes a certificate and its private key to two files:
    /// `BACKUP CERTIFICATE … TO FILE … WITH PRIVATE KEY (FILE = …, ENCRYPTION BY PASSWORD = …)`.
    ///
    /// Both files are written, read back and opened, or neither is there. That the private key was written is noted in the
    /// certificate, see ``/KeyHierarchy/Certificate/privateKeyBackup``, and its file among what is known of backups.
    ///
    /// - Parameters:
    ///   - name: The name of the certificate, in any spelling that is equal without regard to case.
    ///   - database: The database.
    ///   - medium: Where the certificate goes, X.509 in DER; nothing may be there, also where a medium would replace it.
    ///   - keyMedium: Where the private key goes, as a private key file (PVK), under the same condition.
    ///   - filePassword: The password of the private key file, which must satisfy the policy, and be ASCII: see
    ///     `PrivateKeyFile`. The form protects little, so take a long one.
    ///   - password: The password that the private key has in the database; `nil` when the master key protects it.
    /// - Returns: Where the files are, and a warning that says how weak the second one is.
    /// - Throws: ``/KeyHierarchy/HierarchyError`` with the code `noSuchKey`, `permissionDenied` (ALTER ANY CERTIFICATE),
    ///   `noSuchDatabase`, `noPrivateKey` (15246), `privateKeyPassword` (15334 without the password, 15465 for a wrong one,
    ///   15397 for one where there is none), `masterKeyClosed`, `passwordRefused`; ``BackupError`` with the code `exists`,
    ///   `mediumFailed`, `notVerified`, `unsupported` when libcrypto's legacy provider, which has RC4, is not installed.
    @discardableResult
    public func backUpCertificate(
        _ name: String,
        in database: DatabaseName,
        to medium: some BackupMedium,
        privateKeyTo keyMedium: some BackupMedium,
        under filePassword: Password,
        password: Password? = nil
    ) async throws -> CertificateBackupReceipt {
        try await audited(.backUpKey, .certificate(name, in: database)) {
            let (certificate, privateKey) = try await certificateWithPrivateKey(name, in: database, password: password)
            let keyFile = try await privateKeyFile(of: privateKey, in: database, under: filePassword)
            let writing = KeyFileWriting(files: [
                .init(medium: medium, contents: certificate.encoded), .init(medium: keyMedium, contents: keyFile),
            ])
            let warnings = try await writing.write { files in
                try await Self.prove(privateKey) {
                    let key = try await DerivationThreads.shared.run {
                        try PrivateKeyFile(files[1]).key(password: filePassword)
                    }
                    return (try X509Certificate(der: files[0]), key)
                }
            }
            return CertificateBackupReceipt(
                thumbprint: certificate.thumbprint, places: [medium.place, keyMedium.place],
                warnings: warnings + [.weakPrivateKeyFile(keyMedium.place)]
                    + (await noteBackup(of: certificate, at: keyMedium.place, keyFile)))
        }
    }

    /// Writes a certificate and its private key to one file, a PFX:
    /// `BACKUP CERTIFICATE … TO FILE … WITH FORMAT = 'PFX', PRIVATE KEY (ENCRYPTION BY PASSWORD = …)`.
    ///
    /// The file is a PKCS #12 (RFC 7292) with AES-256 and PBKDF2-HMAC-SHA-256. Which algorithms SQL Server reads is not
    /// published. That the private key was written is noted as for two files.
    ///
    /// - Parameters:
    ///   - name: The name of the certificate, in any spelling that is equal without regard to case.
    ///   - database: The database.
    ///   - medium: Where the file goes; nothing may be there, also where the medium would replace it.
    ///   - filePassword: The password of the file, which must satisfy the policy.
    ///   - password: The password that the private key has in the database; `nil` when the master key protects it.
    /// - Throws: As ``backUpCertificate(_:in:to:privateKeyTo:under:password:)``, `unsupported` excepted.
    @discardableResult
    public func backUpCertificate(
        _ name: String,
        in database: DatabaseName,
        toPFX medium: some BackupMedium,
        under filePassword: Password,
        password: Password? = nil
    ) async throws -> CertificateBackupReceipt {
        try await audited(.backUpKey, .certificate(name, in: database)) {
            let (certificate, privateKey) = try await certificateWithPrivateKey(name, in: database, password: password)
            try await requireAcceptable(filePassword, label: "", for: database)
            let contents = try PKCS12(certificate: try X509Certificate(der: certificate.encoded), key: privateKey)
            let file = try await contents.encoded(under: filePassword, random: hierarchy.options.random)
            let writing = KeyFileWriting(files: [.init(medium: medium, contents: file)])
            let warnings = try await writing.write { files in
                try await Self.prove(privateKey) {
                    let read = try await PKCS12(decoding: files[0], password: filePassword)
                    return (read.certificate, read.key)
                }
            }
            return CertificateBackupReceipt(
                thumbprint: certificate.thumbprint, places: [medium.place],
                warnings: warnings + (await noteBackup(of: certificate, at: medium.place, file)))
        }
    }

    /// Throws unless what was read back is a private key and its certificate.
    private static func prove(
        _ privateKey: RSAPrivateKey,
        read: () async throws -> (X509Certificate, RSAPrivateKey)
    ) async throws {
        do {
            let (certificate, found) = try await read()
            guard found.publicKey == privateKey.publicKey, certificate.publicKey == privateKey.publicKey else {
                throw BackupError(.notVerified, "What was read back holds another key than the one that was written.")
            }
        } catch let error as CryptographyError {
            throw BackupError(
                .notVerified, "What was read back does not open with its password.", advice: "Back up again.",
                cause: error)
        }
    }

    /// Notes that the private key is backed up. By now it is: a store that fails does not take that back.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - place: Where the private key is.
    ///   - file: The file there. It has no label for its password, and nothing by which all such files name one.
    /// - Returns: A warning when it was not possible.
    private func noteBackup(of certificate: Certificate, at place: String, _ file: [UInt8]) async -> [BackupWarning] {
        guard hierarchy.options.maintainsStore else { return [.notNoted] }
        do {
            let id = Hexadecimal.encode(try Digest.sha256.hash(file).prefix(4))
            try await notePrivateKeyBackup(
                of: certificate, at: place, password: BackupRecord.PasswordEntry(id: id, label: ""))
            return []
        } catch {
            return [.notNoted]
        }
    }
}
