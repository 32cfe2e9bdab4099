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
    /// - Throws: ``BackupError`` with the code `malformed`, `wrongType`, `unsupported`, `tooLarge` or `tooCostly`.
    public init(parsing contents: [UInt8]) throws(BackupError) {
        let document = try PEMDocument(decoding: contents)
        self.contents = contents
        container = try AuthEnvelopedData(decoding: document.der)
        label = BackupLabel(reading: document.preamble)
        do {
            digest = try document.digest()
        } catch {
            throw BackupError(.unsupported, "The digest of the file could not be computed.", cause: error)
        }
    }

    /// Seals a key.
    init(_ package: SymmetricKeyPackage, facts: BackupFacts, contentKey: SharedSecret, recipients: [PasswordRecipient])
        throws
    {
        container = try AuthEnvelopedData(
            sealing: package.encoded, contentKey: contentKey.bytes, recipients: recipients)
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
    /// - Throws: ``BackupError`` with the code `damaged`, `wrongPassword`, `notAuthentic`, `labelMismatch`, `malformed`;
    ///   `CancellationError`.
    public func open(password: Password) async throws -> OpenedBackup {
        if let claimed = label.digest, claimed != digest { throw BackupError.damaged() }
        for recipient in container.recipients {
            guard let contentKey = try await recipient.contentKey(password: password) else { continue }
            return try open(contentKey: contentKey, recipient: recipient)
        }
        throw BackupError.wrongPassword()
    }

    private func open(contentKey: SharedSecret, recipient: PasswordRecipient) throws -> OpenedBackup {
        let package = try SymmetricKeyPackage(decoding: try container.open(contentKey: contentKey.bytes).bytes)
        guard let algorithm = KeyAlgorithm(keySize: package.key.bytes.count) else {
            throw BackupError.unsupported(
                "The backup holds a key of \(package.key.bytes.count) bytes; a master key has 32, or 16 before 2012.")
        }
        let fingerprint = try KeyFingerprint(of: package.key.bytes)
        let facts = try package.facts.map { text in
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            guard let facts = BackupFacts(lines: lines), facts.lines == lines,
                facts.fingerprint == fingerprint, facts.algorithm == algorithm
            else {
                throw BackupError.malformed("The facts inside the backup do not fit its key.")
            }
            return facts
        }
        var warnings: [BackupWarning] = []
        if let facts {
            if try !label.check(against: BackupLabel(facts, digest: digest)) { warnings.append(.noLabel) }
        } else {
            // Made by another program. What its text says cannot be checked, except for the fingerprint.
            if let claimed = label.facts?.fingerprint, claimed != fingerprint {
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
