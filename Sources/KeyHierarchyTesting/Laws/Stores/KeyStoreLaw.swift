public import KeyHierarchy

/// A promise of ``/KeyHierarchy/KeyStore``, to check on any implementation.
///
/// In Swift Testing each law is a case of its own:
///
///     @Test(arguments: KeyStoreLaw.all)
///     func keeps(_ law: KeyStoreLaw) async throws {
///         try await law.check { try MyStore() }
///     }
///
/// In XCTest one call checks them all:
///
///     func testLaws() async throws {
///         try await KeyStoreLaw.checkAll { try MyStore() }
///     }
///
/// A store that keeps its records beyond the process also keeps ``durable``, and ``shared`` when several values, or
/// processes, may have it open at a time; their check also takes a closure that opens the records of a store again:
///
///     @Test(arguments: KeyStoreLaw.all + KeyStoreLaw.durable + KeyStoreLaw.shared)
///     func keeps(_ law: KeyStoreLaw) async throws {
///         try await law.check {
///             try MyStore(path: newPath())
///         } reopen: { store in
///             try MyStore(path: store.path)
///         }
///     }
///
/// Most laws take milliseconds; those about waiting take up to half a second.
public struct KeyStoreLaw: Sendable, Identifiable, CustomStringConvertible {
    /// The law as a sentence, such as "what was written is read".
    public let name: String

    let body: Body

    enum Body: Sendable {
        /// About as many new stores as there are threads in Swift concurrency's pool.
        case stores(@Sendable ([any KeyStore]) async throws -> Void)
        /// About one new store.
        case store(@Sendable (any KeyStore) async throws -> Void)
        /// About a new store, and the same records opened again.
        case reopened(
            before: @Sendable (any KeyStore) async throws -> Void, after: @Sendable (any KeyStore) async throws -> Void)
        /// About two values with the same records.
        case shared(@Sendable (any KeyStore, any KeyStore) async throws -> Void)
    }

    /// The name: a law is told from the others by it.
    public var id: String {
        name
    }

    /// The name.
    public var description: String {
        name
    }

    /// The laws of every store.
    public static let all = reading + replacing + removing + walking + transactions + waiting

    /// The laws of a store that keeps its records beyond its own life: their check needs `reopen`.
    public static let durable = reopening

    /// The laws of a store that several values may have open at a time: their check needs `reopen`.
    public static let shared = sharing
}

extension KeyStoreLaw {
    /// Checks the law.
    ///
    /// - Parameters:
    ///   - makeStore: Makes a store that is new and empty. It is called as often as the law needs stores.
    ///   - reopen: Opens the records of the given store again. Laws of ``durable`` and ``shared`` need it; others do
    ///     not call it. For ``durable`` alone it may close the given store first.
    /// - Throws: ``LawViolation`` when the store does not keep the law, or when one of the closures throws.
    public nonisolated(nonsending) func check<Store: KeyStore>(
        _ makeStore: nonisolated(nonsending) () async throws -> Store,
        reopen: (nonisolated(nonsending) (Store) async throws -> Store)? = nil
    ) async throws(LawViolation) {
        try await lawfully(name) {
            switch body {
            case .store(let check):
                try await check(try await makeStore())
            case .stores(let check):
                var stores: [any KeyStore] = []
                for _ in 0..<Self.threadCount { stores.append(try await makeStore()) }
                try await check(stores)
            case .reopened(let before, let after):
                let store = try await makeStore()
                try await before(store)
                try await after(try await Self.required(reopen)(store))
            case .shared(let check):
                let store = try await makeStore()
                try await check(store, try await Self.required(reopen)(store))
            }
        }
    }

    /// Checks all laws, and stops at the first that is broken.
    ///
    /// - Parameters:
    ///   - makeStore: Makes a store that is new and empty, each time that it is called.
    ///   - reopen: Opens the records of the given store again; with it ``durable`` and ``shared`` are checked too.
    /// - Throws: ``LawViolation`` for the first law that the store does not keep.
    public nonisolated(nonsending) static func checkAll<Store: KeyStore>(
        _ makeStore: nonisolated(nonsending) () async throws -> Store,
        reopen: (nonisolated(nonsending) (Store) async throws -> Store)? = nil
    ) async throws(LawViolation) {
        for law in all + (reopen == nil ? [] : durable + shared) {
            try await law.check(makeStore, reopen: reopen)
        }
    }

    private static func required<Closure>(_ reopen: Closure?) throws -> Closure {
        guard let reopen else {
            throw UnmetExpectation(
                expected: "a closure that opens the records of a store again", found: "None was given: pass `reopen`.")
        }
        return reopen
    }
}
