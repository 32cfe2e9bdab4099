import Foundation
import Testing

@testable import Backup

/// A container in `Samples`, and what must become of it.
struct Sample: Decodable, CustomTestStringConvertible {
    let file: String
    let password: String
    let key: String?
    let iterations: Int?
    let expect: String

    var testDescription: String {
        file
    }

    /// The code with which the sample is to be refused; `nil` when it opens.
    var refusal: BackupError.Code? {
        switch expect {
        case "refused: too costly": .tooCostly
        case "refused: malformed": .malformed
        case "refused: not authentic": .notAuthentic
        case "refused: wrong type": .wrongType
        default: nil
        }
    }

    /// All samples; none when they cannot be read, which a test looks at.
    static let all = (try? JSONDecoder().decode([Sample].self, from: contents(of: "samples.json"))) ?? []

    static func contents(of file: String) throws -> Data {
        try Data(contentsOf: Bundle.module.bundleURL.appendingPathComponent("Samples").appendingPathComponent(file))
    }
}
