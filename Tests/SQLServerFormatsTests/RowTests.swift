import KeyCryptography
import SQLServerFormats
import Testing

struct RowTests {
    private let key: MessageKey

    init() throws {
        key = try MessageKey.random(.aes256, guid: MessageKey.randomGUID())
    }

    @Test(arguments: [0, 1, 511, 512, 513, 5000]) func everyRowComesBackInItsPlace(count: Int) throws {
        let rows = (0..<count).map { [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: $0 % 50) }
        let messages = try key.encrypt(rows: rows)
        #expect(try key.decrypt(rows: messages) == rows)
        let cipher = try KeyMessageCipher(key)
        for (row, message) in zip(rows, messages) { #expect(try cipher.decrypt(message) == row) }
        #expect(Set(messages).count == count)
    }

    @Test func everyRowHasItsAuthenticator() throws {
        let rows = (0..<2000).map { [UInt8($0 % 256)] }
        let authenticators = (0..<2000).map { [UInt8($0 % 256), UInt8($0 / 256)] }
        let messages = try key.encrypt(rows: rows, authenticators: authenticators, version: .v1)
        #expect(try key.decrypt(rows: messages, authenticators: authenticators) == rows)
        let cipher = try KeyMessageCipher(key)
        for row in [0, 1, 511, 512, 1999] {
            #expect(try cipher.decrypt(messages[row], authenticator: authenticators[row]) == rows[row])
        }
        let moved = Array(authenticators.dropFirst()) + [authenticators[0]]
        #expect(try key.decrypt(rows: messages, authenticators: moved).allSatisfy { $0 == nil })
        #expect(try key.decrypt(rows: messages).allSatisfy { $0 == nil })
    }

    @Test func aRowThatDoesNotDecryptIsNil() throws {
        var messages = try key.encrypt(rows: (0..<1500).map { [UInt8($0 % 256)] })
        messages[700] = []
        messages[1200] = [1, 2, 3]
        let rows = try key.decrypt(rows: messages)
        #expect(rows.indices.filter { rows[$0] == nil } == [700, 1200])
    }

    @Test func oneRowThatIsTooLongFailsTheWhole() throws {
        var rows = [[UInt8]](repeating: [1], count: 3000)
        rows[2500] = [UInt8](repeating: 0, count: 65_536)
        let error = #expect(throws: CryptographyError.self) { try key.encrypt(rows: rows) }
        #expect(error?.code == .tooLong)
    }

    private struct EmptySource: RandomSource {
        struct Empty: Error {}

        func fill(_ bytes: inout MutableRawSpan) throws {
            throw Empty()
        }
    }

    @Test func withoutRandomnessNothingIsEncrypted() throws {
        let error = #expect(throws: CryptographyError.self) {
            try key.encrypt(rows: [[1], [2]], random: EmptySource())
        }
        #expect(error?.code == .randomnessUnavailable)
    }
}
