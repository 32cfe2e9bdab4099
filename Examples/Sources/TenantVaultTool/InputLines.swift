import Dispatch
import Foundation
import Synchronization

/// The lines of standard input, one after the other, until it ends or the process is to stop.
final class InputLines: Sendable {
    private let received = Mutex([UInt8]())
    private let queue = DispatchQueue(label: "InputLines")
    private let isStopRequested: @Sendable () -> Bool

    /// The longest line in bytes.
    private static let limit = 1 << 20
    /// How often a thread that waits for input looks whether the process is to stop, in milliseconds.
    private static let pollInterval: Int32 = 100

    init(until isStopRequested: @escaping @Sendable () -> Bool) {
        self.isStopRequested = isStopRequested
    }

    /// Returns the next line without its end, or `nil` when there is none any more.
    func next() async throws -> Data? {
        // Off Swift concurrency's pool: the thread waits for whoever writes.
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try self.readLine() }) }
        }
    }

    private func readLine() throws -> Data? {
        try received.withLock { received in
            while true {
                if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
                    defer { received.removeSubrange(...end) }
                    return Data(received[..<end])
                }
                guard received.count <= Self.limit else { throw LineTooLong(limit: Self.limit) }
                guard let more = try readSome() else {
                    defer { received = [] }
                    return received.isEmpty ? nil : Data(received)
                }
                received += more
            }
        }
    }

    /// Returns what has come, or `nil` when nothing will.
    private func readSome() throws -> Data? {
        var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        while unsafe poll(&request, 1, Self.pollInterval) <= 0 {
            if isStopRequested() { return nil }
        }
        if isStopRequested() { return nil }
        let data = FileHandle.standardInput.availableData
        return data.isEmpty ? nil : data
    }
}

/// A line that is longer than any request.
private struct LineTooLong: Error, CustomStringConvertible {
    let limit: Int

    var description: String {
        "A line of the input has more than \(limit) bytes. Reading ends here."
    }
}
