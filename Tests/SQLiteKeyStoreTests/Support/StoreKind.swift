import KeyHierarchy
import SQLiteKeyStore

/// The stores that the laws of a store are tried on.
enum StoreKind: CaseIterable, Sendable {
    case inMemory
    case sqlite

    /// Calls `body` with a new store.
    func withStore(_ body: (any KeyStore) async throws -> Void) async throws {
        switch self {
        case .inMemory:
            try await body(InMemoryKeyStore())
        case .sqlite:
            let directory = try TemporaryDirectory()
            try await body(try SQLiteKeyStore(path: directory.file(), access: .create))
        }
    }
}
