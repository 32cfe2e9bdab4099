package import KeyHierarchy

/// A request to an agent, or its answer. All of it lies in memory that is wiped, since part of it is a key.
///
/// | Length | Field |
/// |---|---|
/// | 1 | kind: 1 seal, 2 open, 3 result, 4 refusal |
/// | 2 | length of the context, big endian |
/// | 2 | length of the payload, big endian |
/// | | context |
/// | | payload |
package final class AgentMessage: Sendable {
    /// What a message is.
    package enum Kind: UInt8, Sendable {
        /// Seal the payload, which is a key, and bind it to the context.
        case seal = 1
        /// Open the payload, which is a seal.
        case open = 2
        /// What was asked for is the payload.
        case result = 3
        /// No. Why is for the agent's log: whoever tries seals should not learn from it.
        case refusal = 4
    }

    package let kind: Kind
    package let context: [UInt8]
    package let payload: SecretBytes

    /// Contexts and payloads have at most this many bytes.
    package static let limit = 0xFFFF

    /// Creates a message.
    ///
    /// - Throws: ``AgentError`` with the code `malformed` when context or payload are too long for one.
    package init(_ kind: Kind, context: [UInt8] = [], payload: borrowing SecretBytes) throws(AgentError) {
        guard context.count <= Self.limit, payload.count <= Self.limit else {
            throw AgentError(.malformed, "A message to an agent has at most \(Self.limit) bytes.")
        }
        self.kind = kind
        self.context = context
        self.payload = payload.withBytes { SecretBytes(copying: $0) }
    }

    /// The message as it goes over the wire.
    var encoded: SecretBytes {
        let header = [
            kind.rawValue, UInt8(context.count >> 8), UInt8(context.count & 0xFF), UInt8(payload.count >> 8),
            UInt8(payload.count & 0xFF),
        ]
        return SecretBytes(
            count: header.count + context.count + payload.count,
            filledBy: { (bytes: inout MutableRawSpan) in
                unsafe bytes.withUnsafeMutableBytes { bytes in
                    unsafe bytes.copyBytes(from: header + context)
                    let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[(header.count + context.count)...])
                    payload.withBytes { payload in
                        unsafe payload.withUnsafeBytes { unsafe rest.copyMemory(from: $0) }
                    }
                }
            })
    }
}

extension AgentMessage {
    /// What comes first: what the message is, and how long the rest is.
    struct Header {
        let kind: Kind
        let contextCount: Int
        let payloadCount: Int

        /// The length of a header in bytes.
        static let size = 5

        /// - Throws: ``AgentError`` with the code `malformed` when there is no such kind of message.
        init(_ bytes: borrowing SecretBytes) throws(AgentError) {
            let bytes = bytes.array
            guard bytes.count == Self.size, let kind = Kind(rawValue: bytes[0]) else {
                throw AgentError(.malformed, "What was received is no message.")
            }
            self.kind = kind
            contextCount = Int(bytes[1]) << 8 | Int(bytes[2])
            payloadCount = Int(bytes[3]) << 8 | Int(bytes[4])
        }
    }
}

extension SecretBytes {
    /// A copy in ordinary memory, for what is no secret.
    package var array: [UInt8] {
        withBytes { bytes in
            bytes.byteOffsets.map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
    }
}
