import Synchronization

/// Hands events from the task that runs a script to the one that reads them, one at a time: the script waits until its
/// event is taken.
final class EventChannel: Sendable {
    private enum State {
        /// Nobody waits.
        case idle
        /// The script waits until its event is taken.
        case offered(ScriptEvent, CheckedContinuation<Void, any Error>)
        /// The reader waits for an event.
        case awaited(CheckedContinuation<ScriptEvent?, any Error>)
        /// The script has ended, with an error or without; who reads on gets nothing more.
        case ended((any Error)?)
        /// The reader has gone.
        case abandoned
    }

    private let state = Mutex(State.idle)

    /// Gives an event to the reader, and waits until it is taken.
    ///
    /// Also when the task is cancelled: what a statement has done is told, and must not look as if it were cancelled.
    ///
    /// - Throws: `CancellationError` when the reader has gone.
    func send(_ event: ScriptEvent) async throws {
        try await withCheckedThrowingContinuation { (writer: CheckedContinuation<Void, any Error>) in
            let reader: CheckedContinuation<ScriptEvent?, any Error>? = state.withLock { state in
                switch state {
                case .idle:
                    state = .offered(event, writer)
                    return nil
                case .awaited(let reader):
                    state = .idle
                    return reader
                case .offered, .ended, .abandoned:
                    writer.resume(throwing: CancellationError())
                    return nil
                }
            }
            guard let reader else { return }
            reader.resume(returning: event)
            writer.resume()
        }
    }

    /// Says that the script has ended.
    func finish(throwing error: (any Error)? = nil) {
        let reader: CheckedContinuation<ScriptEvent?, any Error>? = state.withLock { state in
            switch state {
            case .awaited(let reader):
                state = .ended(nil)
                return reader
            case .idle, .offered:
                state = .ended(error)
                return nil
            case .ended, .abandoned: return nil
            }
        }
        guard let reader else { return }
        if let error { reader.resume(throwing: error) } else { reader.resume(returning: nil) }
    }

    /// The next event; `nil` when the script has ended.
    func next() async throws -> ScriptEvent? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (reader: CheckedContinuation<ScriptEvent?, any Error>) in
                let writer: CheckedContinuation<Void, any Error>? = state.withLock { state in
                    switch state {
                    case .offered(let event, let writer):
                        state = .idle
                        reader.resume(returning: event)
                        return writer
                    case .ended(let error):
                        state = .ended(nil)
                        if let error { reader.resume(throwing: error) } else { reader.resume(returning: nil) }
                        return nil
                    case .idle:
                        state = .awaited(reader)
                        return nil
                    case .awaited, .abandoned:
                        reader.resume(throwing: CancellationError())
                        return nil
                    }
                }
                writer?.resume()
            }
        } onCancel: {
            abandon()
        }
    }

    /// Whether nothing more comes: the script has ended, or nobody reads on.
    var hasEnded: Bool {
        state.withLock { state in
            switch state {
            case .ended, .abandoned: true
            case .idle, .offered, .awaited: false
            }
        }
    }

    /// Lets whoever waits go: the script is not to go on.
    func abandon() {
        state.withLock { state in
            switch state {
            case .offered(_, let writer): writer.resume(throwing: CancellationError())
            case .awaited(let reader): reader.resume(throwing: CancellationError())
            case .idle, .ended, .abandoned: break
            }
            state = .abandoned
        }
    }
}
