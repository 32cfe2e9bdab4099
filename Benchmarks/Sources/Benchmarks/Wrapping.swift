import CFloor
import KeyHierarchy
import KeyHierarchyTesting

/// One key of 32 bytes under another.
enum Wrapping {
    static func measure(into table: inout Table) async throws {
        let count = 200_000
        let key = try SecretBytes.random(count: 32)
        let secret = try SecretBytes.random(count: 32)
        var wrapping = try WrappingKey(key)
        let id = KeyEncryption.Identifier(
            key: .databaseMasterKey(of: DatabaseIdentifier(rawValue: 7)), slot: 2)
        let created = TestClock.start
        var encryption = try wrapping.wrap(secret, as: id, label: "service master key", created: created)

        table.add(
            "Wrap a key",
            try await Pairs(15, floor: { floor_wrap(Int64(count)) }) {
                try await time {
                    for _ in 0..<count { try wrapping.wrap(secret, into: &encryption) }
                }
            }, per: count, bound: 1.25)
        table.add(
            "Unwrap a key",
            try await Pairs(15, floor: { floor_unwrap(Int64(count)) }) {
                try await time {
                    for _ in 0..<count { _ = try wrapping.unwrap(encryption) }
                }
            }, per: count, bound: 1.25)
    }
}
