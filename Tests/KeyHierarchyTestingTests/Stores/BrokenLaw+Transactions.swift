import KeyHierarchy
import KeyHierarchyTesting
import Synchronization

extension BrokenLaw {
    static let transactions = [
        BrokenLaw(
            "an operation that throws changes nothing, and its error is passed on",
            "commits what was written before an error",
            store: { CommitsOnError() }),
        BrokenLaw("an error of the hierarchy passes unchanged", "wraps errors", store: { WrapsErrors() }),
        BrokenLaw("the order in which an operation writes does not matter", "wants a key before its encryptions") {
            WantsKeysFirst(base: $0)
        },
        BrokenLaw(
            "a task that was cancelled is served all the same", "serves no cancelled task",
            store: { HonoursCancellation() }),
        BrokenLaw(
            "writers come one after the other, or throw a conflict, and no change is lost",
            "lets writers read the same state",
            store: { LosesUpdates() }),
        BrokenLaw(
            "writers come one after the other, or throw a conflict, and no change is lost",
            "throws an error of its own when writers collide", store: { ThrowsUntypedConflicts() }),
        BrokenLaw(
            "a reader sees one state throughout, beside writers", "reads what is there at the moment",
            store: { ReadsLive() }),
        BrokenLaw(
            "a reader that is kept open across a write sees the old state, or the writer waits",
            "reads what is there at the moment", store: { ReadsLive() }),
    ]
}

private struct CommitsOnError: KeyStore {
    let base = InMemoryKeyStore()

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await base.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        try await base.write { store in Swift.Result { try body(store) } }.get()
    }
}

private struct WrapsErrors: KeyStore {
    struct Wrapped: Error {
        let error: any Error
    }

    let base = InMemoryKeyStore()

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await base.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        do {
            return try await base.write(body)
        } catch {
            throw Wrapped(error: error)
        }
    }
}

private struct WantsKeysFirst: ForwardingWriter {
    let base: any KeyStoreWriter

    func put(_ encryptions: [KeyEncryption]) throws {
        guard try encryptions.allSatisfy({ try base.key($0.id.key) != nil }) else {
            throw HierarchyError(.storeFailed, "There is no such key.")
        }
        try base.put(encryptions)
    }
}

private struct HonoursCancellation: KeyStore {
    let base = InMemoryKeyStore()

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await base.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        try Task.checkCancellation()
        return try await base.write(body)
    }
}

/// Carries an operation out on a state that it has read, and writes the instance later.
private struct LosesUpdates: KeyStore {
    let base = InMemoryKeyStore()

    private final class Deferring: ForwardingWriter {
        let base: any KeyStoreWriter
        var instance: InstanceRecord?

        init(base: any KeyStoreWriter) {
            self.base = base
        }

        func put(_ instance: InstanceRecord) throws {
            self.instance = instance
        }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await base.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        let (result, instance) = try await base.write { store in
            let deferring = Deferring(base: store)
            return (try body(deferring), deferring.instance)
        }
        try await Task.sleep(for: .milliseconds(1))
        if let instance { try await base.write { try $0.put(instance) } }
        return result
    }
}

private final class ThrowsUntypedConflicts: KeyStore {
    struct Busy: Error {}

    private let base = InMemoryKeyStore()
    private let isWriting = Mutex(false)

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await base.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        let isFree = isWriting.withLock { isWriting in
            defer { isWriting = true }
            return !isWriting
        }
        guard isFree else { throw Busy() }
        defer { isWriting.withLock { $0 = false } }
        try await Task.sleep(for: .milliseconds(1))
        return try await base.write(body)
    }
}

/// Keeps nothing but an instance and a key, and lends them to readers as they are at each moment.
private final class ReadsLive: KeyStore {
    private struct Records {
        var instance: InstanceRecord?
        var key: KeyRecord?
    }

    private struct Live: ForwardingWriter {
        let base: any KeyStoreWriter
        let store: ReadsLive

        func instance() -> InstanceRecord? { store.records.withLock { $0.instance } }
        func key(_ id: KeyIdentifier) -> KeyRecord? { store.records.withLock { $0.key } }
        func put(_ instance: InstanceRecord) { store.records.withLock { $0.instance = instance } }
        func put(_ key: KeyRecord) { store.records.withLock { $0.key = key } }
    }

    private let records = Mutex(Records())
    // One for readers and one for writers, so that they do not wait for each other.
    private let readers = InMemoryKeyStore()
    private let writers = InMemoryKeyStore()

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await readers.write { try body(Live(base: $0, store: self)) }
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        try await writers.write { try body(Live(base: $0, store: self)) }
    }
}
