/// The text in front of the container: the facts, a digest of the container, and how to do without this library.
///
/// Nothing authenticates it, so whoever has the password compares it with the facts inside the container.
struct BackupLabel {
    private static let digestField = "Digest: "

    /// How stock `openssl` prints the contents, the key among them.
    static let recoverLine =
        "Recover: openssl cms -decrypt -inform PEM -in FILE -pwri_password PASSWORD -binary "
        + "| openssl asn1parse -inform DER"

    /// The lines of a file, notes of a user's own among them.
    let lines: [String]

    /// Writes the label of a backup.
    init(_ facts: BackupFacts, digest: String) {
        lines = facts.lines + [Self.digestField + digest, Self.recoverLine]
    }

    /// Reads the lines before a container.
    init(reading lines: [String]) {
        self.lines = lines
    }

    /// The facts, if they can be made out.
    var facts: BackupFacts? {
        BackupFacts(lines: lines)
    }

    /// The digest that the label claims, if it has one.
    var digest: String? {
        lines.first { $0.hasPrefix(Self.digestField) }.map { String($0.dropFirst(Self.digestField.count)) }
    }

    /// Whether the file has any line of a label. One that was cut off on purpose, with all lines, says nothing false.
    private var isPresent: Bool {
        let starts = ["Key: ", "Server: ", "Algorithm: ", "Created: ", "Fingerprint: ", Self.digestField, "Recover: "]
        return lines.contains { line in starts.contains { line.hasPrefix($0) } }
    }

    /// Compares the label with what it should be.
    ///
    /// The lines must stand together right before the container; a user may have written notes above them.
    ///
    /// - Returns: Whether there is a label at all.
    /// - Throws: ``BackupError/Code-swift.struct/labelMismatch`` with the first line that is not what it should be.
    func check(against expected: BackupLabel) throws(BackupError) -> Bool {
        guard isPresent else { return false }
        let found = lines.suffix(expected.lines.count)
        if found.elementsEqual(expected.lines) { return true }
        let different = zip(found, expected.lines).first { $0 != $1 }?.1
        throw BackupError.labelMismatch(different ?? expected.lines[0])
    }
}
