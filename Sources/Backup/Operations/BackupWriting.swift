import KeyCryptography
import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Writes one backup to all its places, and reads each one back.
struct BackupWriting {
    let medium: any BackupMedium
    let copies: [any BackupMedium]

    /// Seals a key under passwords.
    static func seal(
        _ key: OpenKey,
        kind: BackupFacts.KeyKind,
        server: String,
        database: String?,
        created: Date,
        passwords: [BackupPassword],
        derivation: BackupDerivation
    ) async throws -> (SealedBackup, BackupFacts) {
        let contentKey = SharedSecret(try SecretBytes.random(count: AES256GCM.keySize))
        var recipients: [PasswordRecipient] = []
        var entries: [BackupFacts.PasswordEntry] = []
        for password in passwords {
            let recipient = try await PasswordRecipient(
                wrapping: contentKey, under: password.password, iterations: derivation.iterations)
            recipients.append(recipient)
            entries.append(BackupFacts.PasswordEntry(id: recipient.id, label: password.label))
        }
        let facts = BackupFacts(
            kind: kind, server: server, database: database, algorithm: key.algorithm, created: created,
            fingerprint: key.fingerprint, passwords: entries)
        let package = SymmetricKeyPackage(facts: facts.lines.joined(separator: "\n"), key: key.material)
        return (
            try SealedBackup(package, facts: facts, contentKey: contentKey, recipients: recipients), facts
        )
    }

    /// Writes the backup everywhere.
    ///
    /// - Parameters:
    ///   - backup: The backup.
    ///   - passwords: Its passwords; each must open what is read back.
    ///   - isWritten: Called with each place that holds the backup for certain.
    /// - Throws: The first error; what has been written to other places by then stays there, and is named in it.
    func write(
        _ backup: SealedBackup,
        passwords: [BackupPassword],
        isWritten: (any BackupMedium) -> Void
    ) async throws -> [BackupWarning] {
        var warnings: [BackupWarning] = copies.isEmpty ? [.noCopy] : []
        var written: [String] = []
        for place in [medium] + copies {
            do {
                try await place.write(backup.contents)
                let read = try await place.read(limit: PEMDocument.maximumSize)
                guard read == backup.contents else {
                    throw BackupError(
                        .notVerified, "What was read back from \(place.place) is not what was written.",
                        advice: "Do not rely on it. Check the medium, and back up to another one.")
                }
                if written.isEmpty { try await Self.prove(read, passwords: passwords) }
            } catch let error as BackupError where !written.isEmpty {
                throw BackupError(
                    error.code, "\(error.message) These are written and verified: \(written.joined(separator: ", ")).",
                    advice: error.advice, sqlServer: error.sqlServer, cause: error.cause)
            }
            written.append(place.place)
            isWritten(place)
            warnings += await place.warnings()
        }
        return warnings
    }

    /// Opens what was read back, from nothing but its bytes and the passwords.
    private static func prove(_ contents: [UInt8], passwords: [BackupPassword]) async throws {
        let backup = try SealedBackup(parsing: contents)
        for password in passwords {
            do {
                _ = try await backup.open(password: password.password)
            } catch let error as BackupError {
                throw BackupError(
                    .notVerified, "What was written does not open with the password '\(password.label)'.",
                    advice: "Do not rely on it. Back up again.", cause: error)
            }
        }
    }
}
