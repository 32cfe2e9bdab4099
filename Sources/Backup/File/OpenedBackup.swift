public import KeyCryptography
public import KeyHierarchy

/// A backup that a password has opened: its contents are authentic, and its label says what they say.
public struct OpenedBackup: Sendable {
    /// The facts about the key; `nil` in a backup of another program.
    public let facts: BackupFacts?
    /// What the key is made for.
    public let algorithm: KeyAlgorithm
    /// The public name of the key; `nil` for a symmetric key that is made from `KEY_SOURCE`.
    public let fingerprint: KeyFingerprint?
    /// The password that opened it.
    public let openedBy: String
    /// What should be known about the file.
    public let warnings: [BackupWarning]

    let sealed: SealedBackup
    let package: SymmetricKeyPackage
    let contentKey: SharedSecret

    /// The key.
    package var material: SharedSecret {
        package.key
    }

    /// The passwords of the file, as a store notes them. A backup of another program has no labels for them.
    var notedPasswords: [BackupRecord.PasswordEntry] {
        facts?.notedPasswords
            ?? sealed.container.recipients.compactMap { BackupRecord.PasswordEntry(id: $0.id, label: "") }
    }

    /// Throws unless the backup can be one of that kind of key.
    func require(_ kind: BackupFacts.KeyKind) throws(BackupError) {
        if let found = facts?.kind, found != kind {
            throw BackupError.wrongKey(found: found.rawValue, wanted: kind.rawValue)
        }
    }

    // MARK: Passwords

    /// Returns a backup of the same key that one more password opens.
    ///
    /// The key inside keeps its encryption key, and every other password keeps opening it. The file itself is not
    /// changed: write the result to a new one.
    ///
    /// - Parameters:
    ///   - password: A password that the caller has checked against its policy.
    ///   - label: What a person calls it: where it is kept, not what it is.
    ///   - derivation: How much work stands between a thief of the file and this password.
    ///   - random: Where the salt and the nonces come from.
    /// - Throws: ``BackupError/Code-swift.struct/passwordNotAdded`` when the backup has this password already, or as
    ///   many, or as costly ones, as it can have; ``/KeyHierarchy/HierarchyError`` with the code `invalidName` or
    ///   `passwordRefused` for a label that says too much.
    public func adding(
        _ password: Password,
        label: String,
        derivation: BackupDerivation = .standard,
        random: any RandomSource = SystemRandomSource()
    ) async throws -> SealedBackup {
        try password.requireLabel(label)
        let recipients = sealed.container.recipients
        try AuthEnvelopedData.requireRoom(forIterations: recipients.map(\.iterations) + [derivation.iterations])
        for recipient in recipients where try await recipient.contentKey(password: password) != nil {
            throw BackupError.passwordNotAdded("The backup opens with this password already (\(recipient.id)).")
        }
        let added = try await PasswordRecipient(
            wrapping: contentKey, under: password, iterations: derivation.iterations, random: random)
        return try sealing(
            recipients + [added], adding: BackupFacts.PasswordEntry(id: added.id, label: label), random: random)
    }

    /// Returns a backup of the same key that one of the passwords no longer opens.
    ///
    /// Older copies of the file still open with it: destroy them, and regenerate the key if the password has leaked.
    ///
    /// - Parameters:
    ///   - id: The password, as ``BackupInspection/Password/id`` names it.
    ///   - random: Where the nonces come from.
    /// - Throws: ``BackupError/Code-swift.struct/noSuchPassword`` when there is none of that name, or it is the last one.
    public func removingPassword(
        _ id: String,
        random: any RandomSource = SystemRandomSource()
    ) throws -> SealedBackup {
        let remaining = sealed.container.recipients.filter { $0.id != id.lowercased() }
        guard remaining.count == sealed.container.recipients.count - 1 else {
            throw BackupError(
                .noSuchPassword, "The backup has no password \(id).",
                advice: "It has: " + sealed.container.recipients.map(\.id).joined(separator: ", "))
        }
        guard !remaining.isEmpty else {
            throw BackupError(
                .noSuchPassword, "\(id) is the last password of the backup.", advice: "Add another one first.")
        }
        return try sealing(remaining, adding: nil, random: random)
    }

    private func sealing(
        _ recipients: [PasswordRecipient],
        adding entry: BackupFacts.PasswordEntry?,
        random: any RandomSource
    ) throws -> SealedBackup {
        guard var facts else {
            throw BackupError(
                .unsupported, "The backup does not say which key it holds: it was made by another program.",
                advice: "Restore it, and make a new backup.")
        }
        let kept = facts.passwords.filter { known in recipients.contains { $0.id == known.id } }
        facts.passwords = kept + (entry.map { [$0] } ?? [])
        return try SealedBackup(
            package.key, facts: facts, contentKey: contentKey, recipients: recipients, random: random)
    }
}
