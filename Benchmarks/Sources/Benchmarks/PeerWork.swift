import Backup
import KeyHierarchy
import KeyHierarchyTesting

/// The work that `Peers/peers.py` gives to others too. Prints a name and the median time in nanoseconds, a line for each.
enum PeerWork {
    static func measure() async throws {
        let secret = try SecretBytes.random(count: 32)
        var wrapping = try WrappingKey(try SecretBytes.random(count: 32))
        let id = KeyEncryption.Identifier(
            key: .databaseMasterKey(of: DatabaseIdentifier(rawValue: 7)), slot: 2)
        let encryption = try wrapping.wrap(secret, as: id, created: TestClock.start)
        let count = 20_000
        try await report("wrap", runs: 15, per: count) {
            for _ in 0..<count { _ = try wrapping.wrap(secret, as: id, created: TestClock.start) }
        }
        try await report("unwrap", runs: 15, per: count) {
            for _ in 0..<count { _ = try wrapping.unwrap(encryption) }
        }

        // A master key under a new password: derived once, sealed, and kept in memory.
        for (name, derivation) in [("scrypt-2^17", PasswordDerivation.scrypt), ("pbkdf2-600000", .pbkdf2)] {
            let instance = try await TestInstance { $0.passwordDerivation = derivation }
            var number = 0
            try await report(name, runs: 7, per: 1) {
                number += 1
                let database = try DatabaseName("Sales \(number)")
                try await instance.session.createDatabase(database)
                try await instance.session.createMasterKey(in: database, password: "9-Small-Otters-Swim")
            }
        }
    }

    private static func report(
        _ name: String,
        runs: Int,
        per count: Int,
        _ work: () async throws -> Void
    ) async throws {
        var times: [Double] = []
        for _ in 0..<runs { times.append(try await time(work) / Double(count)) }
        print(name, median(times))
    }
}
