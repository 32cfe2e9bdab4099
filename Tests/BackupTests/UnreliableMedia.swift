import KeyHierarchy
import Synchronization

@testable import Backup

/// A medium that loses a bit of what it stores.
struct CorruptingMedium: BackupMedium {
    let place: String
    private let stored = MemoryBackupMedium()

    init(place: String = "bad stick") {
        self.place = place
    }

    func write(_ contents: [UInt8]) async throws {
        try await stored.write(contents.flipping(bit: 4 * contents.count))
    }

    func read(limit: Int) async throws -> [UInt8] {
        try await stored.read(limit: limit)
    }
}

/// A medium that fails with an error of its own.
struct FailingMedium: BackupMedium {
    struct Offline: Error {}

    let place = "vault in the clouds"

    func write(_ contents: [UInt8]) async throws {
        throw Offline()
    }

    func read(limit: Int) async throws -> [UInt8] {
        throw Offline()
    }
}

/// A store whose next writes fail.
final class UnreliableKeyStore: KeyStore {
    private let store = InMemoryKeyStore()
    private let failures = Mutex<[HierarchyError]>([])

    /// Lets the next writes fail with these errors.
    func fail(_ errors: [HierarchyError]) {
        failures.withLock { $0 = errors }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await store.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        if let failure = failures.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw failure }
        return try await store.write(body)
    }
}
