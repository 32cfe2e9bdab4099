import Foundation

/// A private directory that is removed at the end of its life.
final class TemporaryDirectory {
    let path: String

    init(mode: Int = 0o700) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("backup-tests-\(UUID())").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: mode])
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The names of all files in it, hidden ones among them.
    var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        }
    }

    /// The path of a file in it.
    func file(_ name: String) -> String {
        path + "/" + name
    }
}
