import Foundation
import KeyCryptography
import KeyHierarchy
import Testing

@testable import Backup

/// Contents that are authentic and nevertheless not what they should be: somebody with a password made them.
struct ContentsTests {
    private func file(_ package: [UInt8], contentKeySize: Int = 32) async throws -> [UInt8] {
        let contentKey = SharedSecret([UInt8](repeating: 9, count: contentKeySize).secret)
        let recipient = try await PasswordRecipient(
            wrapping: contentKey, under: Instance.password, iterations: 1, random: SystemRandomSource())
        let key = contentKeySize == 32 ? contentKey : SharedSecret([UInt8](repeating: 9, count: 32).secret)
        let container = try AuthEnvelopedData(
            sealing: package.secret, contentKey: key.bytes, recipients: [recipient], random: SystemRandomSource())
        return PEMDocument(preamble: [], der: container.encoded).encoded
    }

    private func package(keys: [[UInt8]], attributes: [UInt8] = []) -> [UInt8] {
        DER.element(
            .sequence,
            [
                attributes,
                DER.element(
                    .sequence, keys.map { DER.element(.sequence, DER.element(.octetString, $0)) }),
            ])
    }

    private static let key = [UInt8](repeating: 7, count: 32)

    @Test(arguments: [(0, false), (8, false), (16, true), (24, false), (31, false), (32, true), (33, false)])
    func aKeyHas16Or32Bytes(size: Int, opens: Bool) async throws {
        let file = try await file(package(keys: [[UInt8](repeating: 7, count: size)]))
        #expect(try await SealedBackup.refusal(of: file) == (opens ? nil : .unsupported))
    }

    @Test func thereIsOneKey() async throws {
        #expect(
            try await SealedBackup.refusal(of: try await file(package(keys: [Self.key, Self.key]))) == .unsupported)
        #expect(try await SealedBackup.refusal(of: try await file(package(keys: []))) == .malformed)
        #expect(try await SealedBackup.refusal(of: try await file(package(keys: [Self.key]) + [0])) == .malformed)
    }

    @Test func attributesOfOthersArePassedOver() async throws {
        let attribute = DER.sequence([DER.identifier(OID(1, 2, 3)), DER.set(of: [[0x05, 0x00]])])
        let file = try await file(
            package(keys: [Self.key], attributes: DER.element(.context(0), attribute)))
        #expect(try await SealedBackup.refusal(of: file) == nil)
    }

    @Test(arguments: [
        "", "Key: service master key", "nonsense",
        "Key: service master key\nServer: a\nAlgorithm: AES_256\nCreated: 2026-01-01T00:00:00Z\n"
            + "Fingerprint: 00000000000000000000000000000000",
    ])
    func factsThatDoNotFitTheKeyAreRefused(text: String) async throws {
        let value = DER.set(of: [DER.element(.utf8String, Array(text.utf8))])
        let attribute = DER.sequence([DER.identifier(.backupFacts), value])
        let file = try await file(
            package(keys: [Self.key], attributes: DER.element(.context(0), attribute)))
        #expect(try await SealedBackup.refusal(of: file) == .malformed)
    }

    @Test func aContentKeyOfAnotherLengthIsAWrongPassword() async throws {
        let file = try await file(package(keys: [Self.key]), contentKeySize: 16)
        #expect(try await SealedBackup.refusal(of: file) == .wrongPassword)
    }

    @Test func theFactsHaveAnIdentifierMadeFromAUUID() {
        #expect(OID.symmetricKeyPackage.description == "1.2.840.113549.1.9.16.1.25")
        #expect(OID.aes256GCM.description == "2.16.840.1.101.3.4.1.46")
        #expect(OID.backupFacts.description.hasPrefix("2.25."))
    }
}
