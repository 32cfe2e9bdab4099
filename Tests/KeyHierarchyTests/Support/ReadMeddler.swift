import KeyHierarchy
import Synchronization

/// Calls a test after some read: another process that is faster.
final class ReadMeddler: KeyStore {
    private let base: any KeyStore
    private let state = Mutex<(left: Int, body: (@Sendable () async throws -> Void)?)>((0, nil))

    init(_ base: any KeyStore) {
        self.base = base
    }

    func afterRead(_ number: Int, _ body: @escaping @Sendable () async throws -> Void) {
        state.withLock { $0 = (number, body) }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        let result = try await base.read(body)
        let meddle = state.withLock { state -> (@Sendable () async throws -> Void)? in
            state.left -= 1
            return state.left == 0 ? state.body : nil
        }
        try await meddle?()
        return result
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        try await base.write(body)
    }
}
