import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The files that a command has made for a new instance: taken back when what they were made for fails.
struct CreatedFiles {
    /// Keys that did not exist, each with the part that it plays.
    var keys: [(path: String, name: RootProtectorName)] = []
    /// The store, if it did not exist.
    var store: String?

    /// Says which keys were made, once what they were made for is done: before, nobody is to keep them.
    func announce() {
        for key in keys {
            let what = key.name == .machineKey ? "machine key" : "service account key"
            Console.note("Created the \(what) \(key.path). Keep it on this machine, apart from backups of the store.")
        }
    }

    /// Removes the key with a part, if it was made, since nothing needs it.
    mutating func removeKey(of name: RootProtectorName) {
        for key in keys where key.name == name { try? FileManager.default.removeItem(atPath: key.path) }
        keys.removeAll { $0.name == name }
    }

    /// Removes the files, unless what they were made for may be done in spite of the error: the keys would be the only
    /// ones of the instance.
    func remove(after error: any Error) {
        if let error = error as? HierarchyError, error.code == .outcomeUnknown {
            for key in keys {
                Console.note(
                    "The new key \(key.path) was kept: the instance may be there, and need it. Once the server "
                        + "answers, give the same command again: it goes on with this key.")
            }
            return
        }
        let stores = store.map { [$0, $0 + "-wal", $0 + "-shm"] } ?? []
        let paths = keys.map { $0.path } + stores
        for path in paths { try? FileManager.default.removeItem(atPath: path) }
    }
}
