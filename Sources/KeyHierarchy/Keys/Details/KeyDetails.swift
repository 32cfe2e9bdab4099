#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Further facts about a key, as ``KeyRecord/details`` holds them: JSON, so that anybody can read them without this library.
///
/// They come from rows that anybody may have changed: whoever uses them checks them against what opens.
protocol KeyDetails: Codable, Sendable {}

extension KeyDetails {
    /// Reads the facts about a key.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/corrupted`` when they do not have the form of this kind of key.
    init(_ record: KeyRecord) throws {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        do {
            self = try decoder.decode(Self.self, from: Data(record.details))
        } catch {
            // The decoder's own error quotes what it read.
            throw HierarchyError.corrupted(
                "What is stored of \(record.id.kind.noun) \(record.id.number) does not have the form of one.")
        }
    }

    /// The facts as a store keeps them.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/invalidKeyData`` when they are longer than that.
    func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = Array(try encoder.encode(self))
        guard bytes.count <= KeyRecord.maximumDetailsSize else {
            throw HierarchyError.invalidKeyData("It is longer than a store can keep.")
        }
        return bytes
    }
}
