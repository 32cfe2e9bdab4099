import AgentRootProtector
import Dispatch
import KeyHierarchy

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Answers the requests that come to a socket with what a root protector says.
final class AgentServer: Sendable {
    private let path: String
    private let protector: any RootProtector
    /// A source of events is not marked as one that several threads may use; its functions are.
    private nonisolated(unsafe) let source: any DispatchSourceRead

    /// How long a client may take over its request. Who is slower is hung up on.
    private static let timeout = Duration.seconds(5)

    /// Begins to listen.
    ///
    /// - Throws: ``AgentError`` with the code `unavailable` when another agent listens there, or nobody can.
    init(socket path: String, protector: any RootProtector) throws(AgentError) {
        self.path = path
        self.protector = protector
        try Self.removeRemains(of: path)
        let descriptor = try UnixSocket.listen(at: path)
        unsafe source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
        unsafe source.setEventHandler { [weak self] in self?.takeClients(descriptor) }
        unsafe source.setCancelHandler { _ = close(descriptor) }
        unsafe source.activate()
    }

    /// Stops listening. Whoever has connected is still served, as long as the process lives.
    func stop() {
        _ = unsafe unlink(path)
        unsafe source.cancel()
    }

    /// Takes the socket away that an agent has left which did not end in order; one that answers is left alone.
    private static func removeRemains(of path: String) throws(AgentError) {
        let probe = try UnixSocket.make()
        defer { _ = close(probe) }
        if try unsafe UnixSocket.withAddress(path, { unsafe connect(probe, $0, $1) }) == 0 {
            throw AgentError(.unavailable, "Another agent listens at \(path).")
        }
        if errno == ECONNREFUSED { _ = unsafe unlink(path) }
    }

    private func takeClients(_ descriptor: Int32) {
        while case let client = accept(descriptor, nil, nil), client >= 0 {
            Task {
                // A client that hangs up, or sends what is no request, has no right to an answer.
                let connection = try AgentConnection(descriptor: client, peer: "a client", timeout: Self.timeout)
                try await connection.send(try await answer(to: try await connection.receive()))
            }
        }
    }

    private func answer(to request: AgentMessage) async throws -> AgentMessage {
        do {
            switch request.kind {
            case .seal:
                let sealed = try await protector.seal(request.payload, context: request.context)
                return try AgentMessage(.result, payload: unsafe SecretBytes(copying: sealed.span.bytes))
            case .open:
                let key = try await protector.open(request.payload.array, context: request.context)
                return try AgentMessage(.result, payload: key)
            case .result, .refusal:
                break
            }
        } catch {
            // Why, only whoever runs the agent should know; a client could be somebody who tries seals.
        }
        return try AgentMessage(.refusal, payload: SecretBytes(count: 0, filledBy: { (_: inout MutableRawSpan) in }))
    }
}
