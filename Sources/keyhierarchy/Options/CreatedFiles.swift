#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The files that a command has made for a new instance: taken back when what they were made for fails.
struct CreatedFiles {
    /// Keys that did not exist.
    var keys: [String] = []
    /// The store, if it did not exist.
    var store: String?

    /// Removes the files.
    func remove() {
        let stores = store.map { [$0, $0 + "-wal", $0 + "-shm"] } ?? []
        for path in keys + stores { try? FileManager.default.removeItem(atPath: path) }
    }
}
