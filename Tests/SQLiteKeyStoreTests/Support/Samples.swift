import Foundation
import KeyHierarchy

// Records with nothing but the facts that a test is about.

extension Date {
    /// A time with microseconds, as a clock gives it.
    static let sample = Date(timeIntervalSince1970: 1_753_000_000.123_456)
}

extension InstanceRecord {
    static func sample(revision: Int64 = 1) -> InstanceRecord {
        InstanceRecord(
            id: UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)), serverName: "SERVER\\SQL 2019",
            created: .sample, revision: revision, nextDatabase: 1_000, nextCredential: 65_536)
    }
}

extension DatabaseRecord {
    static func sample(_ id: Int32, _ name: DatabaseName? = nil) throws -> DatabaseRecord {
        DatabaseRecord(
            id: DatabaseIdentifier(rawValue: id), name: try name ?? DatabaseName("Database \(id)"), family: UUID(),
            created: .sample)
    }
}

extension KeyIdentifier {
    static func masterKey(_ database: Int32) -> KeyIdentifier {
        .databaseMasterKey(of: DatabaseIdentifier(rawValue: database))
    }

    static func credential(_ number: Int32, in database: Int32) -> KeyIdentifier {
        KeyIdentifier(kind: .credential, database: DatabaseIdentifier(rawValue: database), number: number)
    }
}

extension KeyRecord {
    static func sample(_ id: KeyIdentifier, version: Int64 = 1) -> KeyRecord {
        let isKey = id.kind != .credential
        return KeyRecord(
            id: id, name: isKey ? "##MS_DatabaseMasterKey##" : "Credential \(id.number)", guid: UUID(),
            algorithm: isKey ? .aes256 : nil, fingerprint: isKey ? .sample(UInt8(version)) : nil,
            identity: isKey ? nil : "DOMAIN\\user é", created: .sample, modified: .sample.addingTimeInterval(1),
            version: version)
    }
}

extension KeyFingerprint {
    static func sample(_ byte: UInt8) -> KeyFingerprint {
        guard let fingerprint = KeyFingerprint([UInt8](repeating: byte, count: 16)) else {
            preconditionFailure("A fingerprint has 16 bytes.")
        }
        return fingerprint
    }
}

extension KeyEncryption {
    static func sample(
        _ key: KeyIdentifier,
        slot: Int32 = 1,
        by protector: Protector = .password,
        label: String = "a label",
        lastProved: Date? = nil,
        sealed: [UInt8] = [UInt8](repeating: 7, count: 61)
    ) -> KeyEncryption {
        KeyEncryption(
            id: Identifier(key: key, slot: slot), protector: protector, label: label, created: .sample,
            lastProved: lastProved, sealed: SealedSecret(sealed))
    }
}

extension BackupRecord {
    static func sample(_ key: KeyIdentifier, at place: String, after seconds: TimeInterval = 0) -> BackupRecord {
        BackupRecord(
            key: key, fingerprint: .sample(9), place: place, isCopy: seconds > 0,
            verified: .sample.addingTimeInterval(seconds))
    }
}

/// An error of a test's own.
struct OwnError: Error, Equatable {
    let number: Int
}
