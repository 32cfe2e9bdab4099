public import KeyHierarchy

/// A root protector that asks an agent on the same machine, through a Unix socket: the shape of a client for a hardware
/// module, or for the daemon of a key management service. The key that seals never enters this process.
///
/// How it keeps the laws of a ``/KeyHierarchy/RootProtector``:
/// - *What was sealed opens, here and later*: the agent's promise, which the hierarchy tests before it relies on a seal.
/// - *Another context, or a changed byte, does not open*: the context goes to the agent with the seal, and an answer that is
///   not "here it is" is an error.
/// - *No copy of the key is kept*: request and answer lie in memory that is wiped when the call returns.
///
/// A call that takes longer than the time-out ends with ``AgentError``, as does every other failure; a task that is
/// cancelled ends the call with `CancellationError`, which the hierarchy does not take for a protector that fails.
public struct AgentRootProtector: RootProtector {
    /// The name under which the hierarchy stores what the agent sealed.
    public static let defaultName = RootProtectorName(rawValue: "key agent")

    public let name: RootProtectorName
    /// The path of the socket.
    public let socketPath: String
    /// How long one call may take, from connecting to the last byte of the answer.
    public let timeout: Duration

    /// Creates a client; nothing is asked yet.
    ///
    /// - Parameters:
    ///   - path: The socket of the agent.
    ///   - name: The part that the agent plays for the instance.
    ///   - timeout: How long one call may take. An instance starts with up to three calls for each protector.
    public init(
        socket path: String,
        name: RootProtectorName = Self.defaultName,
        timeout: Duration = .seconds(5)
    ) {
        socketPath = path
        self.name = name
        self.timeout = timeout
    }

    /// Has the agent seal a key.
    ///
    /// - Throws: ``AgentError``, `CancellationError`.
    public func seal(_ key: borrowing SecretBytes, context: [UInt8]) async throws -> [UInt8] {
        try await ask(AgentMessage(.seal, context: context, payload: key)).payload.array
    }

    /// Has the agent open a seal.
    ///
    /// - Throws: ``AgentError`` with the code `refused` when it does not open, or another one; `CancellationError`.
    public func open(_ sealed: [UInt8], context: [UInt8]) async throws -> SecretBytes {
        // More than any seal of a key: not worth the agent's time.
        guard sealed.count <= SealedSecret.maximumSize else { throw AgentError(.refused, "Nobody has sealed that.") }
        let request = try AgentMessage(
            .open, context: context, payload: unsafe SecretBytes(copying: sealed.span.bytes))
        let answer = try await ask(request)
        return answer.payload.withBytes { SecretBytes(copying: $0) }
    }

    /// Sends a request, and returns the answer to it.
    private func ask(_ request: AgentMessage) async throws -> AgentMessage {
        let connection = try await AgentConnection(to: socketPath, timeout: timeout)
        try await connection.send(request)
        let answer = try await connection.receive()
        switch answer.kind {
        case .result: return answer
        case .refusal:
            throw AgentError(.refused, "The agent at \(socketPath) refuses: it did not seal that, or not so.")
        case .seal, .open: throw AgentError(.malformed, "The agent at \(socketPath) answers with a question.")
        }
    }
}
