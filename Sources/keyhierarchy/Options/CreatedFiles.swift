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
    /// What was given to the instance to be protected by, what was made among it.
    var protectors: [any RootProtector] = []

    /// What an instance that is found in the store has to do with the files.
    enum Use {
        /// There is none.
        case noInstance
        /// They open it.
        case opened
        /// It is somebody else's: they do not open it.
        case notOpened
        /// It could not be asked.
        case unknown
    }

    /// Says which keys were made, once what they were made for is done: before, nobody is to keep them.
    func announce() {
        for key in keys {
            let what = key.name == .machineKey ? "machine key" : "service account key"
            Console.note("Created the \(what) \(key.path). Keep it on this machine, apart from backups of the store.")
        }
    }

    /// Removes the key with a part, if it was made, since nothing needs it.
    mutating func removeKey(of name: RootProtectorName) {
        for key in keys where key.name == name { Self.remove(key.path) }
        keys.removeAll { $0.name == name }
    }

    /// Removes the files after a failure, but for a key that an instance has, or may have, as its only one: another process may
    /// have begun one with it, or what failed may be carried out, whatever the store shows now.
    ///
    /// - Parameters:
    ///   - storePath: What the store is opened by.
    ///   - error: The failure.
    func takeBack(fromStore storePath: String, after error: any Error) async {
        guard !keys.isEmpty || store != nil else { return }
        let isUnknown = (error as? HierarchyError)?.code == .outcomeUnknown
        switch isUnknown ? .unknown : await use(ofStore: storePath) {
        case .opened where store == nil:
            for key in keys { Console.note("The new key \(key.path) was kept: the instance needs it.") }
        case .noInstance, .opened:
            for path in store.map({ [$0, $0 + "-wal", $0 + "-shm"] }) ?? [] { Self.remove(path) }
            for key in keys { Self.remove(key.path) }
        case .notOpened:
            for key in keys { Self.remove(key.path) }
        case .unknown:
            for key in keys {
                Console.note(
                    "The new key \(key.path) was kept: the instance may be there, and need it. Once its store can be opened, give "
                        + "the same command again: it goes on with this key.")
            }
        }
    }

    private func use(ofStore storePath: String) async -> Use {
        do {
            guard try await StoreOptions.isPresent(storePath) else { return .noInstance }
            let opened = try await StoreOptions.openStore(storePath, .readOnly)
            guard try await opened.read({ try $0.instance() }) != nil else { return .noInstance }
            let names = Set(keys.map(\.name))
            // A store of this command's own is known by any of its keys, and what needs a key by that key.
            let own = protectors.filter { store != nil || names.contains($0.name) }
            guard !own.isEmpty else { return .notOpened }
            var options = EncryptionHierarchy.Options()
            options.maintainsStore = false
            return try await EncryptionHierarchy(store: opened, rootProtectors: own, options: options).isReadable
                ? .opened : .notOpened
        } catch {
            return .unknown
        }
    }

    private static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }
}
