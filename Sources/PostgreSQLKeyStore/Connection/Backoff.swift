#if PostgreSQL
import Foundation

/// How long to wait before the next attempt, and when to give up: at once the first time, then twice as long each time.
struct Backoff {
    private let deadline: ContinuousClock.Instant
    private var next = Duration.zero

    init(patience: Duration) {
        deadline = .now + patience
    }

    /// Holds the thread until the next attempt is due.
    ///
    /// - Returns: Whether there is time for another one.
    mutating func wait() -> Bool {
        guard ContinuousClock.now + next < deadline else { return false }
        Thread.sleep(forTimeInterval: next / .seconds(1))
        next = next == .zero ? .milliseconds(50) : min(next * 2, .seconds(1))
        return true
    }
}
#endif
