import Foundation
import KeyHierarchy

// The records as a file holds them. They are the format: a member that changes its name or type makes a new version.
//
// Times are seconds since 2001 in floating point, as `Date` counts them: each number in a file is read as the very date
// that was written.

struct StoredInstance: Codable {
    let id: UUID
    let serverName: String
    let created: Date
    let formatVersion: Int32
    let revision: Int64
    let nextDatabase: Int32
    let nextCredential: Int32

    init(_ record: InstanceRecord) {
        id = record.id
        serverName = record.serverName
        created = record.created
        formatVersion = record.formatVersion
        revision = record.revision
        nextDatabase = record.nextDatabase
        nextCredential = record.nextCredential
    }

    var record: InstanceRecord {
        InstanceRecord(
            id: id, serverName: serverName, created: created, formatVersion: formatVersion, revision: revision,
            nextDatabase: nextDatabase, nextCredential: nextCredential)
    }
}

struct StoredDatabase: Codable {
    let id: Int32
    let name: String
    let family: UUID
    let created: Date

    init(_ record: DatabaseRecord) {
        id = record.id.rawValue
        name = record.name.description
        family = record.family
        created = record.created
    }

    var record: DatabaseRecord {
        get throws {
            DatabaseRecord(
                id: DatabaseIdentifier(rawValue: id), name: try DatabaseName(name), family: family, created: created)
        }
    }
}

struct StoredKeyIdentifier: Codable {
    let kind: UInt8
    let database: Int32
    let number: Int32

    init(_ id: KeyIdentifier) {
        kind = id.kind.rawValue
        database = id.database.rawValue
        number = id.number
    }

    var identifier: KeyIdentifier {
        get throws {
            guard let kind = KeyIdentifier.Kind(rawValue: kind) else { throw UnknownValue(what: "kind of key") }
            return KeyIdentifier(kind: kind, database: DatabaseIdentifier(rawValue: database), number: number)
        }
    }
}

struct StoredKey: Codable {
    let id: StoredKeyIdentifier
    let name: String
    let guid: UUID
    let algorithm: UInt8?
    let fingerprint: String?
    let identity: String?
    let details: Data?
    let created: Date
    let modified: Date
    let version: Int64

    init(_ record: KeyRecord) {
        id = StoredKeyIdentifier(record.id)
        name = record.name
        guid = record.guid
        algorithm = record.algorithm?.rawValue
        fingerprint = record.fingerprint?.description
        identity = record.identity
        details = record.details.isEmpty ? nil : Data(record.details)
        created = record.created
        modified = record.modified
        version = record.version
    }

    var record: KeyRecord {
        get throws {
            KeyRecord(
                id: try id.identifier, name: name, guid: guid,
                algorithm: try algorithm.map { try known(KeyAlgorithm(rawValue: $0), "algorithm") },
                fingerprint: try fingerprint.map { try known(KeyFingerprint(hexadecimal: $0), "fingerprint") },
                identity: identity, details: details.map { Array($0) } ?? [], created: created, modified: modified,
                version: version)
        }
    }
}

enum StoredProtector: Codable {
    case root(String)
    case key(StoredKeyIdentifier)
    case password

    init(_ protector: Protector) throws {
        switch protector {
        case .root(let name): self = .root(name.rawValue)
        case .key(let id): self = .key(StoredKeyIdentifier(id))
        case .password: self = .password
        // A later version of the library has more kinds: the format needs a word for each before it can keep them.
        @unknown default: throw UnknownValue(what: "kind of protector")
        }
    }

    var protector: Protector {
        get throws {
            switch self {
            case .root(let name): .root(RootProtectorName(rawValue: name))
            case .key(let id): .key(try id.identifier)
            case .password: .password
            }
        }
    }
}

struct StoredEncryption: Codable {
    let key: StoredKeyIdentifier
    let slot: Int32
    let protector: StoredProtector
    let label: String
    let created: Date
    let lastProved: Date?
    let sealed: Data

    init(_ record: KeyEncryption) throws {
        key = StoredKeyIdentifier(record.id.key)
        slot = record.id.slot
        protector = try StoredProtector(record.protector)
        label = record.label
        created = record.created
        lastProved = record.lastProved
        sealed = Data(record.sealed.bytes)
    }

    var record: KeyEncryption {
        get throws {
            KeyEncryption(
                id: KeyEncryption.Identifier(key: try key.identifier, slot: slot), protector: try protector.protector,
                label: label, created: created, lastProved: lastProved, sealed: SealedSecret(Array(sealed)))
        }
    }
}

struct StoredBackup: Codable {
    let key: StoredKeyIdentifier
    let fingerprint: String
    let place: String
    let isCopy: Bool
    let verified: Date
    let passwords: [StoredBackupPassword]

    init(_ record: BackupRecord) {
        key = StoredKeyIdentifier(record.key)
        fingerprint = record.fingerprint.description
        place = record.place
        isCopy = record.isCopy
        verified = record.verified
        passwords = record.passwords.map { StoredBackupPassword(id: $0.id, label: $0.label) }
    }

    var record: BackupRecord {
        get throws {
            BackupRecord(
                key: try key.identifier,
                fingerprint: try known(KeyFingerprint(hexadecimal: fingerprint), "fingerprint"), place: place,
                isCopy: isCopy, verified: verified,
                passwords: try passwords.map { password in
                    try known(
                        BackupRecord.PasswordEntry(id: password.id, label: password.label), "password of a backup")
                })
        }
    }
}

struct StoredBackupPassword: Codable {
    let id: String
    let label: String
}

/// A value that the format does not know.
private struct UnknownValue: Error, CustomStringConvertible {
    let what: String

    var description: String {
        "There is a \(what) that the format does not know."
    }
}

private func known<Value>(_ value: Value?, _ what: String) throws -> Value {
    guard let value else { throw UnknownValue(what: what) }
    return value
}
