import Dispatch
import KeyHierarchy
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A connection between a client and an agent, until a deadline. It waits on a queue, off Swift concurrency's pool.
package final class AgentConnection: Sendable {
    private let descriptor: Int32
    /// What the other side is called in errors.
    private let peer: String
    private let timeout: Duration
    private let deadline: ContinuousClock.Instant
    private let isCancelled = Atomic(false)
    private let queue = DispatchQueue(label: "AgentConnection")

    /// How often a thread that waits looks whether its task was cancelled, in milliseconds.
    private static let pollInterval = 50

    /// Takes a socket over, and closes it in the end.
    ///
    /// - Throws: ``AgentError`` with the code `unavailable`.
    package init(descriptor: Int32, peer: String, timeout: Duration) throws(AgentError) {
        self.descriptor = descriptor
        self.peer = peer
        self.timeout = timeout
        deadline = .now + timeout
        guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else {
            throw AgentError.system(.unavailable, "The connection to \(peer) cannot be set up")
        }
    }

    deinit {
        _ = close(descriptor)
    }

    /// Connects to the agent at a socket.
    ///
    /// - Throws: ``AgentError`` with the code `notPrivate`, `unavailable`, `timedOut`; `CancellationError`.
    package convenience init(to path: String, timeout: Duration) async throws {
        try UnixSocket.requirePrivate(path)
        try self.init(descriptor: try UnixSocket.make(), peer: "the agent at \(path)", timeout: timeout)
        try await onQueue { connection in
            while try unsafe UnixSocket.withAddress(path, { unsafe connect(connection.descriptor, $0, $1) }) != 0 {
                switch errno {
                // The agent's queue of connections is full, and nothing announces when it no longer is.
                case EAGAIN, EINTR: try connection.pause()
                default: throw AgentError.system(.unavailable, "Nobody answers at \(path)")
                }
            }
        }
    }

    /// Sends a message.
    ///
    /// - Throws: ``AgentError`` with the code `timedOut`, `unavailable`; `CancellationError`.
    package func send(_ message: AgentMessage) async throws {
        try await onQueue { connection in
            let bytes = message.encoded
            try bytes.withBytes { bytes in
                try unsafe bytes.withUnsafeBytes { unsafe try connection.write($0) }
            }
        }
    }

    /// Receives a message.
    ///
    /// - Throws: ``AgentError`` with the code `timedOut`, `unavailable`, `malformed`; `CancellationError`.
    package func receive() async throws -> AgentMessage {
        try await onQueue { connection in
            let header = try AgentMessage.Header(connection.read(count: AgentMessage.Header.size))
            let context = try connection.read(count: header.contextCount).array
            return try AgentMessage(
                header.kind, context: context, payload: try connection.read(count: header.payloadCount))
        }
    }

    private func onQueue<Result: Sendable>(
        _ body: @escaping @Sendable (AgentConnection) throws -> Result
    ) async throws -> Result {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue.async { continuation.resume(with: Swift.Result { try body(self) }) }
            }
        } onCancel: {
            isCancelled.store(true, ordering: .relaxed)
        }
    }

    // MARK: On the queue

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        var written = 0
        while written < bytes.count {
            try wait(for: POLLOUT)
            let count = unsafe UnixSocket.send(descriptor, UnsafeRawBufferPointer(rebasing: bytes[written...]))
            if try progress(count) { written += count }
        }
    }

    private func read(count: Int) throws -> SecretBytes {
        try SecretBytes(
            count: count,
            filledBy: { (bytes: inout MutableRawSpan) in
                try unsafe bytes.withUnsafeMutableBytes { buffer in
                    var received = 0
                    while received < buffer.count {
                        try wait(for: POLLIN)
                        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[received...])
                        let count = unsafe recv(descriptor, rest.baseAddress, rest.count, 0)
                        guard count != 0 else { throw AgentError(.unavailable, "\(peer) hung up.") }
                        if try progress(count) { received += count }
                    }
                }
            })
    }

    /// Whether a call has moved bytes, or is to be made again.
    private func progress(_ count: Int) throws -> Bool {
        if count >= 0 { return true }
        guard errno == EAGAIN || errno == EINTR else {
            throw AgentError.system(.unavailable, "The connection to \(peer) broke")
        }
        return false
    }

    /// Waits until the socket can be read or written.
    private func wait(for event: some BinaryInteger) throws {
        while true {
            var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
            let milliseconds = min(try remainingMilliseconds(), Self.pollInterval)
            // Whatever has happened, an error too, the call that follows says what it was.
            if unsafe poll(&request, 1, Int32(milliseconds)) > 0 { return }
        }
    }

    private func pause() throws {
        _ = poll(nil, 0, Int32(min(try remainingMilliseconds(), 5)))
    }

    /// Returns how long may still be waited: at least a millisecond.
    private func remainingMilliseconds() throws -> Int {
        if isCancelled.load(ordering: .relaxed) { throw CancellationError() }
        let remaining = ContinuousClock.now.duration(to: deadline)
        guard remaining > .zero else { throw AgentError(.timedOut, "\(peer) did not answer within \(timeout).") }
        return Int((remaining / .milliseconds(1)).rounded(.up))
    }
}
