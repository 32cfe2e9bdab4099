import Backup
import Foundation

/// The neighbours that a killed writer leaves beside the file that it was to write: hidden, and named as only they are.
/// SQLite's journal is beside one that was to be a store. The backup of a certificate is two files, and leaves the first one
/// behind, which is no secret.
struct Leftover {
    let url: URL

    private static func isTemporary(_ name: String) -> Bool {
        name.hasPrefix(".keyhierarchy.") && [".tmp", ".tmp-journal"].contains(where: name.hasSuffix)
    }

    static func all(in directory: URL) throws -> [Leftover] {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        return names.filter { name in
            isTemporary(name) || name.hasSuffix(".cer") && !names.contains("\(name.dropLast(4)).pvk")
        }.map { Leftover(url: directory.appending(path: $0)) }
    }

    /// Whether it holds all of a backup: its writer was killed just before it got its name.
    var isWholeBackup: Bool {
        get throws { (try? SealedBackup(parsing: [UInt8](Data(contentsOf: url)))) != nil }
    }
}
