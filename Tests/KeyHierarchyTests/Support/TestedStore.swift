import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore

/// A kind of store that operations are tried on.
enum TestedStore: CaseIterable {
    case memory
    #if SQLite
    case sqlite
    #endif

    /// Calls `body` with a new store of this kind, on which faults can strike, and removes it.
    func withFaults(_ body: (FaultInjectingStore) async throws -> Void) async throws {
        switch self {
        case .memory:
            try await body(FaultInjectingStore())
        #if SQLite
        case .sqlite:
            let directory = FileManager.default.temporaryDirectory.appending(path: "faults-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
            defer { try? FileManager.default.removeItem(at: directory) }
            let store = try SQLiteKeyStore(path: directory.appending(path: "store.db").path, access: .create)
            try await body(FaultInjectingStore(store))
            try await store.verifyIntegrity()
        #endif
        }
    }
}
