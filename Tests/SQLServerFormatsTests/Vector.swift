import Foundation
import SQLServerFormats
import Testing

/// A message, a key or a hash that SQL Server made, or another program for it; each names its origin.
///
/// The kinds share a file, and have different fields.
struct Vector: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    let kind: String
    let version: UInt32?
    let passphrase: String?
    let password: String?
    let plaintext_hex: Hex?
    let authenticator_hex: Hex?
    let ciphertext: Hex?
    let generation: String?
    let algorithm: String?
    let key_source: String?
    let identity_value: String?
    let key_hex: Hex?
    let key_guid: String?
    let key_guid_bytes: Hex?
    let message: Hex?
    let iv_hex: Hex?
    let body_length: Int?
    let crypt_type: String?
    let salt_hex: Hex?
    let thumbprint_hex: Hex?
    let hash: Hex?
    let input_text: String?
    let digest_hex: Hex?

    var testDescription: String { id }

    private struct File: Decodable {
        let vectors: [Vector]
    }

    /// Another number of vectors was found than the test was written for: an empty loop proves nothing.
    struct UnexpectedCount: Error {
        let kind: String
        let count: Int
    }

    /// Returns the vectors of a kind, of which there must be `count`.
    static func all(_ kind: String, count: Int) throws -> [Vector] {
        let file = Bundle.module.bundleURL.appending(path: "Vectors/sql-server.json")
        let vectors = try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).vectors
        let selected = vectors.filter { $0.kind == kind }
        guard selected.count == count else { throw UnexpectedCount(kind: kind, count: selected.count) }
        return selected
    }
}

/// Bytes that a vector writes as hexadecimal digits, with `0x` in front where SQL Server prints it.
struct Hex: Decodable, Sendable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        let digits = Array(text.hasPrefix("0x") ? text.dropFirst(2) : Substring(text))
        bytes = try stride(from: 0, to: digits.count, by: 2).map { start in
            guard let byte = UInt8(String(digits[start..<min(start + 2, digits.count)]), radix: 16) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "not hexadecimal")
            }
            return byte
        }
    }
}
