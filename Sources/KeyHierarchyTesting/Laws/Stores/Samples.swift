package import KeyHierarchy

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

// Records with nothing but the facts that a law, or a test of a store, is about.

extension Date {
    /// A time with microseconds, as a clock gives it.
    package static let sample = Date(timeIntervalSince1970: 1_753_000_000.123_456)
}

extension InstanceRecord {
    package static func sample(
        revision: Int64 = 1,
        formatVersion: Int32 = InstanceRecord.currentFormatVersion
    ) -> InstanceRecord {
        InstanceRecord(
            id: UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)), serverName: "SERVER\\SQL 2019",
            created: .sample, formatVersion: formatVersion, revision: revision, nextDatabase: 10_000,
            nextCredential: 65_536)
    }
}

extension DatabaseIdentifier {
    package static func sample(_ number: Int32) -> DatabaseIdentifier {
        DatabaseIdentifier(rawValue: number)
    }
}

extension DatabaseRecord {
    package static func sample(_ number: Int32, _ name: DatabaseName? = nil) throws -> DatabaseRecord {
        DatabaseRecord(
            id: .sample(number), name: try name ?? DatabaseName("Database \(number)"), family: UUID(), created: .sample)
    }
}

extension KeyIdentifier {
    package static func masterKey(_ database: Int32) -> KeyIdentifier {
        .databaseMasterKey(of: .sample(database))
    }

    package static func credential(_ number: Int32, in database: Int32) -> KeyIdentifier {
        KeyIdentifier(kind: .credential, database: .sample(database), number: number)
    }
}

extension KeyRecord {
    package static func sample(
        _ id: KeyIdentifier,
        version: Int64 = 1,
        identity: String = "DOMAIN\\user é"
    ) -> KeyRecord {
        let isKey = id.kind != .credential
        let hasDetails = id.kind == .certificate
        return KeyRecord(
            id: id, name: isKey ? KeyRecord.databaseMasterKeyName : "Credential \(id.number)", guid: UUID(),
            algorithm: isKey ? .aes256 : nil, fingerprint: isKey ? .sample(UInt8(truncatingIfNeeded: version)) : nil,
            identity: isKey ? nil : identity,
            details: hasDetails ? [UInt8](repeating: 0xA5, count: 1000) : [], created: .sample,
            modified: .sample.addingTimeInterval(1),
            version: version)
    }
}

extension KeyFingerprint {
    package static func sample(_ byte: UInt8) -> KeyFingerprint {
        guard let fingerprint = KeyFingerprint([UInt8](repeating: byte, count: byteCount)) else {
            preconditionFailure("A fingerprint has \(byteCount) bytes.")
        }
        return fingerprint
    }
}

extension KeyEncryption {
    package static func sample(
        _ key: KeyIdentifier,
        slot: Int32 = 1,
        by protector: Protector = .password,
        label: String = "a label",
        created: Date = .sample,
        lastProved: Date? = nil,
        sealed: [UInt8] = [UInt8](repeating: 7, count: 61)
    ) -> KeyEncryption {
        KeyEncryption(
            id: Identifier(key: key, slot: slot), protector: protector, label: label, created: created,
            lastProved: lastProved, sealed: SealedSecret(sealed))
    }
}

extension BackupRecord {
    package static func sample(
        _ key: KeyIdentifier,
        at place: String = "/backups/key.pem",
        after seconds: TimeInterval = 0,
        passwords: [PasswordEntry] = []
    ) -> BackupRecord {
        BackupRecord(
            key: key, fingerprint: .sample(9), place: place, isCopy: seconds > 0,
            verified: .sample.addingTimeInterval(seconds), passwords: passwords)
    }
}

extension BackupRecord.PasswordEntry {
    package static func sample(_ id: String, _ label: String) -> BackupRecord.PasswordEntry {
        guard let entry = BackupRecord.PasswordEntry(id: id, label: label) else {
            preconditionFailure("\(id) \(label) does not name a password of a backup.")
        }
        return entry
    }
}

extension KeyStore {
    /// Writes an instance, and databases with a master key each, under the service master key (slot 2) and, in slot 1,
    /// under a password.
    package func fill(databases: ClosedRange<Int32>) async throws {
        try await write { store in
            try store.put(InstanceRecord.sample())
            for number in databases {
                try store.put(try DatabaseRecord.sample(number))
                let key = KeyIdentifier.masterKey(number)
                try store.put(KeyRecord.sample(key))
                try store.put([
                    KeyEncryption.sample(key, slot: 1),
                    KeyEncryption.sample(key, slot: 2, by: .key(.serviceMasterKey)),
                ])
            }
        }
    }

    /// Returns the encryptions under a protector, batch by batch.
    package func batches(under protector: Protector, of size: Int) async throws -> [[KeyEncryption]] {
        try await read { store in
            var batches: [[KeyEncryption]] = []
            try store.forEachEncryption(under: protector, batchSize: size) { batches.append($0) }
            return batches
        }
    }
}
