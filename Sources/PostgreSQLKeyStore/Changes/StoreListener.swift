#if PostgreSQL
import Foundation
import KeyHierarchy
import Synchronization

/// Waits on a connection of its own for what the server tells of commits, on a thread of its own.
final class StoreListener: Sendable {
    private let opening: ConnectionOpening
    private let report: @Sendable (PostgreSQLKeyStore.Change) -> Void
    private let isStopped = Mutex(false)

    /// How long it waits before it looks whether it is still wanted.
    private static let interval = Duration.milliseconds(500)
    /// How long it waits at the most before it tries to connect again.
    private static let longestPause = Duration.seconds(30)

    init(_ opening: ConnectionOpening, report: @escaping @Sendable (PostgreSQLKeyStore.Change) -> Void) {
        self.opening = opening
        self.report = report
    }

    func start() {
        Thread.detachNewThread { self.run() }
    }

    func stop() {
        isStopped.withLock { $0 = true }
    }

    private func run() {
        var pause = Self.interval
        while !isStopped.withLock({ $0 }) {
            // Whatever went wrong, the next connection begins with the news that something may have been missed.
            var wasConnected = false
            try? listen(&wasConnected)
            // A server that lets nobody in is not to be asked twice a second.
            pause = wasConnected ? Self.interval : min(pause * 2, Self.longestPause)
            let end = ContinuousClock.now + pause
            while ContinuousClock.now < end, !isStopped.withLock({ $0 }) {
                Thread.sleep(forTimeInterval: Self.interval / .seconds(1))
            }
        }
    }

    private func listen(_ wasConnected: inout Bool) throws {
        let connection = try opening.connect()
        try connection.script("LISTEN \"\(opening.schema)\"")
        wasConnected = true
        report(.connected)
        while !isStopped.withLock({ $0 }) {
            for text in try connection.notifications(within: Self.interval) {
                // Anybody may send something on the channel.
                if let revision = Int64(text) { report(.committed(revision: revision)) }
            }
        }
    }
}
#endif
