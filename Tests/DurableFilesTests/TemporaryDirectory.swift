import Foundation

/// A directory of its own for one test, removed when the test ends.
struct TemporaryDirectory: ~Copyable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "DurableFilesTests.\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of a file in the directory, whether there is one or not.
    func file(_ name: String) -> String {
        "\(path)/\(name)"
    }

    /// The names of all that is in the directory, hidden files included.
    var names: Set<String> {
        get throws {
            try Set(FileManager.default.contentsOfDirectory(atPath: path))
        }
    }
}
