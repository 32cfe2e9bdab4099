public import KeyHierarchy

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// What a backup says about the key that it holds.
///
/// The facts stand twice in a file: in its label, for people and for tools without the password, and inside the
/// encrypted contents, where they are authenticated.
public struct BackupFacts: Hashable, Sendable {
    /// Which kind of key a backup holds. The raw values are the words in the label; new kinds may be added.
    @nonexhaustive
    public enum KeyKind: String, Hashable, Sendable {
        /// The root of an instance.
        case serviceMasterKey = "service master key"
        /// The master key of a database.
        case databaseMasterKey = "database master key"
        /// A symmetric key of a database.
        case symmetricKey = "symmetric key"

        /// What a person calls a key of this kind, with its database.
        package func title(named name: String?, in database: String?) -> String {
            let kind: KeyIdentifier.Kind =
                switch self {
                case .serviceMasterKey: .serviceMasterKey
                case .databaseMasterKey: .databaseMasterKey
                case .symmetricKey: .symmetricKey
                }
            return kind.fullTitle(named: name ?? "", in: database ?? "")
        }
    }

    /// A password that opens the backup.
    public struct PasswordEntry: Hashable, Sendable {
        /// What tells it from the others: eight hexadecimal digits, the start of its salt.
        public let id: String
        /// What a person calls it: where it is kept, not what it is.
        public let label: String

        init(id: String, label: String) {
            self.id = id
            self.label = label.onOneLine.withoutTrailingSpaces
        }
    }

    /// Which kind of key it is.
    public let kind: KeyKind
    /// The name of the server that the key was backed up from.
    public let server: String
    /// The database of a database master key or symmetric key; `nil` for the service master key.
    public let database: String?
    /// The name of a symmetric key; `nil` for master keys, which have none of their own.
    public let name: String?
    /// What messages name a symmetric key by, `key_guid`; `nil` for master keys.
    public let guid: UUID?
    /// What the key is made for.
    public let algorithm: KeyAlgorithm
    /// When the backup was made, to the second.
    public let created: Date
    /// The public name of the key; `nil` for a symmetric key that is made from `KEY_SOURCE`, because it would help to guess
    /// the pass phrase.
    public let fingerprint: KeyFingerprint?
    /// The passwords that open the backup.
    public internal(set) var passwords: [PasswordEntry]

    /// Takes the facts in as a file has them: names on one line, the time in whole seconds.
    init(
        kind: KeyKind,
        server: String,
        database: String?,
        name: String? = nil,
        guid: UUID? = nil,
        algorithm: KeyAlgorithm,
        created: Date,
        fingerprint: KeyFingerprint?,
        passwords: [PasswordEntry] = []
    ) {
        self.kind = kind
        self.server = server.onOneLine.withoutTrailingSpaces
        self.database = database?.onOneLine
        self.name = name?.onOneLine
        self.guid = guid
        self.algorithm = algorithm
        self.created = Date(timeIntervalSince1970: created.timeIntervalSince1970.rounded(.down))
        self.fingerprint = fingerprint
        self.passwords = passwords
    }
}

extension BackupFacts {
    /// The passwords, as a store notes them.
    var notedPasswords: [BackupRecord.PasswordEntry] {
        passwords.compactMap { BackupRecord.PasswordEntry(id: $0.id, startOf: $0.label) }
    }

    /// What the lines begin with.
    enum Field: String, CaseIterable {
        case key = "Key"
        case server = "Server"
        case database = "Database"
        case name = "Key name"
        case guid = "Key GUID"
        case algorithm = "Algorithm"
        case created = "Created"
        case fingerprint = "Fingerprint"
        case password = "Password"
    }

    /// The facts as lines of text, the same in the label and in the encrypted contents.
    var lines: [String] {
        var lines = [
            line(.key, kind.rawValue),
            line(.server, server),
        ]
        if let database { lines.append(line(.database, database)) }
        if let name { lines.append(line(.name, name)) }
        if let guid { lines.append(line(.guid, guid.uuidString)) }
        lines += [
            line(.algorithm, algorithm.name),
            line(.created, created.formatted(.iso8601)),
        ]
        if let fingerprint { lines.append(line(.fingerprint, fingerprint.description)) }
        return lines + passwords.map { line(.password, $0.label.isEmpty ? $0.id : "\($0.id) \($0.label)") }
    }

    private func line(_ field: Field, _ value: String) -> String {
        "\(field.rawValue): \(value)"
    }

    /// Reads lines of facts, passing over all others; `nil` when a fact is missing or is not one.
    init?(lines: some Sequence<String>) {
        var values: [Field: [String]] = [:]
        for line in lines {
            // By scalars: a value may begin with a combining mark, which to Swift is one character with the space.
            let scalars = line.unicodeScalars
            guard let colon = scalars.firstIndex(of: ":"), let field = Field(rawValue: String(scalars[..<colon])) else {
                continue
            }
            values[field, default: []].append(String(scalars[colon...].dropFirst(2)))
        }
        guard let kind = values[.key]?.first.flatMap(KeyKind.init(rawValue:)), let server = values[.server]?.first,
            let algorithm = values[.algorithm]?.first.flatMap(KeyAlgorithm.init(name:)),
            let created = values[.created]?.first.flatMap({ try? Date($0, strategy: .iso8601) })
        else { return nil }
        let database = values[.database]?.first
        let name = values[.name]?.first
        let guid = values[.guid]?.first.flatMap(UUID.init(uuidString:))
        let fingerprint = values[.fingerprint]?.first.flatMap { KeyFingerprint(hexadecimal: $0) }
        switch kind {
        case .symmetricKey: guard database != nil, name != nil, guid != nil else { return nil }
        case .serviceMasterKey, .databaseMasterKey: guard fingerprint != nil else { return nil }
        }
        let passwords = (values[.password] ?? []).map { value in
            let scalars = value.unicodeScalars
            return PasswordEntry(id: String(scalars.prefix(8)), label: String(scalars.dropFirst(9)))
        }
        self.init(
            kind: kind, server: server, database: database, name: name, guid: guid, algorithm: algorithm,
            created: created, fingerprint: fingerprint, passwords: passwords)
    }
}

extension String {
    /// The text with a space for each character that would begin a new line, or that would show the text in another
    /// order than it has: whatever name somebody gave to a server, it cannot look like lines of its own.
    var onOneLine: String {
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: text.append(" ")
            default: text.append(Self.reordering.contains(scalar.value) ? " " : scalar)
            }
        }
        return String(text)
    }

    /// The text without spaces at its end: editors and mail take those away, and a line that ends in one would no longer be
    /// what it should be.
    fileprivate var withoutTrailingSpaces: String {
        var text = unicodeScalars[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// The embeddings, overrides and isolates of the bidirectional algorithm (UAX #9).
    private static let reordering: Set<UInt32> = Set(0x202A...0x202E).union(0x2066...0x2069)
}

extension KeyAlgorithm {
    /// The symmetric algorithm of that name.
    fileprivate init?(name: String) {
        guard let algorithm = Self.allCases.first(where: { $0.symmetricAlgorithm != nil && $0.name == name }) else {
            return nil
        }
        self = algorithm
    }
}
