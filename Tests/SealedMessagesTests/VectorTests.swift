import Foundation
import SealedMessages
import Testing

/// Messages that anybody can open with `Documentation/SealedMessageFormat.md` and a library of cryptography: `sealed_messages.py`,
/// beside the vectors, wrote them.
struct VectorTests {
    struct Vector: Codable, Sendable, CustomTestStringConvertible {
        let id: String
        let keyGUID: String
        let keyVersion: UInt32
        let key: String
        let context: String
        let message: String
        /// `nil` when the message does not open.
        var plaintext: String?
        /// Why it does not, as the code of the error.
        var failure: String?

        var testDescription: String { id }
    }

    private static let directory = Bundle.module.bundleURL.appending(path: "Vectors")

    private static func vectors() throws -> [Vector] {
        let data = try Data(contentsOf: directory.appending(path: "sealed-messages.json"))
        let vectors = try JSONDecoder().decode([Vector].self, from: data)
        guard vectors.count == 36 else { throw UnexpectedCount(count: vectors.count) }
        return vectors
    }

    /// Another number of vectors was found than the test was written for: an empty loop proves nothing.
    struct UnexpectedCount: Error {
        let count: Int
    }

    private func key(_ vector: Vector) throws -> SealingKey {
        let guid = try #require(UUID(uuidString: vector.keyGUID))
        return try SealingKey(
            SealingKey.Identifier(guid: guid, version: vector.keyVersion), bytes: SecretBytes(bytes(vector.key)))
    }

    @Test(arguments: try vectors()) func opensOrRefusesAsTheVectorSays(vector: Vector) throws {
        let (message, context) = (bytes(vector.message), bytes(vector.context))
        if let plaintext = vector.plaintext {
            #expect(try MessageOpener.open(message, with: Keyring([key(vector)]), context: context) == bytes(plaintext))
        } else {
            #expect(try refusal(of: message, with: key(vector), context: context)?.description == vector.failure)
        }
    }

    /// With the identity of the message that was found, the very message comes out.
    @Test(arguments: try vectors().filter { $0.plaintext != nil }) func sealsTheSame(vector: Vector) throws {
        let message = bytes(vector.message)
        #expect(
            try MessageSealer.seal(
                bytes(try #require(vector.plaintext)), with: key(vector), context: bytes(vector.context),
                frameSize: SealedMessageHeader(message).frameSize, random: FixedSource(bytes: Array(message[23..<55])))
                == message)
    }

    private func bytes(_ text: String) -> [UInt8] {
        let digits = Array(text)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
    }
}
