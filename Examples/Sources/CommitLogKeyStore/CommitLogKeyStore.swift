public import KeyHierarchy
import Synchronization

/// A key store in a directory: each commit is a small file that is written once and never changed.
///
/// `00000001.commit` is the first, `00000002.commit` the second, and so on; a state of the store is what the commits make
/// of nothing, one after the other. The files can be read with any editor, copied while the store is in use, and kept by
/// whatever keeps files. It is for an instance of some thousand keys that changes now and then: everything is held in
/// memory, and nothing is ever taken away from the disk.
///
/// How it keeps the laws of a ``/KeyHierarchy/KeyStore``:
/// - *Reading, walking, and what one operation sees of itself* are an ``/KeyHierarchy/InMemoryKeyStore``'s, which holds the
///   present state. So is that writers through one value come one after the other, on a queue of their own.
/// - *Atomicity.* A commit gets its name once its file is whole and on the disk. Until then it is not there; a process that
///   dies on the way leaves a hidden file that nobody reads. Where no file can be written, the state in memory stays too.
/// - *Isolation between values and processes.* All of them write the commit of the same number; the file system gives the
///   name to one, and the others throw a `conflict`, upon which the hierarchy carries its operation out again.
/// - *Durability.* File and directory are forced onto the disk before `write` returns.
///
/// The directory must be on a file system with hard links.
public final class CommitLogKeyStore: KeyStore {
    /// The path of the directory, as it was given.
    public let path: String

    private let directory: CommitDirectory
    private let memory = InMemoryKeyStore()
    /// The number of the last commit that is in memory; 0 before the first. It changes in operations on `memory` alone.
    private let last = Mutex(0)

    /// Opens the store in a directory, which is created, for its owner alone, when it is not there.
    ///
    /// All commits are read, so it takes as long as the store is old.
    ///
    /// - Throws: ``CommitLogError`` when the directory cannot be used, a commit is missing or damaged, or a newer version
    ///   wrote it. The directory is as it was then.
    public init(path: String) async throws {
        self.path = path
        directory = try CommitDirectory(path: path)
        try directory.requireNoGaps()
        try await catchUp()
        directory.removeRemains()
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await catchUp()
        return try await memory.read(body)
    }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        try await memory.write { store in
            let base = try self.applyNewCommits(to: store)
            let transaction = Transaction(store)
            let result = try body(transaction)
            if transaction.changes.isEmpty {
                self.last.withLock { $0 = base }
            } else {
                // The last thing that can fail. When it does, `memory` takes everything back that was done here.
                try self.directory.add(Commit(changes: transaction.changes), number: base + 1)
                self.last.withLock { $0 = base + 1 }
            }
            return result
        }
    }

    /// Takes in the commits that others have written.
    private func catchUp() async throws {
        guard directory.hasCommit(number: last.withLock { $0 } + 1) else { return }
        try await memory.write { store in
            let number = try self.applyNewCommits(to: store)
            self.last.withLock { $0 = number }
        }
    }

    /// Applies the commits that follow the last one in memory, and returns the number of the last one there is.
    private func applyNewCommits(to store: any KeyStoreWriter) throws -> Int {
        var number = last.withLock { $0 }
        while let commit = try directory.commit(number: number + 1) {
            for change in commit.changes { try change.apply(to: store) }
            number += 1
        }
        return number
    }
}
