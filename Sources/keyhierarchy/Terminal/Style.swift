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

/// Colour where a person looks at a terminal, and nowhere else. Nothing is said by colour alone.
struct Style: Sendable {
    let isColoured: Bool

    static let standardOutput = Style(descriptor: STDOUT_FILENO)
    static let standardError = Style(descriptor: STDERR_FILENO)

    private init(descriptor: Int32) {
        let environment = ProcessInfo.processInfo.environment
        isColoured = isatty(descriptor) == 1 && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
    }

    func bold(_ text: String) -> String {
        coloured(text, "1")
    }

    func faint(_ text: String) -> String {
        coloured(text, "2")
    }

    func good(_ text: String) -> String {
        coloured(text, "32")
    }

    func warning(_ text: String) -> String {
        coloured(text, "33")
    }

    /// All numbers that a colour begins or ends with.
    static let codes: Set<String> = ["0", "1", "2", "32", "33"]

    private func coloured(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
