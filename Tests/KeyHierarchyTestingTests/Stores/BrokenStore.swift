import KeyHierarchy
import KeyHierarchyTesting
import Testing

/// A store in memory whose transactions do one thing wrong.
struct BrokenStore: KeyStore {
    let base = InMemoryKeyStore()
    let wrap: @Sendable (any KeyStoreWriter) throws -> any ForwardingWriter

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result {
        try await base.write { try body(try wrap($0)) }
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result {
        try await base.write { try body(try wrap($0)) }
    }
}

/// A law, and a store that breaks it.
struct BrokenLaw: Sendable, CustomTestStringConvertible {
    let law: String
    /// What the store does wrong.
    let defect: String
    let check: @Sendable (KeyStoreLaw) async throws -> Void

    var testDescription: String {
        "\(defect): \(law)"
    }

    /// A store whose transactions do something wrong.
    init(
        _ law: String,
        _ defect: String,
        _ wrap: @escaping @Sendable (any KeyStoreWriter) throws -> any ForwardingWriter
    ) {
        self.init(law, defect, store: { BrokenStore(wrap: wrap) })
    }

    /// A store that does something wrong itself.
    init<Store: KeyStore>(
        _ law: String,
        _ defect: String,
        store: @escaping @Sendable () -> Store,
        reopen: (@Sendable (Store) -> Store)? = nil
    ) {
        self.law = law
        self.defect = defect
        if let reopen {
            check = { try await $0.check(store, reopen: reopen) }
        } else {
            check = { try await $0.check(store) }
        }
    }
}
