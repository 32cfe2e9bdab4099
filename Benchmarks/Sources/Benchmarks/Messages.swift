import CFloor
import Foundation
import SQLServerFormats
import SealedMessages

/// Encrypting values as SQL Server does, and sealing messages.
enum Messages {
    static func measure(into table: inout Table, isQuick: Bool) async throws {
        try await measureKeyMessages(into: &table)
        try await measureRows(into: &table, count: isQuick ? 10_000 : 1_000_000)
        try await measureSealing(into: &table)
    }

    private static func measureKeyMessages(into table: inout Table) async throws {
        var cipher = try KeyMessageCipher(MessageKey.random(.aes256, guid: MessageKey.randomGUID()))
        for (size, count, bound) in [(100, 100_000, 1.3), (8000, 5000, 1.11)] {
            let plaintext = [UInt8](repeating: 7, count: size)
            let message = try cipher.encrypt(plaintext)
            table.add(
                "ENCRYPTBYKEY, \(size.formatted()) bytes, AES-256",
                try await Pairs(15, floor: { floor_encrypt(Int64(count), Int64(size)) }) {
                    try await time { for _ in 0..<count { _ = try cipher.encrypt(plaintext) } }
                }, per: count, bound: bound)
            table.add(
                "DECRYPTBYKEY, \(size.formatted()) bytes, AES-256",
                try await Pairs(15, floor: { floor_decrypt(Int64(count), Int64(size)) }) {
                    try await time { for _ in 0..<count { _ = try cipher.decrypt(message) } }
                }, per: count)
        }
    }

    private static func measureRows(into table: inout Table, count: Int) async throws {
        let processors = ProcessInfo.processInfo.activeProcessorCount
        let key = try MessageKey.random(.aes256, guid: MessageKey.randomGUID())
        let rows = [[UInt8]](repeating: [UInt8](repeating: 7, count: 100), count: count)
        table.add(
            "ENCRYPTBYKEY, \(count.formatted()) rows of 100 bytes at once, each row and processor",
            try await Pairs(9, floor: { floor_encrypt_rows(Int64(count), 100, Int32(processors)) }) {
                var messages: [[UInt8]] = []
                let duration = try await time { messages = try key.encrypt(rows: rows) }
                // What is given back afterwards does not count, as with the floor.
                withExtendedLifetime(messages) {}
                return duration
            }, per: count / processors)
    }

    private static func measureSealing(into table: inout Table) async throws {
        let key = try SealingKey(.init(guid: UUID(), version: 1), bytes: .random(count: SealingKey.size))
        let keyring = Keyring([key])
        let frameSize = Int64(MessageSealer.defaultFrameSize)
        for (name, size, count) in [("100 bytes", 100, 10_000), ("1 MiB in frames of 64 KiB", 1 << 20, 50)] {
            let plaintext = [UInt8](repeating: 7, count: size)
            let message = try MessageSealer.seal(plaintext, with: key)
            table.add(
                "Seal a message of \(name)",
                try await Pairs(15, floor: { floor_seal(Int64(count), Int64(size), frameSize, 1) }) {
                    try await time { for _ in 0..<count { _ = try MessageSealer.seal(plaintext, with: key) } }
                }, per: count)
            table.add(
                "Open a message of \(name)",
                try await Pairs(15, floor: { floor_seal(Int64(count), Int64(size), frameSize, 0) }) {
                    try await time { for _ in 0..<count { _ = try MessageOpener.open(message, with: keyring) } }
                }, per: count)
        }
    }
}
