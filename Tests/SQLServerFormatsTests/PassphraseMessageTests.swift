import KeyCryptography
import SQLServerFormats
import Testing

struct PassphraseMessageTests {
    private static let phrase: Password = "Nine small otters swim"

    @Test(arguments: try Vector.all("encrypt_by_passphrase", count: 15))
    func decryptsWhatOthersEncryptedAndEncryptsTheSame(vector: Vector) throws {
        let message = try #require(vector.ciphertext).bytes
        let plaintext = try #require(vector.plaintext_hex).bytes
        let passphrase = Password(try #require(vector.passphrase))
        let authenticator = vector.authenticator_hex?.bytes
        let version = try #require(vector.version.flatMap(MessageVersion.init))
        #expect(
            try PassphraseMessage.decrypt(message, passphrase: passphrase, authenticator: authenticator) == plaintext)
        let vector = Array(message[4..<(version == .v1 ? 12 : 20)])
        #expect(
            try PassphraseMessage.encrypt(
                plaintext, passphrase: passphrase, authenticator: authenticator, version: version,
                random: FixedSource(bytes: vector)) == message)
    }

    @Test(arguments: [MessageVersion.v1, .v2], [nil, [], [1, 2, 3]] as [[UInt8]?])
    func everyLengthComesBack(version: MessageVersion, authenticator: [UInt8]?) throws {
        let blockSize = version == .v1 ? 8 : 16
        for count in [Int](0...64) + [8000, 65_535] {
            let plaintext = try SystemRandomSource().bytes(count)
            let message = try PassphraseMessage.encrypt(
                plaintext, passphrase: Self.phrase, authenticator: authenticator, version: version)
            // The formula that Microsoft publishes for ENCRYPTBYKEY, without the GUID.
            let added = authenticator == nil ? 0 : 20
            #expect(message.count == 4 + blockSize + ((8 + added + count) / blockSize + 1) * blockSize)
            #expect(
                try PassphraseMessage.decrypt(message, passphrase: Self.phrase, authenticator: authenticator)
                    == plaintext)
        }
    }

    @Test func anotherPhraseOpensNothing() throws {
        let message = try PassphraseMessage.encrypt([1, 2, 3], passphrase: Self.phrase)
        for other in ["Nine small otters swi", "nine small otters swim", "Nine small otters swim ", ""] {
            #expect(try PassphraseMessage.decrypt(message, passphrase: Password(other)) == nil)
        }
    }

    @Test(arguments: [MessageVersion.v1, .v2])
    func anAuthenticatorMustBeTheSame(version: MessageVersion) throws {
        func message(_ authenticator: [UInt8]?) throws -> [UInt8] {
            try PassphraseMessage.encrypt(
                [1, 2, 3], passphrase: Self.phrase, authenticator: authenticator, version: version)
        }
        let authenticators: [[UInt8]?] = [nil, [], [0], [1, 2]]
        for made in authenticators {
            for given in authenticators {
                let plaintext = try PassphraseMessage.decrypt(
                    message(made), passphrase: Self.phrase, authenticator: given)
                #expect((plaintext == [1, 2, 3]) == (made == given))
                #expect((plaintext == nil) == (made != given))
            }
        }
    }

    @Test(arguments: [MessageVersion.v1, .v2])
    func everyTruncationIsRefused(version: MessageVersion) throws {
        let message = try PassphraseMessage.encrypt(
            [UInt8](0..<100), passphrase: Self.phrase, authenticator: [1], version: version)
        for count in message.indices {
            #expect(
                try PassphraseMessage.decrypt(Array(message[..<count]), passphrase: Self.phrase, authenticator: [1])
                    == nil)
        }
        for count in 1...32 {
            let longer = message + [UInt8](repeating: 0, count: count)
            #expect(try PassphraseMessage.decrypt(longer, passphrase: Self.phrase, authenticator: [1]) == nil)
        }
    }

    /// With an authenticator, the hash notices every change; without one, some changes of the ciphertext pass.
    @Test(arguments: [MessageVersion.v1, .v2])
    func everyBitOfAnAuthenticatedMessageMatters(version: MessageVersion) throws {
        let message = try PassphraseMessage.encrypt(
            [UInt8](0..<40), passphrase: Self.phrase, authenticator: [1], version: version)
        for bit in 0..<(8 * message.count) {
            #expect(
                try PassphraseMessage.decrypt(message.flipping(bit: bit), passphrase: Self.phrase, authenticator: [1])
                    == nil)
        }
    }

    @Test func onlyTwoVersionsAreRead() throws {
        let message = try PassphraseMessage.encrypt([1, 2, 3], passphrase: Self.phrase)
        for version in [[0, 0, 0, 0], [3, 0, 0, 0], [2, 1, 0, 0], [2, 0, 0, 1], [0, 0, 0, 2]] as [[UInt8]] {
            #expect(try PassphraseMessage.decrypt(version + message[4...], passphrase: Self.phrase) == nil)
        }
    }

    @Test func aPlaintextThatTheFormatCannotHoldIsRefused() throws {
        let plaintext = [UInt8](repeating: 0, count: 65_536)
        let error = #expect(throws: CryptographyError.self) {
            try PassphraseMessage.encrypt(plaintext, passphrase: Self.phrase)
        }
        #expect(error?.code == .tooLong)
    }

    @Test func twoMessagesOfOneValueDiffer() throws {
        #expect(
            try PassphraseMessage.encrypt([1], passphrase: Self.phrase)
                != PassphraseMessage.encrypt([1], passphrase: Self.phrase))
    }
}
