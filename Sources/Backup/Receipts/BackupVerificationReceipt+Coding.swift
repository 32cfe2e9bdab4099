import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension BackupVerificationReceipt {
    /// The most bytes of a receipt that is read. One that this library writes has some hundred.
    public static let maximumSize = 65_536

    /// Reads a receipt. Anybody may have written it: it is read as far as it has the form of one, and no further.
    ///
    /// - Parameter bytes: A JSON object, as ``encoded()`` returns it; members that are not known are passed over.
    /// - Throws: ``BackupError`` with the code `malformed`; `tooLarge` above ``maximumSize``; `unsupported` for the form of a
    ///   newer version.
    public init(decoding bytes: [UInt8]) throws(BackupError) {
        guard bytes.count <= Self.maximumSize else {
            throw BackupError(
                .tooLarge, "The receipt has \(bytes.count) bytes; none has more than \(Self.maximumSize).",
                advice: "It is no receipt.")
        }
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        } catch let error as BackupError {
            throw error
        } catch {
            // The decoder's own error quotes what it read.
            throw BackupError.malformedReceipt("it is not a JSON object with the members of one")
        }
    }

    /// The receipt as a small JSON text, for a file.
    ///
    /// - Throws: ``BackupError/Code-swift.struct/unsupported`` when the platform cannot encode it.
    public func encoded() throws(BackupError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
        } catch {
            throw BackupError(.unsupported, "The receipt could not be written as JSON.", cause: error)
        }
    }
}

extension BackupVerificationReceipt: Codable {
    private enum CodingKeys: String, CodingKey {
        case format, version, file, key, server, database, keyName, keyGUID, fingerprint, verified, passwords, openedBy
    }

    private static let format = "backup verification receipt"
    private static let version = 1
    /// The years 1970 to 2199: what a store can keep.
    private static let times = 0..<7_258_118_400.0

    /// Reads a receipt of any coder.
    ///
    /// - Parameter decoder: What to read from.
    /// - Throws: ``BackupError`` as ``init(decoding:)``; what the decoder throws.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        guard try values.decode(String.self, forKey: .format) == Self.format else {
            throw BackupError.malformedReceipt("it says that it is something else")
        }
        let version = try values.decode(Int.self, forKey: .version)
        guard version <= Self.version else {
            throw BackupError(
                .unsupported, "The receipt has version \(version); this version reads up to \(Self.version).",
                advice: "Use the newer version that wrote it.")
        }
        func text(_ key: CodingKeys) throws -> String? {
            guard let text = try values.decodeIfPresent(String.self, forKey: key) else { return nil }
            guard text.utf8.count <= Self.maximumTextSize, text.onOneLine.utf8.elementsEqual(text.utf8) else {
                throw BackupError.malformedReceipt("'\(key.rawValue)' is no text of one line, or too long")
            }
            return text
        }
        func required<Value>(_ key: CodingKeys, _ value: Value?) throws -> Value {
            guard let value else { throw BackupError.malformedReceipt("'\(key.rawValue)' is missing or not valid") }
            return value
        }
        let kind = try required(.key, text(.key).flatMap(BackupFacts.KeyKind.init(rawValue:)))
        let database = try text(.database)
        let guid = try text(.keyGUID).map { try required(.keyGUID, UUID(uuidString: $0)) }
        switch kind {
        case .serviceMasterKey: break
        case .databaseMasterKey: _ = try required(.database, database)
        case .symmetricKey: _ = (try required(.database, database), try required(.keyGUID, guid))
        }
        let verified = try required(
            .verified, text(.verified).flatMap { try? Date($0, strategy: .iso8601) })
        guard Self.times.contains(verified.timeIntervalSince1970) else {
            throw BackupError.malformedReceipt("'verified' is not a time between 1970 and 2199")
        }
        let passwords = try values.decode([Password].self, forKey: .passwords)
        guard passwords.count <= BackupRecord.maximumPasswordCount else {
            throw BackupError.malformedReceipt("it has more than \(BackupRecord.maximumPasswordCount) passwords")
        }
        self.init(
            place: try required(.file, text(.file)), kind: kind,
            server: try required(.server, text(.server)), database: database,
            name: try text(.keyName), guid: guid,
            fingerprint: try required(
                .fingerprint, text(.fingerprint).flatMap { KeyFingerprint(hexadecimal: $0) }),
            verified: verified,
            passwords: try passwords.map { password in
                try required(.passwords, BackupRecord.PasswordEntry(id: password.id, label: password.label))
            },
            openedBy: try required(.openedBy, text(.openedBy)))
        guard self.passwords.contains(where: { $0.id == openedBy }) else {
            throw BackupError.malformedReceipt("'openedBy' is none of its passwords")
        }
    }

    /// Writes the receipt to any coder.
    ///
    /// - Parameter encoder: What to write to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(Self.format, forKey: .format)
        try values.encode(Self.version, forKey: .version)
        try values.encode(place, forKey: .file)
        try values.encode(kind.rawValue, forKey: .key)
        try values.encode(server, forKey: .server)
        try values.encodeIfPresent(database, forKey: .database)
        try values.encodeIfPresent(name, forKey: .keyName)
        try values.encodeIfPresent(guid?.uuidString, forKey: .keyGUID)
        try values.encode(fingerprint.description, forKey: .fingerprint)
        try values.encode(verified.formatted(.iso8601), forKey: .verified)
        try values.encode(passwords.map { Password(id: $0.id, label: $0.label) }, forKey: .passwords)
        try values.encode(openedBy, forKey: .openedBy)
    }

    private struct Password: Codable {
        let id: String
        let label: String
    }
}
