import Foundation

/// Why a directory of commits cannot be used.
public struct CommitLogError: Error, CustomStringConvertible {
    /// What kind of failure it was.
    public enum Code: Hashable, Sendable {
        /// The system refused a file or the directory.
        case system(Int32)
        /// Others than the owner have access to the directory.
        case accessibleToOthers
        /// A commit is missing that others follow.
        case missing
        /// A file is not a commit.
        case damaged
        /// A newer version of the format.
        case unsupported
    }

    /// What kind of failure it was.
    public let code: Code
    /// What happened, to what, and what to do.
    public let description: String

    static func system(_ number: Int32, _ path: String) -> CommitLogError {
        CommitLogError(code: .system(number), description: "\(path): \(unsafe String(cString: strerror(number)))")
    }

    static func accessibleToOthers(_ path: String) -> CommitLogError {
        CommitLogError(
            code: .accessibleToOthers, description: "Others than you have access to \(path). Run: chmod 700 \(path)")
    }

    static func missing(_ file: String) -> CommitLogError {
        CommitLogError(
            code: .missing,
            description: "\(file) is missing, and later commits are there. Bring it back from a copy of the directory.")
    }

    static func damaged(_ file: String, _ cause: any Error) -> CommitLogError {
        CommitLogError(
            code: .damaged,
            description: "\(file) is not a whole commit (\(cause)). Bring it back from a copy of the directory.")
    }

    static func unsupported(_ file: String, version: Int) -> CommitLogError {
        CommitLogError(
            code: .unsupported, description: "\(file) has version \(version). Use the program that wrote it.")
    }
}
