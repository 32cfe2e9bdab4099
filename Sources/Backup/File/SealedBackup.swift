import KeyCryptography
public import KeyHierarchy

/// A backup as it lies in a file: its structure has been checked, nothing has been decrypted.
public struct SealedBackup: Sendable {
    /// The bytes of the file.
    public let contents: [UInt8]

    let container: AuthEnvelopedData
    let label: BackupLabel
    /// The digest of the container, as the label should have it.
    let digest: String

    /// Reads a file. It takes no password and derives nothing, and costs no more than the file is long.
    ///
    /// - Parameter contents: The bytes of the file, at most 262,144.
    /// - Throws: ``BackupError`` with the code `malformed`, `wrongType`, `unsupported`, `tooLarge` or `tooCostly`; for
    ///   whatever is wrong with a container that its digest shows to be damaged, `damaged`.
    public init(parsing contents: [UInt8]) throws(BackupError) {
        let document = try PEMDocument(decoding: contents)
        let label = BackupLabel(reading: document)
        let digest: String
        do {
            digest = try document.digest()
        } catch {
            throw BackupError(.unsupported, "The digest of the file could not be computed.", cause: error)
        }
        do {
            container = try AuthEnvelopedData(decoding: document.der)
        } catch {
            // A flipped bit can look like anything, such as the algorithm of a newer version.
            throw label.digest.map { $0 != digest } == true ? BackupError.damaged() : error
        }
        self.contents = contents
        self.label = label
        self.digest = digest
    }

    /// Seals a key and the facts about it.
    ///
    /// - Throws: ``BackupError`` with the code `passwordNotAdded` or `tooLarge` when it could not be read again.
    init(
        _ key: SharedSecret,
        facts: BackupFacts,
        contentKey: SharedSecret,
        recipients: [PasswordRecipient],
        random: any RandomSource
    ) throws {
        try AuthEnvelopedData.requireRoom(forIterations: recipients.map(\.iterations))
        let text = facts.lines.joined(separator: "\n")
        guard text.utf8.count <= SymmetricKeyPackage.maximumFactsSize else {
            throw BackupError(
                .tooLarge,
                "The facts of the backup have \(text.utf8.count) bytes; there is room for "
                    + "\(SymmetricKeyPackage.maximumFactsSize).",
                advice: "Give the passwords shorter labels.")
        }
        let package = SymmetricKeyPackage(facts: text, key: key)
        container = try AuthEnvelopedData(
            sealing: package.encoded, contentKey: contentKey.bytes, recipients: recipients, random: random)
        let der = container.encoded
        digest = try PEMDocument(preamble: [], der: der).digest()
        label = BackupLabel(facts, digest: digest)
        contents = PEMDocument(preamble: label.lines, der: der).encoded
    }

    /// What the file says about itself, without a password: nothing of it is certain.
    public var inspection: BackupInspection {
        BackupInspection(
            unverifiedFacts: label.facts,
            passwords: container.recipients.map { recipient in
                BackupInspection.Password(
                    id: recipient.id, unverifiedLabel: label.facts?.passwords.first { $0.id == recipient.id }?.label,
                    derivation: recipient.digest.derivationName, iterations: recipient.iterations)
            },
            digest: label.digest.map { $0 == digest ? .matches : .differs } ?? .absent,
            size: contents.count)
    }

    /// Opens the backup and compares its label with its contents.
    ///
    /// Each password of the backup is tried in turn, so a wrong one costs as many derivations as there are passwords.
    ///
    /// Only what this password opens is proved: the encryption under another password may have been changed.
    ///
    /// - Parameter password: One of its passwords. No policy is asked.
    /// - Returns: The backup, with its key in secret memory until it goes out of use.
    /// - Throws: ``BackupError`` with the code `damaged`, `wrongPassword`, `notAuthentic`, `labelMismatch`, `malformed`,
    ///   `unsupported` (the contents are no key that this version knows); `CancellationError`.
    public func open(password: Password) async throws -> OpenedBackup {
        if let claimed = label.digest, claimed != digest { throw BackupError.damaged() }
        for recipient in container.recipients {
            guard let contentKey = try await recipient.contentKey(password: password) else { continue }
            return try open(contentKey: contentKey, recipient: recipient)
        }
        throw BackupError.wrongPassword(isIntact: label.digest != nil)
    }

    func open(contentKey: SharedSecret, recipient: PasswordRecipient) throws -> OpenedBackup {
        let package = try SymmetricKeyPackage(decoding: try container.open(contentKey: contentKey.bytes).bytes)
        let facts = try package.facts.map { text in try self.facts(text, of: package.key) }
        guard let algorithm = facts?.algorithm ?? KeyAlgorithm(masterKeySize: package.key.bytes.count) else {
            throw BackupError.unsupported(
                "The backup holds a key of \(package.key.bytes.count) bytes; a master key has 32, or 16 before 2012.")
        }
        let fingerprint =
            if let facts { facts.fingerprint } else { try KeyFingerprint(of: package.key.bytes) as KeyFingerprint? }
        var warnings: [BackupWarning] = []
        if let facts {
            if try !label.check(against: BackupLabel(facts, digest: digest)) { warnings.append(.noLabel) }
        } else {
            // Made by another program. What its text says cannot be checked, except for the fingerprint.
            if let fingerprint, let claimed = label.facts?.fingerprint, claimed != fingerprint {
                throw BackupError.labelMismatch("Fingerprint: \(fingerprint)")
            }
            warnings.append(.noFacts)
        }
        if recipient.iterations < Int(PasswordDerivation.recommendedIterations) {
            warnings.append(.fewIterations(recipient.iterations))
        }
        return OpenedBackup(
            facts: facts, algorithm: algorithm, fingerprint: fingerprint, openedBy: recipient.id, warnings: warnings,
            sealed: self, package: package, contentKey: contentKey)
    }

    /// Returns the facts inside the contents, which must fit the key and the passwords.
    private func facts(_ text: String, of key: SharedSecret) throws -> BackupFacts {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let facts = BackupFacts(lines: lines), facts.lines == lines, facts.fit(key),
            try facts.fingerprint.map({ try $0 == KeyFingerprint(of: key.bytes) }) ?? true
        else {
            throw BackupError.malformed("The facts inside the backup do not fit its key.")
        }
        // The list of recipients is not authenticated by itself: somebody could have taken one out.
        guard Set(facts.passwords.map(\.id)) == Set(container.recipients.map(\.id)),
            facts.passwords.count == container.recipients.count
        else {
            throw BackupError.notAuthentic()
        }
        return facts
    }
}

extension BackupFacts {
    /// Whether keys of that kind and algorithm have the length of this one.
    fileprivate func fit(_ key: SharedSecret) -> Bool {
        switch kind {
        case .symmetricKey: algorithm.keySize == key.bytes.count
        case .serviceMasterKey, .databaseMasterKey: algorithm == KeyAlgorithm(masterKeySize: key.bytes.count)
        }
    }
}

extension Digest {
    fileprivate var derivationName: String {
        switch self {
        case .sha256: "PBKDF2-HMAC-SHA-256"
        case .sha384: "PBKDF2-HMAC-SHA-384"
        case .sha512: "PBKDF2-HMAC-SHA-512"
        }
    }
}
