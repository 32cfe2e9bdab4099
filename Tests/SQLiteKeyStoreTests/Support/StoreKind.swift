import KeyHierarchy

#if SQLite
import SQLiteKeyStore
#endif

/// The stores that the laws of a store are tried on.
enum StoreKind: CaseIterable, Sendable {
    case inMemory
    #if SQLite
    case sqlite
    #endif

    /// Calls `body` with a new store.
    func withStore(_ body: (any KeyStore) async throws -> Void) async throws {
        switch self {
        case .inMemory:
            try await body(InMemoryKeyStore())
        #if SQLite
        case .sqlite:
            let directory = try TemporaryDirectory()
            try await body(try SQLiteKeyStore(path: directory.file(), access: .create))
        #endif
        }
    }
}
