#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

extension RandomSource {
    /// Returns a new random identity: a UUID of version 4 (RFC 9562 section 5.4).
    package func uuid() throws(CryptographyError) -> UUID {
        var bytes = try bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        return UUID(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
                bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            ))
    }
}
