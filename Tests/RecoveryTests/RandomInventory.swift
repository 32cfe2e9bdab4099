import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Recovery
import Testing

/// Small hierarchies of any shape, such as no instance would have: keys in circles, under keys that are gone, with backups of
/// any age.
struct RandomInventory {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    mutating func inventory() throws -> Inventory {
        var databases: [Inventory.Database] = [Inventory.Database(id: .master, name: "master")]
        for number in 5..<5 + Int.random(in: 1...3, using: &random) {
            databases.append(
                Inventory.Database(
                    id: DatabaseIdentifier(rawValue: Int32(number)), name: try DatabaseName("Database \(number)"),
                    isEncrypted: Bool.random(using: &random)))
        }
        var ids: [KeyIdentifier] = [.serviceMasterKey]
        for database in databases {
            if chance(0.8) { ids.append(.databaseMasterKey(of: database.id)) }
            if database.isEncrypted { ids.append(.databaseEncryptionKey(of: database.id)) }
            for number in 0..<Int.random(in: 0...3, using: &random) {
                let kind: KeyIdentifier.Kind = pick([.symmetricKey, .certificate, .credential])
                ids.append(KeyIdentifier(kind: kind, database: database.id, number: Int32(256 + number)))
            }
        }
        let keys = try ids.map { try key($0, among: ids) }
        return Inventory(server: "RANDOM", time: Date(timeIntervalSince1970: 0), databases: databases, keys: keys)
    }

    private mutating func key(_ id: KeyIdentifier, among ids: [KeyIdentifier]) throws -> Inventory.Key {
        let date = Date(timeIntervalSince1970: 0)
        let fingerprint = try #require(KeyFingerprint((0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }))
        var encryptions: [Inventory.Encryption] = []
        for slot in 1...3 where chance(0.6) {
            let protector: Protector
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<3: protector = .password
            case 3..<4 where id == .serviceMasterKey: protector = .root(.machineKey)
            case 4..<6 where id == .serviceMasterKey: protector = .root(.serviceAccount)
            case 9: protector = .key(KeyIdentifier(kind: .symmetricKey, database: .master, number: 999))
            default: protector = .key(pick(ids))
            }
            encryptions.append(
                Inventory.Encryption(
                    slot: Int32(slot), protector: protector, label: label(), created: date))
        }
        let older = try #require(KeyFingerprint([UInt8](repeating: 0, count: 16)))
        var backups: [BackupRecord] = []
        for number in 0..<Int.random(in: 0...2, using: &random) where id.kind != .credential {
            let passwords = (0..<Int.random(in: 0...2, using: &random)).compactMap { entry in
                BackupRecord.PasswordEntry(id: "0000000\(number * 2 + entry)", label: label())
            }
            backups.append(
                BackupRecord(
                    key: id,
                    fingerprint: chance(0.7) ? fingerprint : older,
                    place: "/backups/\(Int.random(in: 0...5, using: &random))", isCopy: false, verified: date,
                    passwords: passwords))
        }
        return Inventory.Key(
            id: id, name: "key \(id.number)", title: "key \(id.number)", guid: UUID(), fingerprint: fingerprint,
            modified: date, encryptions: encryptions, backups: backups)
    }

    private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int.random(in: choices.indices, using: &random)]
    }

    private mutating func label() -> String {
        pick(["password", "vault", "on call", "safe"])
    }

    private mutating func chance(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &random) < probability
    }
}
