#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A backup that was read back and opened: where it is, which key it holds, and which passwords open it.
public struct BackupRecord: Hashable, Sendable {
    /// The key that was backed up.
    public let key: KeyIdentifier
    /// The fingerprint of the material in the backup; another one than the key's says that the key has changed since. That of
    /// a certificate with its private key is ``Certificate/fingerprint``.
    public let fingerprint: KeyFingerprint
    /// Where the backup is, as its medium names the place.
    public let place: String
    /// Whether it was written as a further copy of another one.
    public let isCopy: Bool
    /// When the backup was last opened with success.
    public let verified: Date
    /// The passwords that open the backup, in the order of the file's label: at most ``maximumPasswordCount``. Empty when they are
    /// not known, as in the records of earlier versions of this library.
    public let passwords: [PasswordEntry]

    /// The most passwords of one backup that a store keeps: as many as a backup can have.
    public static let maximumPasswordCount = 20

    /// Creates a record, as a store reads it.
    ///
    /// - Parameters:
    ///   - key: The key that was backed up.
    ///   - fingerprint: The fingerprint of the material in the backup.
    ///   - place: Where the backup is, as its medium names the place.
    ///   - isCopy: Whether it is a further copy of another one.
    ///   - verified: When it was last opened with success.
    ///   - passwords: The passwords that open it, in the order of the file; empty when they are not known.
    public init(
        key: KeyIdentifier,
        fingerprint: KeyFingerprint,
        place: String,
        isCopy: Bool,
        verified: Date,
        passwords: [PasswordEntry] = []
    ) {
        self.key = key
        self.fingerprint = fingerprint
        self.place = place
        self.isCopy = isCopy
        self.verified = verified
        self.passwords = passwords
    }
}

extension BackupRecord {
    /// Whether the record is a receipt's from another machine: a statement of whoever wrote that. All others are of backups
    /// that the instance has opened itself. The place then begins with `reported:`, as no path does that a medium gives.
    public var isReported: Bool {
        place.utf8.starts(with: Self.reportedScheme.utf8)
    }

    /// Where the backup is, without the mark of a receipt's: on the machine that gave the receipt, if one did.
    package var path: String {
        isReported ? String(place.dropFirst(Self.reportedScheme.count)) : place
    }

    /// Returns the place of a backup that a receipt tells of: the same path may be another file here.
    package static func reportedPlace(_ place: String) -> String {
        reportedScheme + place
    }

    private static let reportedScheme = "reported:"

    /// A password that opens a backup: which one it is, never what it is.
    public struct PasswordEntry: Hashable, Sendable {
        /// What tells it from the others of the file: eight hexadecimal digits in lower case. In a backup they are the start
        /// of the password's salt; of a private key file or a PFX, which has one password, the start of the file's SHA-256.
        public let id: String
        /// What a person calls it: where it is kept. Empty when the file does not say.
        public let label: String

        /// Creates an entry, as a store reads it.
        ///
        /// - Parameters:
        ///   - id: Eight hexadecimal digits in lower case.
        ///   - label: What a person calls the password: at most 128 UTF-16 code units, on one line.
        /// - Returns: `nil` when one of the two is something else.
        public init?(id: String, label: String) {
            guard id.utf8.count == 8, id.utf8.allSatisfy({ Self.digits.contains($0) }),
                label.utf16.count <= Self.maximumLabelLength,
                label.unicodeScalars.allSatisfy({ !Self.breaksLine($0) })
            else { return nil }
            self.id = id
            self.label = label
        }

        /// Creates an entry of a password as a file has it. Whoever made the file may have given it a longer label, of which
        /// the start is kept.
        ///
        /// - Returns: `nil` when `id` is not one.
        package init?(id: String, startOf label: String) {
            var start = String.UnicodeScalarView()
            var length = 0
            for scalar in label.unicodeScalars {
                length += scalar.utf16.count
                guard length <= Self.maximumLabelLength else { break }
                start.append(Self.breaksLine(scalar) ? " " : scalar)
            }
            self.init(id: id, label: String(start))
        }

        private static let maximumLabelLength = 128
        private static let digits = Set("0123456789abcdef".utf8)

        private static func breaksLine(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        }
    }
}
