/// What happens while a script runs.
///
/// The script runs as the events are taken; when the iterator goes away, or its task is cancelled, it ends.
public struct ScriptEvents: AsyncSequence, Sendable {
    /// Runs the script.
    public struct AsyncIterator: AsyncIteratorProtocol {
        /// The next event, or `nil` when the script has ended.
        ///
        /// - Throws: ``ScriptError`` when the script cannot go on, `CancellationError`, and whatever a store throws.
        public mutating func next() async throws -> ScriptEvent? { nil }
    }

    /// Begins to run the script.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }
}
