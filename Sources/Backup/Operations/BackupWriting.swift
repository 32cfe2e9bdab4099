import KeyCryptography
import KeyHierarchy

/// Writes one backup to all its places, and reads each one back.
struct BackupWriting {
    let medium: any BackupMedium
    let copies: [any BackupMedium]

    /// Seals a key under passwords.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - facts: What is to be said of it; the passwords are added.
    ///   - passwords: The passwords.
    ///   - derivation: How much work stands between a thief of the file and a password.
    ///   - random: Where the content-encryption key, the salts and nonces come from.
    /// - Throws: ``BackupError`` with the code `passwordNotAdded` when there are too many or two are the same, `tooLarge`.
    static func seal(
        _ key: SharedSecret,
        _ facts: BackupFacts,
        passwords: [BackupPassword],
        derivation: BackupDerivation,
        random: any RandomSource
    ) async throws -> (SealedBackup, BackupFacts) {
        try AuthEnvelopedData.requireRoom(forIterations: passwords.map { _ in derivation.iterations })
        for (index, password) in passwords.enumerated() {
            if let twin = passwords[..<index].first(where: { $0.password.isSame(as: password.password) }) {
                throw BackupError.passwordNotAdded(
                    "The passwords labelled '\(twin.label)' and '\(password.label)' are the same.",
                    advice: "Give each its own: otherwise removing one would leave it in the file.")
            }
        }
        let contentKey = SharedSecret(try random.secret(count: AES256GCM.keySize))
        var recipients: [PasswordRecipient] = []
        var facts = facts
        for password in passwords {
            let recipient = try await PasswordRecipient(
                wrapping: contentKey, under: password.password, iterations: derivation.iterations, random: random)
            recipients.append(recipient)
            facts.passwords.append(BackupFacts.PasswordEntry(id: recipient.id, label: password.label))
        }
        return (
            try SealedBackup(key, facts: facts, contentKey: contentKey, recipients: recipients, random: random), facts
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
        // Before any place is touched: what replaces an older backup must be known to open.
        try await Self.prove(backup.contents, passwords: passwords)
        for place in [medium] + copies {
            do {
                try await Self.write(backup, to: place)
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

    /// Writes the backup to one place, and compares what can be read there.
    private static func write(_ backup: SealedBackup, to medium: any BackupMedium) async throws {
        let read: [UInt8]
        do {
            try await medium.write(backup.contents)
            read = try await medium.read(limit: PEMDocument.maximumSize)
        } catch let error where !(error is BackupError || error is CancellationError) {
            // A medium of a user's own throws errors of its own.
            throw BackupError.mediumFailed(medium.place, cause: error)
        }
        guard read == backup.contents else {
            throw BackupError.notVerified(at: medium.place)
        }
    }

    /// Opens the bytes of the backup, with nothing but the passwords. Every place is then compared with these bytes.
    private static func prove(_ contents: [UInt8], passwords: [BackupPassword]) async throws {
        let backup = try SealedBackup(parsing: contents)
        for password in passwords {
            do {
                _ = try await backup.open(password: password.password)
            } catch let error as BackupError {
                throw BackupError(
                    .notVerified, "The backup does not open with the password '\(password.label)'.",
                    advice: "Nothing was written. Back up again.", cause: error)
            }
        }
    }
}

extension Password {
    /// Whether two passwords have the same bytes, compared in secret memory.
    fileprivate func isSame(as other: Password) -> Bool {
        unsafe withUnsafeBytes { bytes in
            unsafe other.withUnsafeBytes { unsafe SecretBytes(copying: bytes.bytes) == SecretBytes(copying: $0.bytes) }
        }
    }
}
