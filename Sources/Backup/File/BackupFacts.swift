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
    /// Which kind of key a backup holds. The raw values are the words in the label.
    public enum KeyKind: String, Hashable, Sendable {
        case serviceMasterKey = "service master key"
        case databaseMasterKey = "database master key"
    }

    /// A password that opens the backup.
    public struct PasswordEntry: Hashable, Sendable {
        /// What tells it from the others: eight hexadecimal digits, the start of its salt.
        public let id: String
        /// What a person calls it: where it is kept, not what it is.
        public let label: String
    }

    /// Which kind of key it is.
    public let kind: KeyKind
    /// The name of the server that the key was backed up from.
    public let server: String
    /// The database of a database master key; `nil` for the service master key.
    public let database: String?
    /// What the key is made for.
    public let algorithm: KeyAlgorithm
    /// When the backup was made, to the second.
    public let created: Date
    /// The public name of the key.
    public let fingerprint: KeyFingerprint
    /// The passwords that open the backup.
    public internal(set) var passwords: [PasswordEntry]
}

extension BackupFacts {
    private enum Field: String, CaseIterable {
        case key = "Key"
        case server = "Server"
        case database = "Database"
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
        lines += [
            line(.algorithm, algorithm.name),
            line(.created, created.formatted(.iso8601)),
            line(.fingerprint, fingerprint.description),
        ]
        return lines + passwords.map { line(.password, "\($0.id) \($0.label)") }
    }

    private func line(_ field: Field, _ value: String) -> String {
        // A value is one line, whatever name somebody gave to a server: otherwise it could write lines of its own.
        let safe = value.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) }
        return "\(field.rawValue): \(String(safe))"
    }

    /// Reads lines of facts, passing over all others; `nil` when a fact is missing or is not one.
    init?(lines: some Sequence<String>) {
        var values: [Field: [String]] = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: ":"), let field = Field(rawValue: String(line[..<colon])) else {
                continue
            }
            values[field, default: []].append(String(line[colon...].dropFirst(2)))
        }
        guard let kind = values[.key]?.first.flatMap(KeyKind.init(rawValue:)), let server = values[.server]?.first,
            let algorithm = values[.algorithm]?.first.flatMap(KeyAlgorithm.init(name:)),
            let created = values[.created]?.first.flatMap({ try? Date($0, strategy: .iso8601) }),
            let fingerprint = values[.fingerprint]?.first.flatMap({ KeyFingerprint(hexadecimal: $0) })
        else { return nil }
        self.kind = kind
        self.server = server
        self.algorithm = algorithm
        self.created = created
        self.fingerprint = fingerprint
        database = values[.database]?.first
        passwords = (values[.password] ?? []).map { value in
            PasswordEntry(id: String(value.prefix(8)), label: String(value.dropFirst(9)))
        }
    }
}

extension KeyAlgorithm {
    fileprivate init?(name: String) {
        switch name {
        case KeyAlgorithm.aes256.name: self = .aes256
        case KeyAlgorithm.tripleDES.name: self = .tripleDES
        default: return nil
        }
    }
}
