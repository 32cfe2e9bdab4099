import Foundation
import KeyCryptography
import SQLServerFormats
import Testing

struct KeyMessageTests {
    private static let keyBytes = [UInt8](0..<32)
    private static let guid = UUID(uuidString: "56223600-5BB6-4D9B-BDF3-705E081C5B47") ?? UUID()

    private func cipher(_ algorithm: SymmetricAlgorithm = .aes256) throws -> KeyMessageCipher {
        try KeyMessageCipher(
            MessageKey(
                algorithm, guid: Self.guid, bytes: SecretBytes(Array(Self.keyBytes.prefix(algorithm.keySize)))))
    }

    @Test(arguments: try Vector.all("encrypt_by_key", count: 1))
    func decryptsWhatSQLServerEncryptedAndEncryptsTheSame(vector: Vector) throws {
        let message = try #require(vector.message).bytes
        let plaintext = try #require(vector.plaintext_hex).bytes
        let guid = try #require(vector.key_guid.flatMap(UUID.init))
        let algorithm = try #require(vector.algorithm.flatMap(SymmetricAlgorithm.init))
        let key = try MessageKey(algorithm, guid: guid, bytes: SecretBytes(try #require(vector.key_hex).bytes))
        var cipher = try KeyMessageCipher(key, random: FixedSource(bytes: try #require(vector.iv_hex).bytes))
        #expect(try cipher.decrypt(message) == plaintext)
        let version = try #require(vector.version.flatMap(MessageVersion.init))
        #expect(try cipher.encrypt(plaintext, version: version) == message)
    }

    @Test(arguments: try Vector.all("encrypt_by_key", count: 1) + Vector.all("encrypt_by_key_layout", count: 1))
    func showsItsKeyAndVersion(vector: Vector) throws {
        let message = try #require(vector.message).bytes
        let shown = try #require(KeyMessage(message))
        #expect(shown.keyGUID.uuidString == vector.key_guid)
        #expect(shown.version.rawValue == vector.version)
        #expect(KeyMessage.keyGUID(of: message) == shown.keyGUID)
        let bodyLength = vector.body_length ?? 16
        #expect(message.count == 16 + 4 + 16 + bodyLength)
    }

    @Test(arguments: SymmetricAlgorithm.allCases, [MessageVersion.v1, .v2])
    func everyAlgorithmAndLengthComesBack(algorithm: SymmetricAlgorithm, version: MessageVersion) throws {
        var cipher = try cipher(algorithm)
        let blockSize = algorithm.blockSize
        for count in [Int](0...40) + [7931, 65_535] {
            for authenticator in [nil, [1, 2, 3]] as [[UInt8]?] {
                let plaintext = try SystemRandomSource().bytes(count)
                let message = try cipher.encrypt(plaintext, authenticator: authenticator, version: version)
                // The formula that Microsoft publishes.
                let added = authenticator == nil ? 0 : 20
                #expect(message.count == 16 + 4 + blockSize + ((8 + added + count) / blockSize + 1) * blockSize)
                #expect(KeyMessage(message)?.version == version)
                #expect(try cipher.decrypt(message, authenticator: authenticator) == plaintext)
            }
        }
    }

    @Test func noTwoMessagesHaveOneInitializationVector() throws {
        var cipher = try cipher()
        let vectors = Set(try (0..<2000).map { _ in Array(try cipher.encrypt([1])[20..<36]) })
        #expect(vectors.count == 2000)
    }

    @Test func anotherKeyOpensNothing() throws {
        var cipher = try cipher()
        let message = try cipher.encrypt([1, 2, 3], authenticator: [1])
        let sameGUID = try KeyMessageCipher(MessageKey.random(.aes256, guid: Self.guid))
        #expect(try sameGUID.decrypt(message, authenticator: [1]) == nil)
        let sameBytes = try KeyMessageCipher(
            MessageKey(.aes256, guid: MessageKey.randomGUID(), bytes: SecretBytes(Self.keyBytes)))
        #expect(try sameBytes.decrypt(message, authenticator: [1]) == nil)
    }

    @Test func anAuthenticatorMustBeTheSame() throws {
        var cipher = try cipher()
        let authenticators: [[UInt8]?] = [nil, [], [0], [1, 2]]
        for made in authenticators {
            for given in authenticators {
                let message = try cipher.encrypt([1, 2, 3], authenticator: made)
                #expect(try cipher.decrypt(message, authenticator: given) == (made == given ? [1, 2, 3] : nil))
            }
        }
    }

    @Test func everyTruncationAndExtensionIsRefused() throws {
        var cipher = try cipher()
        let message = try cipher.encrypt([UInt8](0..<100))
        for count in message.indices { #expect(try cipher.decrypt(Array(message[..<count])) == nil) }
        for count in 1...32 {
            #expect(try cipher.decrypt(message + [UInt8](repeating: 0, count: count)) == nil)
        }
        #expect(KeyMessage(Array(message[..<19])) == nil)
        #expect(KeyMessage.keyGUID(of: Array(message[..<15])) == nil)
        #expect(KeyMessage.keyGUID(of: Array(message[..<16])) == Self.guid)
    }

    @Test func everyBitOfAnAuthenticatedMessageMatters() throws {
        var cipher = try cipher()
        let message = try cipher.encrypt([UInt8](0..<40), authenticator: [1])
        for bit in 0..<(8 * message.count) {
            // The version is authenticated by nothing: 1 and 2 differ in two bits, and both are read.
            #expect(try cipher.decrypt(message.flipping(bit: bit), authenticator: [1]) == nil)
        }
    }

    /// What decrypts to whole blocks with a padding, and is none of our messages all the same.
    @Test(
        arguments: [
            ("as it should be", [0x0D, 0xF0, 0xAD, 0xBA, 0, 0, 2, 0, 7, 8], [7, 8]),
            ("nothing", [], nil),
            ("less than a header", [0x0D, 0xF0, 0xAD, 0xBA, 0, 0, 0], nil),
            ("a header alone", [0x0D, 0xF0, 0xAD, 0xBA, 0, 0, 0, 0], []),
            ("another magic number", [0x0D, 0xF0, 0xAD, 0xBB, 0, 0, 2, 0, 7, 8], nil),
            ("a plaintext that is too short", [0x0D, 0xF0, 0xAD, 0xBA, 0, 0, 2, 0, 7], nil),
            ("a plaintext that is too long", [0x0D, 0xF0, 0xAD, 0xBA, 0, 0, 2, 0, 7, 8, 9], nil),
            ("a length beyond the end", [0x0D, 0xF0, 0xAD, 0xBA, 0, 0, 0xFF, 0xFF, 7, 8], nil),
            ("a hash beyond the end", [0x0D, 0xF0, 0xAD, 0xBA, 0xFF, 0xFF, 2, 0, 7, 8], nil),
            ("both", [0x0D, 0xF0, 0xAD, 0xBA, 0xFF, 0xFF, 0xFF, 0xFF], nil),
            ("a hash of two bytes", [0x0D, 0xF0, 0xAD, 0xBA, 2, 0, 0, 0, 7, 8], nil),
        ] as [(String, [UInt8], [UInt8]?)])
    func anEnvelopeMustFit(name: String, envelope: [UInt8], plaintext: [UInt8]?) throws {
        var cipher = try cipher()
        let prefix = try cipher.encrypt([]).prefix(36)
        let padding = 16 - envelope.count % 16
        let blocks = SecretBytes(envelope + [UInt8](repeating: UInt8(padding), count: padding))
        unsafe try CBCCipher(.encrypting, .aes256, key: SecretBytes(Self.keyBytes))
            .process(blocks.mutableBytes, initializationVector: Array(prefix[20...]).span.bytes)
        #expect(try cipher.decrypt(prefix + blocks.array) == plaintext)
    }

    /// A message with a hash that is cut short, or of no bytes, must not pass for an authenticated one.
    @Test(arguments: [0, 19, 21]) func aHashOfAnotherLengthIsRefused(count: Int) throws {
        var cipher = try cipher()
        let prefix = try cipher.encrypt([]).prefix(36)
        let hash = try LegacyDigest.sha1.hash([7, 8, 1]) + [0]
        let envelope = [0x0D, 0xF0, 0xAD, 0xBA, UInt8(count), 0, 2, 0] + hash.prefix(count) + [7, 8]
        let padding = 16 - envelope.count % 16
        let blocks = SecretBytes(envelope + [UInt8](repeating: UInt8(padding), count: padding))
        unsafe try CBCCipher(.encrypting, .aes256, key: SecretBytes(Self.keyBytes))
            .process(blocks.mutableBytes, initializationVector: Array(prefix[20...]).span.bytes)
        #expect(try cipher.decrypt(prefix + blocks.array, authenticator: [1]) == nil)
    }

    @Test func aPlaintextThatTheFormatCannotHoldIsRefused() throws {
        var cipher = try cipher()
        var code: CryptographyError.Code?
        do {
            _ = try cipher.encrypt([UInt8](repeating: 0, count: 65_536))
        } catch {
            code = error.code
        }
        #expect(code == .tooLong)
    }
}
