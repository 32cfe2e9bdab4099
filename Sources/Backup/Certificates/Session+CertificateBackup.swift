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
        try await audited(.backUpKey, "certificate '\(name)'") {
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
    /// certificate, see ``/KeyHierarchy/Certificate/privateKeyBackup``.
    ///
    /// - Parameters:
    ///   - name: The name of the certificate, in any spelling that is equal without regard to case.
    ///   - database: The database.
    ///   - medium: Where the certificate goes, X.509 in DER; nothing may be there, also where a medium would replace it.
    ///   - keyMedium: Where the private key goes, as a private key file (PVK), under the same condition.
    ///   - filePassword: The password of the private key file, which must satisfy the policy, and be ASCII: see
    ///     ``/SQLServerFormats/PrivateKeyFile``. The form protects little, so take a long one.
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
        try await audited(.backUpKey, "certificate '\(name)'") {
            let (certificate, privateKey) = try await certificateWithPrivateKey(name, in: database, password: password)
            try await requireAcceptable(filePassword, label: "", for: database)
            try Self.requireASCII(filePassword)
            let keyFile: [UInt8]
            do {
                keyFile = try PrivateKeyFile.encrypt(
                    privateKey, password: filePassword, random: hierarchy.options.random)
            } catch let error as CryptographyError where error.code == .unsupported {
                throw BackupError(.unsupported, error.message, cause: error)
            }
            let writing = KeyFileWriting(files: [
                .init(medium: medium, contents: certificate.encoded), .init(medium: keyMedium, contents: keyFile),
            ])
            let warnings = try await writing.write { files in
                try await Self.prove(privateKey, of: files[0]) {
                    try PrivateKeyFile(files[1]).key(password: filePassword)
                }
            }
            return CertificateBackupReceipt(
                thumbprint: certificate.thumbprint, places: [medium.place, keyMedium.place],
                warnings: warnings + [.weakPrivateKeyFile(keyMedium.place)] + (await noteBackup(of: certificate)))
        }
    }

    private static func requireASCII(_ password: Password) throws {
        guard unsafe password.withUnsafeBytes({ unsafe $0.allSatisfy { $0 < 0x80 } }) else {
            throw HierarchyError(
                .passwordRefused, "The password of a private key file must be ASCII.",
                advice: "The file keeps one byte of each character, and which one SQL Server takes for others is not known.")
        }
    }

    /// Throws unless what was read back is the certificate of a private key, and that private key.
    private static func prove(
        _ privateKey: RSAPrivateKey,
        of certificate: [UInt8],
        read: @escaping @Sendable () throws -> RSAPrivateKey
    ) async throws {
        do {
            let found = try await DerivationThreads.shared.run(read)
            guard found.publicKey == privateKey.publicKey,
                try X509Certificate(der: certificate).publicKey == privateKey.publicKey
            else { throw BackupError(.notVerified, "The files hold another key than the one that was written.") }
        } catch let error as CryptographyError {
            throw BackupError(
                .notVerified, "The private key file does not open with its password.",
                advice: "Back up again.", cause: error)
        }
    }

    /// Notes that the private key is backed up. By now it is: a store that fails does not take that back.
    ///
    /// - Returns: A warning when it was not possible.
    private func noteBackup(of certificate: Certificate) async -> [BackupWarning] {
        guard hierarchy.options.maintainsStore else { return [.notNoted] }
        do {
            try await notePrivateKeyBackup(of: certificate)
            return []
        } catch {
            return [.notNoted]
        }
    }
}
