import KeyHierarchy

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

    /// Removes the files, unless what they were made for may be done in spite of the error: the keys would be the only ones
    /// of the instance.
    func remove(after error: any Error) {
        if let error = error as? HierarchyError, error.code == .outcomeUnknown {
            for key in keys { Console.note("The machine key \(key) was kept: the instance may be there, and need it.") }
            return
        }
        let stores = store.map { [$0, $0 + "-wal", $0 + "-shm"] } ?? []
        for path in keys + stores { try? FileManager.default.removeItem(atPath: path) }
    }
}
