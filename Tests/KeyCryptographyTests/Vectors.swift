import Foundation

/// The files of known answers that lie beside the tests.
enum Vectors {
    /// Returns what the file holds.
    static func decode<Contents: Decodable>(_ type: Contents.Type = Contents.self, from file: String) throws -> Contents
    {
        let directory = Bundle.module.bundleURL.appending(path: "Vectors")
        let data = try Data(contentsOf: directory.appending(path: file))
        return try JSONDecoder().decode(type, from: data)
    }
}

/// Another number of vectors was selected than the test was written for: an empty loop proves nothing.
struct UnexpectedSelection: Error {
    let file: String
    let selected: Int
}

/// Bytes that a vector file writes as hexadecimal digits.
struct Hex: Decodable, Sendable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let digits = Array(try container.decode(String.self))
        bytes = try stride(from: 0, to: digits.count, by: 2).map { start in
            guard let byte = UInt8(String(digits[start..<min(start + 2, digits.count)]), radix: 16) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "not hexadecimal")
            }
            return byte
        }
    }
}
