#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What the operating system, or a rule of ours, said against touching a file.
package struct FileError: Error, Sendable, CustomStringConvertible {
    /// Why it failed.
    package enum Reason: Hashable, Sendable {
        /// There is no such file or directory.
        case missing
        /// Something of that name is there already, and nothing is overwritten unasked.
        case exists
        /// The file is longer than the reader allows, in bytes.
        case tooLarge(limit: Int)
        /// A directory, a device or a pipe, where a regular file is wanted.
        case notRegular
        /// Group or others have access to a file that holds a secret.
        case accessibleToOthers(mode: UInt32)
        /// Anything else that the system answered, as an `errno`.
        case system(Int32)
    }

    package let reason: Reason
    package let path: String

    package init(_ reason: Reason, path: String) {
        self.reason = reason
        self.path = path
    }

    /// The error that `errno` stands for right after a failed call.
    static func last(path: String) -> FileError {
        switch errno {
        case ENOENT, ENOTDIR: FileError(.missing, path: path)
        case EEXIST: FileError(.exists, path: path)
        default: FileError(.system(errno), path: path)
        }
    }

    /// What happened, to what, and what to do.
    package var description: String {
        switch reason {
        case .missing:
            "\(path): no such file or directory."
        case .exists:
            "\(path) exists already. Choose another name; nothing was overwritten."
        case .tooLarge(let limit):
            "\(path) is larger than \(limit) bytes, so it is not what it should be."
        case .notRegular:
            "\(path) is not a regular file."
        case .accessibleToOthers(let mode):
            "\(path) can be read or written by group or others (mode \(String(mode, radix: 8))). Run: chmod 600 \(path)"
        case .system(let code):
            "\(path): \(unsafe String(cString: strerror(code)))."
        }
    }
}
