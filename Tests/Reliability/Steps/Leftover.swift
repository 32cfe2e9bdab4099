import Backup
import Foundation

/// The neighbours that a killed writer leaves beside the file that it was to write: hidden, and named as only they are.
/// SQLite's journal is beside one that was to be a store.
struct Leftover {
    let url: URL

    static func isTemporary(_ name: String) -> Bool {
        name.hasPrefix(".keyhierarchy.") && [".tmp", ".tmp-journal"].contains(where: name.hasSuffix)
    }

    static func all(in directory: URL) throws -> [Leftover] {
        try FileManager.default.contentsOfDirectory(atPath: directory.path).filter(isTemporary).map {
            Leftover(url: directory.appending(path: $0))
        }
    }

    /// Whether it holds all of a backup: its writer was killed just before it got its name.
    var isWholeBackup: Bool {
        get throws { (try? SealedBackup(parsing: [UInt8](Data(contentsOf: url)))) != nil }
    }
}
