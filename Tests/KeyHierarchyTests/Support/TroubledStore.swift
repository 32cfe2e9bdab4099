import KeyHierarchy
import Synchronization

/// A store in memory that can be told to fail at a certain write, to report conflicts, and to call a test in between.
final class TroubledStore: KeyStore {
    /// What the store throws at the write that it was told to fail at.
    struct Injected: Error {}

    private struct Trouble {
        /// How many writes still succeed before one fails; `nil` for all.
        var writesLeft: Int?
        /// How many transactions are still refused because of a conflict.
        var conflicts = 0
        /// What happens once before the next transaction.
        var beforeWrite: (@Sendable () async throws -> Void)?
        var transactions = 0
    }

    private let base: any KeyStore
    private let trouble = Mutex(Trouble())

    init(_ base: any KeyStore = InMemoryKeyStore()) {
        self.base = base
    }

    /// Fails at the given write of the following transactions, the first being 1.
    func fail(atWrite number: Int?) {
        trouble.withLock { $0.writesLeft = number.map { $0 - 1 } }
    }

    /// Refuses the following transactions.
    func refuse(_ count: Int) {
        trouble.withLock { $0.conflicts = count }
    }

    /// Calls `body` before the next transaction: another process that is faster.
    func beforeNextWrite(_ body: @escaping @Sendable () async throws -> Void) {
        trouble.withLock { $0.beforeWrite = body }
    }

    /// How many transactions were begun.
    var transactions: Int {
        trouble.withLock { $0.transactions }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await base.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        let meddle = trouble.withLock { trouble in
            defer { trouble.beforeWrite = nil }
            trouble.transactions += 1
            return trouble.beforeWrite
        }
        try await meddle?()
        let refused = trouble.withLock { trouble in
            guard trouble.conflicts > 0 else { return false }
            trouble.conflicts -= 1
            return true
        }
        if refused { throw HierarchyError(.conflict, "The store is busy.") }
        return try await base.write { store in
            try body(ForwardingWriter(store) { try self.countWrite() })
        }
    }

    private func countWrite() throws {
        try trouble.withLock { trouble in
            guard let left = trouble.writesLeft else { return }
            guard left > 0 else { throw Injected() }
            trouble.writesLeft = left - 1
        }
    }
}
