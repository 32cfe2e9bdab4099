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
        guard let hex = Hex(digits: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not hexadecimal")
        }
        self = hex
    }

    /// Reads digits, of which there must be an even number.
    init?(digits: String) {
        let digits = Array(digits)
        guard digits.count.isMultiple(of: 2) else { return nil }
        let values = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
        bytes = values.compactMap { $0 }
        guard bytes.count == values.count else { return nil }
    }
}
