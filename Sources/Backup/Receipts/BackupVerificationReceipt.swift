public import KeyHierarchy

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What somebody says of a backup that was verified on another machine, where the instance is not: to be taken in at home
/// with `Session.record(_:)`.
///
/// It is a statement of whoever wrote it, and no proof: nothing signs it. It has no secret in it.
public struct BackupVerificationReceipt: Hashable, Sendable {
    /// Where the backup is, as it was named on that machine.
    public let place: String
    /// Which kind of key the backup holds.
    public let kind: BackupFacts.KeyKind
    /// The name of the server that the key was backed up from.
    public let server: String
    /// The database of the key; `nil` for the service master key.
    public let database: String?
    /// The name of a symmetric key; `nil` for master keys.
    public let name: String?
    /// What messages name a symmetric key by; `nil` for master keys.
    public let guid: UUID?
    /// The public name of the key.
    public let fingerprint: KeyFingerprint
    /// When the backup was opened, to the second.
    public let verified: Date
    /// The passwords that the backup says it has; the one that was tried is ``openedBy``.
    public let passwords: [BackupRecord.PasswordEntry]
    /// The password that opened it, by its identity.
    public let openedBy: String

    /// Writes down what verifying a backup has shown.
    ///
    /// - Parameters:
    ///   - verification: What was shown.
    ///   - place: Where the backup is, as a person on that machine names it: at most 4,096 bytes in UTF-8.
    ///   - verified: When it was shown.
    /// - Throws: ``BackupError/Code-swift.struct/unsupported`` for a backup that does not say which key it holds, or whose key
    ///   has no fingerprint: nobody could tell at home which key is meant. Also when a name is too long for a receipt.
    public init(_ verification: BackupVerification, place: String, verified: Date) throws(BackupError) {
        guard let facts = verification.facts, let fingerprint = verification.fingerprint else {
            throw BackupError(
                .unsupported, "There is no receipt for this backup: it does not name its key by a fingerprint.",
                advice: "It is of a symmetric key from KEY_SOURCE, or was made by another program.")
        }
        for text in [place, facts.server, facts.database, facts.name]
        where (text?.utf8.count ?? 0) > Self.maximumTextSize {
            throw BackupError(
                .unsupported, "A name is too long for a receipt.", advice: "Give the file a shorter path.")
        }
        self.init(
            place: place.onOneLine, kind: facts.kind,
            server: facts.server, database: facts.database, name: facts.name, guid: facts.guid,
            fingerprint: fingerprint,
            verified: verified,
            passwords: facts.notedPasswords, openedBy: verification.openedBy)
    }

    /// Takes the members in as a receipt has them: the time in whole seconds.
    init(
        place: String,
        kind: BackupFacts.KeyKind,
        server: String,
        database: String?,
        name: String?,
        guid: UUID?,
        fingerprint: KeyFingerprint,
        verified: Date,
        passwords: [BackupRecord.PasswordEntry],
        openedBy: String
    ) {
        self.place = place
        self.kind = kind
        self.server = server
        self.database = database
        self.name = name
        self.guid = guid
        self.fingerprint = fingerprint
        self.verified = Date(timeIntervalSince1970: verified.timeIntervalSince1970.rounded(.down))
        self.passwords = passwords
        self.openedBy = openedBy
    }

    /// The longest text of a receipt in UTF-8 bytes.
    static let maximumTextSize = 4096
}
