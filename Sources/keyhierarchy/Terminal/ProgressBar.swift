import KeyHierarchy

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A line on the terminal that grows with long work; nothing when standard error is no terminal.
enum ProgressBar {
    private static let width = 40

    /// What to give to an operation, or `nil` when nobody watches.
    static var ifWatched: (@Sendable (ChangeProgress) -> Void)? {
        guard isatty(STDERR_FILENO) == 1 else { return nil }
        return { progress in
            guard progress.total > 0 else { return }
            let filled = width * progress.completed / progress.total
            let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
            let end = progress.completed == progress.total ? "\n" : ""
            let text = "\r[\(bar)] \(progress.completed) of \(progress.total)\(end)"
            let bytes = Array(text.utf8)
            _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
        }
    }
}
