/// The version that stands in a message of `ENCRYPTBYPASSPHRASE` or `ENCRYPTBYKEY`.
///
/// It tells which generation of SQL Server wrote the message. SQL Server 2017 and later read both; older ones cannot read
/// version 2.
public enum MessageVersion: UInt32, Hashable, Sendable {
    /// Written by SQL Server 2005 to 2016.
    case v1 = 1
    /// Written by SQL Server 2017 and later.
    case v2 = 2

    /// The length of a version in a message, in bytes.
    static let size = 4

    /// The four bytes of a message that say so.
    var bytes: [UInt8] {
        rawValue.littleEndianBytes
    }

    /// Reads the version that stands at an offset; `nil` for any other than these two, and behind the end.
    init?(in message: [UInt8], at offset: Int) {
        guard message.count >= offset + Self.size else { return nil }
        self.init(rawValue: unsafe message.span.bytes.word(at: offset))
    }
}
