import KeyHierarchy
import KeyHierarchyTesting
import Synchronization

extension BrokenLaw {
    static let reopening = [
        BrokenLaw(
            "what was committed is there when the store is opened again", "is empty when it is opened again",
            store: { Reopened() }, reopen: { _ in Reopened() }),
        BrokenLaw(
            "what was not committed is not there when the store is opened again", "keeps what was not committed",
            store: { Reopened() }, reopen: { Reopened(committed: $0.all, all: $0.all) }),
        BrokenLaw(
            "a store that is opened again can be written", "is for reading only when it is opened again",
            store: { Reopened() }, reopen: { Reopened(committed: $0.committed, all: $0.all, isReadOnly: true) }),
        BrokenLaw(
            "what one value has committed another one sees", "is a copy when it is opened again",
            store: { Reopened() }, reopen: { _ in Reopened() }),
        BrokenLaw(
            "writers through several values come one after the other, and no change is lost",
            "is a copy when it is opened again", store: { Reopened() }, reopen: { _ in Reopened() }),
    ]
}

/// A store that stands for one in a file: two values of it can have the same records.
private struct Reopened: KeyStore {
    /// What was committed.
    var committed = InMemoryKeyStore()
    /// What was written, whether it was committed or not.
    var all = InMemoryKeyStore()
    var isReadOnly = false

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await committed.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        if isReadOnly { throw HierarchyError(.storeFailed, "It is open for reading only.") }
        _ = try await all.write { store in Swift.Result { try body(store) } }
        return try await committed.write(body)
    }
}
