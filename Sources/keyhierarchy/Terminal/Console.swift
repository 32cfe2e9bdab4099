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
    /// Prints a result, or a part of one when it ends without a line break.
    ///
    /// - Throws: ``ToolError`` when it cannot be written, as to a full disk: a script must not take that for done.
    static func standardOutput(_ text: String, terminator: String = "\n") throws {
        guard write(text + terminator, to: STDOUT_FILENO) else {
            throw ToolError("The result cannot be printed: \(unsafe String(cString: strerror(errno))).")
        }
    }

    /// Prints what is not the result: errors and notes.
    static func standardError(_ text: String) {
        // There is nowhere left to say that this failed.
        _ = write(text.printable + "\n", to: STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            let written = unsafe bytes[start...].withUnsafeBytes { unsafe systemWrite(descriptor, $0) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            start += written
        }
        return true
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
        try standardOutput(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

/// The system call, which the function of the same name above hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    unsafe write(descriptor, bytes.baseAddress, bytes.count)
}
