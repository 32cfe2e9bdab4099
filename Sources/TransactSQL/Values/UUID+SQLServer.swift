#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension UUID {
    /// The bytes as SQL Server stores them: the first three groups of the text are numbers, with their lowest byte first.
    var sqlServerBytes: [UInt8] {
        let bytes = uuid
        return [
            bytes.3, bytes.2, bytes.1, bytes.0, bytes.5, bytes.4, bytes.7, bytes.6,
            bytes.8, bytes.9, bytes.10, bytes.11, bytes.12, bytes.13, bytes.14, bytes.15,
        ]
    }

    /// The identifier that SQL Server stores as the given 16 bytes; `nil` for fewer.
    init?(sqlServerBytes bytes: [UInt8]) {
        guard bytes.count >= 16 else { return nil }
        self.init(
            uuid: (
                bytes[3], bytes[2], bytes[1], bytes[0], bytes[5], bytes[4], bytes[7], bytes[6],
                bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            ))
    }

    /// SQL Server orders identifiers by their last group first.
    var sortKey: [UInt8] {
        let bytes = sqlServerBytes
        return Array(bytes[10...]) + bytes[8...9] + bytes[6...7] + bytes[4...5] + bytes[0...3]
    }
}
