public import KeyHierarchy

/// A store on which a test lets things go wrong: a key store of any kind, and a schedule of faults.
///
/// Faults strike one after the other. The first of the schedule waits for its turn, strikes once, and is gone; then the
/// next one waits. To see that an operation is all or nothing, carry it out once to learn how many single writes it
/// takes, and then let each one fail:
///
///     for position in 1...writes {
///         store.schedule = [.failWrite(position)]
///         await #expect(throws: InjectedFault.self) { try await operation() }
///         #expect(store.schedule.isEmpty)
///         #expect(try await StoreSnapshot(of: store) == before)
///     }
///
/// Without faults it keeps every ``KeyStoreLaw`` that the store under it keeps.
public final class FaultInjectingStore: KeyStore {
    private struct State {
        var schedule = FaultSchedule()
        var writeCount = 0
        var transactionCount = 0
        var beforeWrite: (@Sendable () async throws -> Void)?
        var afterRead: (reads: Int, body: @Sendable () async throws -> Void)?
    }

    private let base: any KeyStore
    private let state = Guarded(State())

    /// Creates a store with an empty schedule.
    ///
    /// - Parameter base: Where the records are kept.
    public init(_ base: any KeyStore = InMemoryKeyStore()) {
        self.base = base
    }

    /// The faults that have not struck yet, in the order in which they will. Setting it begins to count writes anew.
    public var schedule: [StoreFault] {
        get { state.withLock { $0.schedule.faults } }
        set { state.withLock { $0.schedule = FaultSchedule(newValue) } }
    }

    /// How many single writes were made through this store: those of operations that failed, and the one that a fault
    /// struck, count too.
    public var writeCount: Int {
        state.withLock { $0.writeCount }
    }

    /// How many calls of ``write(_:)`` were made.
    public var transactionCount: Int {
        state.withLock { $0.transactionCount }
    }

    /// Calls `body` once, before the next call of ``write(_:)`` begins: another process that is faster.
    public func beforeNextWrite(_ body: @escaping @Sendable () async throws -> Void) {
        state.withLock { $0.beforeWrite = body }
    }

    /// Calls `body` once, after a call of ``read(_:)``: another process that comes between what an operation reads and
    /// what it does next.
    ///
    /// - Parameters:
    ///   - number: Which one, counted from 1 from now on.
    ///   - body: What the other process does.
    public func afterRead(_ number: Int = 1, _ body: @escaping @Sendable () async throws -> Void) {
        precondition(number >= 1, "Reads are counted from 1.")
        state.withLock { $0.afterRead = (number, body) }
    }

    /// Reads from the store underneath; no fault strikes.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        let result = try await base.read(body)
        let intrusion = state.withLock { state -> (@Sendable () async throws -> Void)? in
            guard var intrusion = state.afterRead else { return nil }
            intrusion.reads -= 1
            state.afterRead = intrusion.reads > 0 ? intrusion : nil
            return intrusion.reads > 0 ? nil : intrusion.body
        }
        try await intrusion?()
        return result
    }

    /// Writes to the store underneath, unless a fault strikes.
    ///
    /// - Throws: ``InjectedFault``; ``/KeyHierarchy/HierarchyError`` with the code `conflict`; what `body` and the
    ///   store underneath throw.
    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        try await beginTransaction()
        let result = try await base.write { store -> Swift.Result<Result, InjectedFault> in
            let writer = FaultInjectingWriter(base: store) { self.countWrite() }
            do {
                let result = try body(writer)
                // An operation that goes on after a write that failed is not committed all the same.
                if let fault = writer.fault { throw InjectedFault(fault) }
                if let fault = self.take(.failCommit) { throw InjectedFault(fault) }
                return .success(result)
            } catch {
                guard let fault = writer.fault, case .tear = fault.kind else { throw error }
                // To return is to commit what was written before.
                return .failure(InjectedFault(fault))
            }
        }
        if let fault = take(.loseAcknowledgement) { throw InjectedFault(fault) }
        return try result.get()
    }

    private func beginTransaction() async throws {
        let intrusion = state.withLock { state in
            defer { state.beforeWrite = nil }
            state.transactionCount += 1
            return state.beforeWrite
        }
        try await intrusion?()
        while let fault = state.withLock({ $0.schedule.takeBeforeBeginning() }) {
            guard case .delay(let duration) = fault.kind else {
                throw HierarchyError.conflict("Another writer was faster: \(InjectedFault(fault)).")
            }
            try? await Task.sleep(for: duration)
        }
    }

    private func countWrite() -> StoreFault? {
        state.withLock { state in
            state.writeCount += 1
            return state.schedule.takeAtWrite()
        }
    }

    private func take(_ fault: StoreFault) -> StoreFault? {
        state.withLock { $0.schedule.take(fault) }
    }
}
