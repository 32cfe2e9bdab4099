import Foundation
import KeyCryptography
import SQLServerFormats
import Testing

/// The value of `sys.asymmetric_keys.public_key`.
struct PublicKeyBlobTests {
    private struct File: Decodable {
        struct Blob: Decodable {
            let kind: String
            let blob_hex: Hex?
            let modulus_bits: Int?
            let public_exponent: UInt32?
        }

        let vectors: [Blob]
    }

    private func shown() throws -> (bytes: [UInt8], bits: Int, exponent: UInt32) {
        let file = Bundle.module.bundleURL.appending(path: "Vectors/sql-server.json")
        let blobs = try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).vectors
        let blob = try #require(blobs.first { $0.kind == "public_key_blob" })
        return (try #require(blob.blob_hex).bytes, try #require(blob.modulus_bits), try #require(blob.public_exponent))
    }

    @Test func readsAndWritesWhatSQLServerShows() throws {
        let (bytes, bits, exponent) = try shown()
        let blob = try PublicKeyBlob(bytes)
        #expect(blob.key.modulusBitCount == bits)
        #expect(blob.key.exponent == exponent)
        #expect(blob.keySpecification == .signature)
        #expect(blob.bytes == bytes)
        #expect(try PublicKeyBlob(subjectPublicKeyInfo: blob.subjectPublicKeyInfo) == blob)
        #expect(
            try PublicKeyBlob(subjectPublicKeyInfo: blob.subjectPublicKeyInfo, keySpecification: .keyExchange) != blob)
    }

    @Test func refusesWhatIsNone() throws {
        let bytes = try shown().bytes
        for count in 0..<bytes.count {
            let error = #expect(throws: CryptographyError.self) { _ = try PublicKeyBlob(Array(bytes.prefix(count))) }
            #expect(error?.code == .malformed)
        }
        let longer = #expect(throws: CryptographyError.self) { _ = try PublicKeyBlob(bytes + [0]) }
        #expect(longer?.code == .malformed)
        // Kind, version, algorithm, magic, length; an even exponent; an even modulus, and one without its highest bit.
        for bit in [0, 8, 32, 64, 96, 107, 127, 128, 160, bytes.count * 8 - 1] {
            let error = #expect(throws: CryptographyError.self, "bit \(bit)") {
                _ = try PublicKeyBlob(bytes.flipping(bit: bit))
            }
            #expect(error?.code == .malformed)
        }
    }

    @Test func hasNoPlaceForAKeyOfAnOddLength() async throws {
        let key = try await RSAPrivateKey.generate(bits: 1020).publicKey
        let error = #expect(throws: CryptographyError.self) {
            _ = try PublicKeyBlob(subjectPublicKeyInfo: key.subjectPublicKeyInfo)
        }
        #expect(error?.code == .unsupported)
    }
}
