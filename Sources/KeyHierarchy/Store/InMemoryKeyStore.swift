import Dispatch
import Synchronization

/// A store that lives in memory and is gone with the process: the default everywhere.
///
/// Readers wait while an operation writes, and see the state before it or the state after it.
public final class InMemoryKeyStore: KeyStore {
    private let tables = Mutex(InMemoryTables())
    private let queue = DispatchQueue(label: "KeyHierarchy.InMemoryKeyStore")

    /// Creates an empty store.
    public init() {}

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await onQueue {
            try self.tables.withLock { try body($0) }
        }
    }

    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        try await onQueue {
            try self.commit(body)
        }
    }

    /// Runs an operation off Swift concurrency's threads: one that waits for a long writer must not hold one of those.
    private func onQueue<Result: Sendable>(
        _ operation: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(with: Swift.Result(catching: operation))
            }
        }
    }

    private func commit<Result>(_ body: (any KeyStoreWriter) throws -> Result) throws -> Result {
        try tables.withLock { tables in
            // The tables move into the transaction and back, so that they have one owner and are never copied.
            let transaction = InMemoryTransaction(exchange(&tables, with: InMemoryTables()))
            defer { tables = transaction.finish() }
            do {
                return try body(transaction)
            } catch {
                transaction.rollBack()
                throw error
            }
        }
    }
}

private func exchange<Value>(_ value: inout Value, with new: Value) -> Value {
    let old = value
    value = new
    return old
}
