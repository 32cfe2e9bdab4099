/// Where the records of one instance are kept. A store never sees a secret that is not encrypted.
///
/// Every operation of the hierarchy is one call of ``write(_:)``. An implementation must give:
/// - *atomicity*: what `body` wrote is there as a whole once `write` returns, and not at all when `body` or the store
///   throws; within one operation, records may be written in any order;
/// - *isolation*: writers come one after the other, in all processes; `body` of ``read(_:)`` sees one state throughout;
/// - *durability*, as far as the store promises any, once `write` returns;
/// - *fidelity*: a record is read as it was written, texts byte by byte, times to the microsecond, and what was read
///   and is written again is read the same; what `body` throws is passed on as it is;
/// - `body` runs outside Swift concurrency's cooperative threads when it writes, since it may work for seconds;
/// - a task that is cancelled is served like any other: whether an operation is still wanted, the hierarchy decides.
///
/// A store that cannot let two writers wait for each other throws ``HierarchyError/conflict(_:cause:)``; the hierarchy
/// then tries the operation again.
///
/// The product `KeyHierarchyTesting` has all this as tests that an implementation can be put to: `KeyStoreLaw`.
public protocol KeyStore: Sendable {
    /// Calls `body` with one consistent state of the store.
    ///
    /// - Parameter body: What to do with the state. It is called once, does not outlive the call, and must not keep the
    ///   reader.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, as it is; an error of the store's own when the state cannot be had.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreReader) throws -> Result
    ) async throws -> Result

    /// Calls `body` with the present state, and commits what it wrote when it returns.
    ///
    /// - Parameter body: What to do. It is called once, does not outlive the call, and must not keep the writer.
    /// - Returns: What `body` returned, once its writes are committed.
    /// - Throws: What `body` throws, as it is, and nothing is written then; ``HierarchyError/conflict(_:cause:)`` when
    ///   another writer came first; an error of the store's own when it could not commit.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any KeyStoreWriter) throws -> Result
    ) async throws -> Result
}
