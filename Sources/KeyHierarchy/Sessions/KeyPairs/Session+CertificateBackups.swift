#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// What the Backup module needs of certificates.
extension Session {
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

    /// Notes that the private key of a certificate was written to a file: `pvt_key_last_backup_date`. Nothing is noted when
    /// the certificate was dropped meanwhile.
    package func notePrivateKeyBackup(of certificate: Certificate) async throws {
        let change = Change(
            action: .backUpKey, subject: "certificate '\(certificate.name)'",
            permission: .alterAnyCertificate(certificate.database)
        ) { store, environment in
            guard var record = try store.key(certificate.id) else { return ChangeReport() }
            var details = try CertificateDetails(record)
            guard details.certificate == Data(certificate.encoded) else { return ChangeReport() }
            details.privateKeyBackup = environment.now
            record.details = try details.encoded()
            record.version += 1
            try store.put(record)
            return ChangeReport()
        }
        _ = try await retryingConflicts { try await commit(change) }
    }
}
