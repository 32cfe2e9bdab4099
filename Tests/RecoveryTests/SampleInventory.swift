import Foundation
import KeyHierarchy
import Recovery

/// Inventories that are written down, of instances that need not be.
struct SampleInventory {
    static let time = Date(timeIntervalSince1970: 1_764_000_000)

    var server = "SQLPROD01"
    var databases: [Inventory.Database] = [Inventory.Database(id: .master, name: "master")]
    var keys: [Inventory.Key] = []

    /// A service master key under a machine key and a service account key, with a backup and a copy, and nothing else.
    init(isInOrder: Bool = true) {
        let ways = [way(1, .root(.machineKey), "machine key"), way(2, .root(.serviceAccount), "service account")]
        keys = [key(.serviceMasterKey, "##MS_ServiceMasterKey##", "service master key", ways: ways)]
        if isInOrder { keys = keys.map { backedUp($0) } }
    }

    var inventory: Inventory {
        Inventory(server: server, time: Self.time, databases: databases, keys: keys)
    }

    static func fingerprint(_ byte: UInt8) -> KeyFingerprint {
        guard let fingerprint = KeyFingerprint([UInt8](repeating: byte, count: KeyFingerprint.byteCount)) else {
            preconditionFailure("A fingerprint has that many bytes.")
        }
        return fingerprint
    }

    /// A date some days before the time of the inventory.
    static func daysAgo(_ days: Double) -> Date {
        time.addingTimeInterval(-days * 86_400)
    }

    func way(
        _ slot: Int32,
        _ protector: Protector,
        _ label: String = "password",
        isProved: Bool = true
    ) -> Inventory.Encryption {
        Inventory.Encryption(
            slot: slot, protector: protector, label: label, created: Self.daysAgo(100),
            lastProved: isProved ? Self.daysAgo(1) : nil)
    }

    func key(
        _ id: KeyIdentifier,
        _ name: String,
        _ title: String,
        ways: [Inventory.Encryption],
        fingerprint: KeyFingerprint? = fingerprint(1),
        expiry: Date? = nil,
        backups: [BackupRecord] = []
    ) -> Inventory.Key {
        Inventory.Key(
            id: id, name: name, title: title, guid: UUID(), fingerprint: fingerprint, modified: Self.time,
            expiryDate: expiry, encryptions: ways, backups: backups)
    }

    func backup(
        of id: KeyIdentifier,
        at place: String,
        daysAgo: Double = 3,
        holding byte: UInt8 = 1,
        isCopy: Bool = false
    ) -> BackupRecord {
        BackupRecord(
            key: id, fingerprint: Self.fingerprint(byte), place: place, isCopy: isCopy, verified: Self.daysAgo(daysAgo),
            passwords: [BackupRecord.PasswordEntry(id: "0a1b2c3d", label: "vault envelope 3")].compactMap { $0 })
    }

    /// The key with a backup and a copy of it.
    func backedUp(_ key: Inventory.Key, daysAgo: Double = 3) -> Inventory.Key {
        let file = "\(key.id.database.rawValue)-\(key.id.kind.rawValue)-\(key.id.number).pem"
        return self.key(
            key.id, key.name, key.title, ways: key.encryptions, fingerprint: key.fingerprint, expiry: key.expiryDate,
            backups: [
                backup(of: key.id, at: "/backups/\(file)", daysAgo: daysAgo),
                backup(of: key.id, at: "/mnt/usb/\(file)", daysAgo: daysAgo, isCopy: true),
            ])
    }

    /// Adds a database with a master key under the service master key and a password.
    @discardableResult
    mutating func addDatabase(
        _ name: DatabaseName,
        isEncrypted: Bool = false,
        isBackedUp: Bool = true,
        isUnderServiceMasterKey: Bool = true,
        label: String = "password"
    ) -> DatabaseIdentifier {
        let id = DatabaseIdentifier(rawValue: Int32(4 + databases.count))
        databases.append(Inventory.Database(id: id, name: name, isEncrypted: isEncrypted))
        var ways = [way(2, .password, label)]
        if isUnderServiceMasterKey { ways.insert(way(1, .key(.serviceMasterKey), "service master key"), at: 0) }
        let masterKey = key(
            .databaseMasterKey(of: id), "##MS_DatabaseMasterKey##", "master key of database \(name)", ways: ways)
        keys.append(isBackedUp ? backedUp(masterKey) : masterKey)
        return id
    }

    /// Adds a key below the master key of a database, or under something else.
    @discardableResult
    mutating func add(
        _ kind: KeyIdentifier.Kind,
        _ name: String,
        in database: DatabaseIdentifier,
        by protector: Protector? = nil,
        isBackedUp: Bool = false,
        expiry: Date? = nil
    ) -> KeyIdentifier {
        let number = Int32(256 + keys.count)
        let id =
            kind == .databaseEncryptionKey
            ? KeyIdentifier.databaseEncryptionKey(of: database)
            : KeyIdentifier(kind: kind, database: database, number: number)
        let noun =
            switch kind {
            case .certificate: "certificate"
            case .symmetricKey: "symmetric key"
            case .credential: "credential"
            case .databaseEncryptionKey: "encryption key of database"
            default: "key"
            }
        let new = key(
            id, name, "\(noun) '\(name)'", ways: [way(1, protector ?? .key(.databaseMasterKey(of: database)), "")],
            fingerprint: kind == .credential ? nil : Self.fingerprint(1), expiry: expiry)
        keys.append(isBackedUp ? backedUp(new) : new)
        return id
    }
}
