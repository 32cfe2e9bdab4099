import Foundation
import KeyCryptography
@testable import SQLServerFormats
import Testing

struct SymmetricKeyTests {
    @Test(arguments: try Vector.all("symmetric_key_from_source", count: 1))
    func aSourceGivesTheKeyThatSQLServerMade(vector: Vector) throws {
        let algorithm = try #require(vector.algorithm.flatMap(SymmetricAlgorithm.init))
        #expect(vector.generation?.hasPrefix("sha512 ") == true)
        let source = KeySource(Password(try #require(vector.key_source)), generation: .sha512)
        #expect(try source.keyBytes(for: algorithm).array == vector.key_hex?.bytes)
        let guid = try MessageKey.guid(identityValue: try #require(vector.identity_value))
        #expect(guid.uuidString == vector.key_guid)
        #expect(guid.sqlServerBytes == vector.key_guid_bytes?.bytes)
    }

    /// The older generation has no vector of SQL Server that may be written down; `CryptDeriveKey` has those of Windows. Here
    /// is the rule, told once more: digests that are too short, and AES-128, are expanded.
    @Test(arguments: SymmetricAlgorithm.allCases)
    func theOlderGenerationExpandsShortDigests(algorithm: SymmetricAlgorithm) throws {
        let phrase = "My key generation bits. This is a shared secret!"
        let digest = try LegacyDigest.sha1.hash(phrase.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        let block = digest + [UInt8](repeating: 0, count: 44)
        let expanded =
            try LegacyDigest.sha1.hash(block.map { $0 ^ 0x36 }) + LegacyDigest.sha1.hash(block.map { $0 ^ 0x5C })
        let isExpanded: Set<SymmetricAlgorithm> = [.aes128, .aes192, .aes256, .tripleDES3Key, .desx]
        let expected = (isExpanded.contains(algorithm) ? expanded : digest).prefix(algorithm.keySize)
        let key = try KeySource(Password(phrase), generation: .sha1).keyBytes(for: algorithm)
        #expect(key.array == Array(expected))
    }

    @Test(arguments: SymmetricAlgorithm.allCases)
    func theNewerGenerationCutsALongDigest(algorithm: SymmetricAlgorithm) throws {
        let digest = try Digest.sha512.hash(Array("K\u{0}".utf8))
        let key = try KeySource("K", generation: .sha512).keyBytes(for: algorithm)
        #expect(key.array == Array(digest.prefix(algorithm.keySize)))
    }

    /// `sys.symmetric_keys` as it is documented.
    @Test func algorithmsHaveTheirNamesCodesAndLengths() {
        let table = SymmetricAlgorithm.allCases.map { [$0.name, $0.code, "\($0.keySize)", "\($0.blockSize)"] }
        #expect(
            table == [
                ["AES_128", "A1", "16", "16"], ["AES_192", "A2", "24", "16"], ["AES_256", "A3", "32", "16"],
                ["DES", "D", "8", "8"], ["TRIPLE_DES", "D3", "16", "8"], ["TRIPLE_DES_3KEY", "DT", "24", "8"],
                ["DESX", "DX", "24", "8"], ["RC2", "R2", "16", "8"],
            ])
        #expect(SymmetricAlgorithm.allCases.filter { !$0.isDeprecated } == [.aes128, .aes192, .aes256])
        #expect(SymmetricAlgorithm(rawValue: "RC4") == nil)
    }

    @Test func randomIdentitiesBeginWithAZero() throws {
        let identities = try (0..<100).map { _ in try MessageKey.randomGUID() }
        #expect(Set(identities).count == 100)
        for identity in identities {
            #expect(identity.sqlServerBytes[0] == 0)
            #expect(identity.uuidString.split(separator: "-")[0].hasSuffix("00"))
        }
    }

    @Test(arguments: SymmetricAlgorithm.allCases)
    func aKeyHasTheLengthOfItsAlgorithm(algorithm: SymmetricAlgorithm) throws {
        let guid = try MessageKey.randomGUID()
        for count in 0...40 {
            let bytes = [UInt8](repeating: 1, count: count)
            if count == algorithm.keySize {
                #expect(try MessageKey(algorithm, guid: guid, bytes: SecretBytes(bytes)).guid == guid)
            } else {
                let error = #expect(throws: CryptographyError.self) {
                    try MessageKey(algorithm, guid: guid, bytes: SecretBytes(bytes))
                }
                #expect(error?.code == .malformed)
            }
        }
    }

    @Test func nothingOfAKeyIsPrinted() throws {
        let key = try MessageKey(
            .des, guid: MessageKey.randomGUID(), bytes: SecretBytes([0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A, 0x5A]))
        let source = KeySource("ZZZZZZZZ", generation: .sha1)
        var dumped = "\(key) \(String(reflecting: key)) \(source) \(String(reflecting: source))"
        dump(key, to: &dumped)
        dump(source, to: &dumped)
        for trace in ["ZZZZ", "5a5a", "5A5A", "90, 90"] { #expect(!dumped.contains(trace)) }
    }
}
