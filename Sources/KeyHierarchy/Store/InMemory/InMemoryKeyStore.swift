import Dispatch
import Synchronization

/// A store that lives in memory and is gone with the process: the default everywhere.
///
/// Writers come one after the other. Readers wait for nobody: they see the state that was committed when they began.
public final class InMemoryKeyStore: KeyStore {
    private let committed = Mutex(InMemoryTables())
    private let writers = DispatchQueue(label: "KeyHierarchy.InMemoryKeyStore")

    /// Creates an empty store.
    public init() {}

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try body(committed.withLock { $0 })
    }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            // Off Swift concurrency's threads: an operation may work for seconds, and others wait for it.
            writers.async {
                continuation.resume(with: Swift.Result { try self.commit(body) })
            }
        }
    }

    private func commit<Result>(_ body: (any KeyStoreWriter) throws -> Result) throws -> Result {
        let transaction = InMemoryTransaction(committed.withLock { $0 })
        let result = try body(transaction)
        committed.withLock { $0 = transaction.tables }
        return result
    }
}
