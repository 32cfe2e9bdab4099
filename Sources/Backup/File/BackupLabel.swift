/// The text in front of the container: the facts, a digest of the container, and how to do without this library.
///
/// Nothing authenticates it, so whoever has the password compares it with the facts inside the container.
struct BackupLabel {
    private static let digestField = "Digest"
    private static let recoverField = "Recover"

    static let recoverLine = "\(recoverField): \(SealedBackup.recoverCommand(file: "FILE"))"

    /// The lines before the container, notes of a user's own among them.
    let lines: [String]
    /// The lines behind the container, where no label belongs.
    private let trailer: [String]

    /// Writes the label of a backup.
    init(_ facts: BackupFacts, digest: String) {
        lines = facts.lines + ["\(Self.digestField): \(digest)", Self.recoverLine]
        trailer = []
    }

    /// Reads the text around a container.
    init(reading document: PEMDocument) {
        lines = document.preamble
        trailer = document.trailer
    }

    /// The facts, if they can be made out. The lines nearest to the container count: they are those that are compared.
    var facts: BackupFacts? {
        let start = lines.lastIndex { $0.utf8.starts(with: "\(BackupFacts.Field.key.rawValue): ".utf8) }
        return start.flatMap { BackupFacts(lines: lines[$0...]) }
    }

    /// The digest that the label claims, if it has one.
    var digest: String? {
        let field = "\(Self.digestField): "
        return lines.last { $0.utf8.starts(with: field.utf8) }.map { String($0.dropFirst(field.count)) }
    }

    /// Compares the label with what it should be.
    ///
    /// The lines must stand together right before the container, byte for byte: to Swift, strings are equal that are
    /// spelled with other bytes. A user may have written notes above them, and behind the container, that do not look
    /// like lines of a label; otherwise a false label could stand above the true one.
    ///
    /// - Returns: Whether there is a label at all. One that was cut off on purpose, with all lines, says nothing false.
    /// - Throws: ``BackupError/Code-swift.struct/labelMismatch`` with the first line that is not what it should be.
    func check(against expected: BackupLabel) throws(BackupError) -> Bool {
        let found = lines.suffix(expected.lines.count)
        if found.elementsEqual(expected.lines, by: { $0.utf8.elementsEqual($1.utf8) }) {
            let notes = lines.dropLast(expected.lines.count) + trailer
            if notes.contains(where: Self.looksLikeLabel) { throw BackupError.labelRepeated() }
            return true
        }
        guard (lines + trailer).contains(where: Self.looksLikeLabel) else { return false }
        let different = zip(found, expected.lines).first { !$0.utf8.elementsEqual($1.utf8) }?.1
        throw BackupError.labelMismatch(different ?? expected.lines[0])
    }

    private static let fields = Set(
        (BackupFacts.Field.allCases.map(\.rawValue) + [digestField, recoverField]).map(letters))

    /// Whether a person could take a line for one of a label, however it is indented or capitalised.
    private static func looksLikeLabel(_ line: String) -> Bool {
        let scalars = line.unicodeScalars
        guard let colon = scalars.firstIndex(of: ":") else { return false }
        return fields.contains(letters(of: String(scalars[..<colon])))
    }

    /// The letters of a text, in lower case.
    private static func letters(of text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter(\.properties.isAlphabetic))).lowercased()
    }
}

extension SealedBackup {
    /// How stock `openssl` prints the contents of a backup, the key among them, for whoever puts the password in.
    ///
    /// - Parameter file: The backup, as a word of a shell.
    package static func recoverCommand(file: String) -> String {
        "openssl cms -decrypt -inform PEM -in \(file) -pwri_password PASSWORD -binary | openssl asn1parse -inform DER"
    }
}
