import DurableFiles
import Foundation
import KeyCryptography

extension DurableFile {
    /// Creates a file of bytes that are no secret.
    static func create(at path: String, _ contents: [UInt8], existing: Existing = .keep) throws(FileError) {
        unsafe try create(at: path, contents: contents.span.bytes, existing: existing)
    }
}

/// The reason for which an operation is refused, or `nil` when it is not.
func refusal(of operation: () throws -> Void) throws -> FileError.Reason? {
    do {
        try operation()
        return nil
    } catch let error as FileError {
        return error.reason
    }
}

/// The type and the permissions of what is there itself, not of what it links to.
func mode(of path: String) throws -> mode_t {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    return status.st_mode
}

/// Writes a file by other means than those under test.
func write(_ contents: [UInt8], to path: String, mode: mode_t = 0o600) throws {
    try Data(contents).write(to: URL(filePath: path))
    guard unsafe chmod(path, mode) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}

/// Reads a file by other means than those under test.
func contents(of path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: path)))
}
