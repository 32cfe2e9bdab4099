#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// Certificates on their way to a file, or to another instance.
extension Session {
    /// Returns the private key of a certificate as the bytes of a private key file (PVK): `CERTPRIVATEKEY`.
    ///
    /// They are what ``PrivateKey/init(pvk:password:)`` reads. That a private key was handed out so is not noted as a backup
    /// of it.
    ///
    /// - Parameters:
    ///   - name: The name of the certificate, in any spelling that is equal without regard to case.
    ///   - database: The database.
    ///   - filePassword: The password of the file, which must satisfy the policy, and be ASCII. The form protects little, so
    ///     take a long one: see ``/SQLServerFormats/PrivateKeyFile``.
    ///   - password: The password that the private key has in the database; `nil` when the master key protects it.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied` (ALTER ANY CERTIFICATE), `noSuchDatabase`,
    ///   `noPrivateKey` (15246), `privateKeyPassword` (15334 without the password, 15465 for a wrong one, 15397 for one where
    ///   there is none), `masterKeyClosed`, `passwordRefused`, `corrupted`, `unsupported` when libcrypto's legacy provider,
    ///   which has RC4, is not installed.
    public func privateKeyFile(
        ofCertificate name: String,
        in database: DatabaseName,
        under filePassword: Password,
        password: Password? = nil
    ) async throws -> [UInt8] {
        try await audited(.backUpKey, .certificate(name, in: database)) {
            let (_, privateKey) = try await certificateWithPrivateKey(name, in: database, password: password)
            return try await privateKeyFile(of: privateKey, in: database, under: filePassword)
        }
    }

    /// Returns a private key as the bytes of a private key file.
    package func privateKeyFile(
        of privateKey: RSAPrivateKey,
        in database: DatabaseName,
        under filePassword: Password
    ) async throws -> [UInt8] {
        try await requireAcceptable(filePassword, label: "", for: database)
        guard unsafe filePassword.withUnsafeBytes({ unsafe $0.allSatisfy { $0 < 0x80 } }) else {
            throw HierarchyError(
                .passwordRefused, "The password of a private key file must be ASCII.",
                advice: "The file keeps one byte of each character, and which one SQL Server takes for others is not "
                    + "known.")
        }
        return try Self.encrypt(privateKey, filePassword, hierarchy.options.random)
    }

    private static func encrypt(
        _ privateKey: RSAPrivateKey,
        _ password: Password,
        _ random: some RandomSource
    ) throws -> [UInt8] {
        do {
            return try PrivateKeyFile.encrypt(privateKey, password: password, random: random)
        } catch let error where error.code == .unsupported {
            throw HierarchyError(.unsupported, error.message, cause: error)
        }
    }

    /// Returns a certificate and its private key, for a backup.
    ///
    /// - Parameter password: The password of the private key; `nil` when the master key protects it.
    /// - Throws: ``HierarchyError`` with the code `noSuchKey`, `permissionDenied`, `noSuchDatabase`, `noPrivateKey` (15246),
    ///   `privateKeyPassword` (15334 without the password, 15465 for a wrong one, 15397 for one where there is none),
    ///   `masterKeyClosed`, `corrupted`.
    package func certificateWithPrivateKey(
        _ name: String,
        in database: DatabaseName,
        password: Password?
    ) async throws -> (certificate: Certificate, privateKey: RSAPrivateKey) {
        let stored = try await storedKey(.certificate, named: name, in: database)
        guard !stored.encryptions.isEmpty else { throw HierarchyError.noPrivateKeyToBackUp(stored.record.name) }
        let privateKey = try await privateKey(
            of: stored, password: password,
            orThrow: .invalidPrivateKeyPassword(advice: "The password is not that of the private key."))
        return (try Certificate(stored), privateKey)
    }

    /// Notes that the private key of a certificate was written to a file: `pvt_key_last_backup_date`, and where the file is.
    /// Nothing is noted when the certificate was dropped meanwhile.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - place: Where its private key is.
    ///   - password: The password of that file.
    package func notePrivateKeyBackup(
        of certificate: Certificate,
        at place: String,
        password: BackupRecord.PasswordEntry?
    ) async throws {
        let change = Change(
            action: .backUpKey, subject: NamedKey.certificate(certificate.name, in: certificate.database).description,
            permission: .alterAnyCertificate(certificate.database)
        ) { store, environment in
            guard var record = try store.key(certificate.id) else { return ChangeReport() }
            var details = try CertificateDetails(record)
            guard details.certificate == Data(certificate.encoded) else { return ChangeReport() }
            details.privateKeyBackup = environment.now
            record.details = try details.encoded()
            record.version += 1
            try store.put(record)
            try store.put(
                BackupRecord(
                    key: certificate.id, fingerprint: certificate.fingerprint, place: place, isCopy: false,
                    verified: environment.now, passwords: password.map { [$0] } ?? []))
            return ChangeReport()
        }
        _ = try await retryingConflicts { try await commit(change) }
    }
}
