import ArgumentParser
import Backup
import Foundation

/// A writer that is not all or nothing, to see that the checks would notice.
enum Plant: String, CaseIterable, ExpressibleByArgument {
    /// A store that commits a part of an operation.
    case tornStore
    /// A backup whose file gets its name before its contents.
    case tornFile
}

/// A file that is written the naive way.
struct TornFile: BackupMedium {
    let place: String

    func write(_ contents: [UInt8]) async throws {
        _ = FileManager.default.createFile(atPath: place, contents: nil, attributes: [.posixPermissions: 0o600])
        let file = try FileHandle(forWritingTo: URL(filePath: place))
        try file.write(contentsOf: contents[..<(contents.count / 2)])
        try await Task.sleep(for: .milliseconds(20))
        try file.write(contentsOf: contents[(contents.count / 2)...])
        try file.close()
    }

    func read(limit: Int) async throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: place)))
    }
}
