/// What happens while a script runs.
///
/// The script runs as the events are taken; when the iterator goes away, or its task is cancelled, it ends.
public struct ScriptEvents: AsyncSequence, Sendable {
    /// Stops the run, and knows how far it came.
    package let control = ScriptControl()
    private let begin: @Sendable (ScriptControl) -> ScriptTask

    init(_ begin: @escaping @Sendable (ScriptControl) -> ScriptTask) {
        self.begin = begin
    }

    /// Begins to run the script, once the first event is asked for.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(begin: { begin(control) })
    }

    /// Runs the script.
    public struct AsyncIterator: AsyncIteratorProtocol {
        /// Ends the run with the life of the last copy of its iterator.
        private final class Reader: Sendable {
            let run: ScriptTask

            init(_ run: ScriptTask) {
                self.run = run
            }

            deinit {
                run.cancel()
            }
        }

        private let begin: @Sendable () -> ScriptTask
        private var reader: Reader?

        fileprivate init(begin: @escaping @Sendable () -> ScriptTask) {
            self.begin = begin
        }

        /// The next event, or `nil` when the script has ended.
        ///
        /// - Throws: ``ScriptError`` when the script cannot go on, `CancellationError`, and what a store or an authorizer
        ///   throws.
        public mutating func next() async throws -> ScriptEvent? {
            let reader = reader ?? Reader(begin())
            self.reader = reader
            let run = reader.run
            return try await withTaskCancellationHandler {
                try await run.channel.next()
            } onCancel: {
                run.cancel()
            }
        }
    }
}
