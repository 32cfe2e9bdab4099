import Foundation
import KeyHierarchy

/// The names of backups: `SQLPROD01.service-master-key.20260101T000000Z.9f2c81d0.pem`, or with `database-5-Sales` for a
/// database. They sort by key and time, tell the key by the beginning of its fingerprint, and are never used again.
enum FileNames {
    /// How much of a database's name a file has; its number tells it from others anyway.
    private static let nameLimit = 40

    static func backup(of key: FleetKey, instance: String, time: Date, attempt: Int) -> String {
        let stamp = time.formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
        let fingerprint = key.fingerprint.description.prefix(8)
        let suffix = attempt == 1 ? "" : "-\(attempt)"
        return "\(instance).\(subject(key.subject)).\(stamp)\(suffix).\(fingerprint).pem"
    }

    private static func subject(_ subject: FleetKey.Subject) -> String {
        switch subject {
        case .serviceMasterKey: "service-master-key"
        case .masterKey(let database): "database-\(database.id)-\(plain(database.name.description))"
        }
    }

    /// A name with `_` for whatever a file system, or a shell, could take for something else.
    private static func plain(_ name: String) -> String {
        String(decoding: name.utf8.prefix(nameLimit).map { isPlain($0) ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
    }

    /// Whether a byte stands for itself in every file system and shell: a letter, a digit, `-` or `_`.
    static func isPlain(_ byte: UInt8) -> Bool {
        let scalar = Unicode.Scalar(byte)
        return scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains(scalar))
    }
}
