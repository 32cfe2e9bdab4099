#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif
#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The standard streams.
enum Console {
    /// Prints a result.
    static func standardOutput(_ text: String) {
        print(text)
    }

    /// Prints what is not the result: errors and notes.
    static func standardError(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        var start = 0
        while start < bytes.count {
            let written = unsafe bytes[start...].withUnsafeBytes {
                unsafe write(STDERR_FILENO, $0.baseAddress, $0.count)
            }
            guard written > 0 else { return }
            start += written
        }
    }

    /// Prints what should be known beside the result.
    static func note(_ text: String) {
        let lines = Layout.wrapped(text, after: Style.standardError.warning("Note: "), width: 6)
        standardError(lines.joined(separator: "\n"))
    }

    /// Prints a result as JSON, with sorted keys.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
