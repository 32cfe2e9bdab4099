import Testing

@testable import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The stored form, byte for byte. The rows here were made with another program (Python's `cryptography`, from the
/// description of the format): if one of them no longer opens, no existing store does.
@Suite("The stored form")
struct StoredFormTests {
    private static let row = KeyEncryption.Identifier(
        key: .databaseMasterKey(of: DatabaseIdentifier(rawValue: 7)), slot: 1)
    private static let secret = [UInt8](0x40..<0x60)
    private static let password: Password = "Tr\u{E4}umerei 7"

    @Test func ofAnEncryptionByAKeyIsPinned() throws {
        let id = KeyEncryption.Identifier(key: Self.row.key, slot: 2)
        #expect(
            SealContext.associatedData(for: id, protector: .key(.serviceMasterKey), label: "service master key").hex
                == "0102000000070000006500000002020100000001000000660000001273657276696365206d6173746572206b6579")
        let root = try OpenKey(
            restored: SharedSecret(SecretBytes([UInt8](0..<32))), as: .serviceMasterKey, random: SystemRandomSource())
        #expect(root.fingerprint.description == "d50f805265fcd44d3c770471e44f166e")
        let encryption = Self.encryption(
            id, .key(.serviceMasterKey), label: "service master key",
            """
            01 a0a1a2a3a4a5a6a7a8a9aaab
            d671eb0dc6ad1579ce0dcc4cc8f39d76926b26bf51e23deb683d90ff213bc5a8 415417b8258ecbef53d98ebbdf284e2e
            """)
        var opener = try root.opener()
        let opened = SharedSecret(try opener.open(encryption))
        #expect(opened.bytes.array == Self.secret)
        #expect(try KeyFingerprint(of: opened.bytes).description == "eb7350b290eb443944964b791c7872fb")
        try Self.expectRoundTrip(encryption.sealed)
    }

    @Test(arguments: [
        """
        02 04 08 01 000102030405060708090a0b0c0d0e0f a0a1a2a3a4a5a6a7a8a9aaab
        480cea7db4606576c4703e1bcf02e08c4b1e2d653f5b3e0f2b07fb54c435df7e 317ebda1e9c5743786ff701ae4519343
        """,
        """
        03 000003e8 000102030405060708090a0b0c0d0e0f a0a1a2a3a4a5a6a7a8a9aaab
        1105a10c1573b70cd7ef4e44c766ac7d58d2b0d8a3918e05da20071a892a26fd ad2d9fdf5672fce9db248ceaeb7640bc
        """,
    ])
    func ofAnEncryptionByAPasswordIsPinned(sealed: String) async throws {
        #expect(
            SealContext.associatedData(for: Self.row, protector: .password, label: "vault envelope 3").hex
                == "010200000007000000650000000103000000107661756c7420656e76656c6f70652033")
        let encryption = Self.encryption(Self.row, .password, label: "vault envelope 3", sealed)
        let opened = try #require(try await PasswordSeal.open(encryption, with: Self.password))
        #expect(opened.bytes.array == Self.secret)
        #expect(try await PasswordSeal.open(encryption, with: "Traumerei 7") == nil)
        try Self.expectRoundTrip(encryption.sealed)
    }

    @Test func ofAnEncryptionByARootProtectorIsPinned() throws {
        let context = SealContext.associatedData(
            for: KeyEncryption.Identifier(key: .serviceMasterKey, slot: 1), protector: .root(.machineKey),
            label: "machine key")
        #expect(
            context.hex == "0101000000010000006600000001010000000b6d616368696e65206b65790000000b6d616368696e65206b6579")
        let sealed = [UInt8](
            hex: """
                01 a0a1a2a3a4a5a6a7a8a9aaab
                a650424ea85ca21c70049757754902614bbb8cde685e26c829f2655036bf6a04 9dfd85e885cdbaaeacffb3353e16dacd
                """)
        let key = SecretBytes([UInt8](repeating: 0x5A, count: 32))
        let opened = try RootKeySeal.open(sealed, under: key, context: context)
        #expect(opened.array == Self.secret)
    }

    @Test(arguments: [
        SealedForm.Source.key,
        .password(.scrypt, salt: [UInt8](1...16)),
        .password(.insecure, salt: [UInt8](1...16)),
        .password(.pbkdf2, salt: [UInt8](repeating: 255, count: 16)),
    ])
    func decodesToWhatItEncodes(source: SealedForm.Source) throws {
        for count in [1, 16, 32, 8000] {
            let header = SealedForm.header(source)
            let sealed = header + [UInt8](20..<32) + [UInt8](repeating: 7, count: count + 16)
            let form = try sealed.withRawSpan { (bytes) throws(CryptographyError) in try SealedForm(bytes) }
            #expect(form.source == source)
            #expect(form.nonce == header.count..<header.count + 12)
            #expect(form.ciphertext == form.nonce.upperBound..<sealed.count && form.secretCount == count)
        }
    }

    @Test func ofEveryLengthIsReadOrRefused() throws {
        for algorithm in [1, 2, 3] as [UInt8] {
            let least = [1: 1 + 12 + 17, 2: 1 + 3 + 16 + 12 + 17, 3: 1 + 4 + 16 + 12 + 17][algorithm] ?? 0
            for count in 0...100 {
                // Costs of 1, or of 0x01010101 iterations, which are too many.
                let bytes = [algorithm] + (algorithm == 3 ? [0, 0] : []) + [UInt8](repeating: 1, count: 100)
                let cut = Array(bytes.prefix(count))
                if count < least {
                    #expect(Self.failure(of: cut) == .malformed)
                } else {
                    #expect(Self.failure(of: cut) == nil)
                }
            }
        }
        #expect(Self.failure(of: [1] + [UInt8](repeating: 0, count: SealedSecret.maximumSize - 1)) == nil)
        #expect(Self.failure(of: [1] + [UInt8](repeating: 0, count: SealedSecret.maximumSize)) == .malformed)
    }

    @Test(arguments: [0, 4, 5, 127, 255] as [UInt8])
    func ofAnUnknownAlgorithmIsLeftToANewerVersion(algorithm: UInt8) {
        #expect(Self.failure(of: [algorithm] + [UInt8](repeating: 1, count: 80)) == .unsupported)
    }

    @Test(
        arguments: [
            ([2, 0, 8, 1], .malformed), ([2, 17, 0, 1], .malformed), ([2, 17, 8, 0], .malformed),
            ([2, 20, 8, 1], .tooCostly), ([2, 255, 255, 255], .tooCostly), ([2, 63, 8, 1], .tooCostly),
            ([2, 17, 8, 5], .tooCostly), ([2, 1, 255, 1], nil), ([2, 19, 8, 4], nil),
            ([3, 0, 0, 0, 0], .malformed), ([3, 0, 0, 0, 1], nil), ([3, 0, 0x4C, 0x4B, 0x40], nil),
            ([3, 0, 0x4C, 0x4B, 0x41], .tooCostly), ([3, 255, 255, 255, 255], .tooCostly),
        ] as [([UInt8], CryptographyError.Code?)])
    func ofAnAbsurdCostIsRefusedBeforeAnythingIsDerived(start: [UInt8], code: CryptographyError.Code?) {
        #expect(Self.failure(of: start + [UInt8](repeating: 1, count: 76)) == code)
    }

    private static func failure(of bytes: [UInt8]) -> CryptographyError.Code? {
        do {
            _ = try bytes.withRawSpan { (bytes) throws(CryptographyError) in try SealedForm(bytes) }
            return nil
        } catch {
            return error.code
        }
    }

    private static func encryption(
        _ id: KeyEncryption.Identifier,
        _ protector: Protector,
        label: String,
        _ sealed: String
    ) -> KeyEncryption {
        KeyEncryption(
            id: id, protector: protector, label: label, created: .init(), lastProved: nil,
            sealed: SealedSecret([UInt8](hex: sealed)))
    }

    /// Expects what stands before the nonce to be what would be written again.
    private static func expectRoundTrip(_ sealed: SealedSecret) throws {
        let form = try sealed.withBytes { (bytes) throws(CryptographyError) in try SealedForm(bytes) }
        #expect(SealedForm.header(form.source) == Array(sealed.bytes[..<form.nonce.lowerBound]))
    }
}

@Suite("A fingerprint")
struct KeyFingerprintTests {
    @Test func isReadFromWhatItPrints() throws {
        let fingerprint = try KeyFingerprint(of: SecretBytes.random(count: 32))
        #expect(KeyFingerprint(hexadecimal: fingerprint.description) == fingerprint)
        #expect(KeyFingerprint(fingerprint.bytes) == fingerprint)
        #expect(KeyFingerprint(hexadecimal: fingerprint.description.uppercased()) == fingerprint)
        #expect(fingerprint.description == fingerprint.bytes.hex)
    }

    @Test(arguments: [
        "", "d50f", String(repeating: "0", count: 31), String(repeating: "0", count: 33),
        String(repeating: "g", count: 32), "+" + String(repeating: "0", count: 31), String(repeating: "٣", count: 16),
    ])
    func isNotReadFromAnythingElse(text: String) {
        #expect(KeyFingerprint(hexadecimal: text) == nil)
        #expect(KeyFingerprint([UInt8](text.utf8.prefix(15))) == nil)
    }
}

extension SecretBytes {
    fileprivate init(_ bytes: [UInt8]) {
        self = bytes.withRawSpan { SecretBytes(copying: $0) }
    }

    fileprivate var array: [UInt8] {
        withBytes { bytes in (0..<bytes.byteCount).map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) } }
    }
}
