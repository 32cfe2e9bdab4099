#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension UUID {
    /// The length of an identifier in bytes.
    static let sqlServerSize = 16

    /// The bytes as SQL Server stores them: the first three groups of the text are numbers, with their lowest byte first.
    var sqlServerBytes: [UInt8] {
        let bytes = uuid
        return [
            bytes.3, bytes.2, bytes.1, bytes.0, bytes.5, bytes.4, bytes.7, bytes.6,
            bytes.8, bytes.9, bytes.10, bytes.11, bytes.12, bytes.13, bytes.14, bytes.15,
        ]
    }

    /// The identifier that SQL Server stores as the first 16 of the given bytes, of which there must be as many.
    init(sqlServerBytes bytes: [UInt8]) {
        self.init(
            uuid: (
                bytes[3], bytes[2], bytes[1], bytes[0], bytes[5], bytes[4], bytes[7], bytes[6],
                bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            ))
    }
}
