#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Why a file gave no password. It says nothing of what is in the file.
public struct PasswordFileError: Error, CustomStringConvertible {
    enum Reason {
        case system(Int32)
        case notRegular
        case accessibleToOthers
        case tooLong(limit: Int)
        case empty
        case notUnicode
    }

    /// The path, as it was given.
    public let path: String
    let reason: Reason

    init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// What is wrong, and what to do about it.
    public var description: String {
        switch reason {
        case .system(let number):
            "The password file \(path) cannot be read: \(unsafe String(cString: strerror(number)))."
        case .notRegular: "The password file \(path) is not a regular file."
        case .accessibleToOthers: "Others than you have access to the password file \(path). Run: chmod 600 \(path)"
        case .tooLong(let limit): "The password file \(path) has more than \(limit) bytes: it is no password."
        case .empty: "The password file \(path) is empty."
        case .notUnicode: "The password file \(path) is not UTF-8 text."
        }
    }
}
