/// `ADD` or `DROP [COUNTER] SIGNATURE`.
@nonexhaustive
public enum SignatureStatement: Sendable, Hashable {
    /// `ADD [COUNTER] SIGNATURE TO [class::]module BY signer, …`.
    case add(isCounter: Bool, to: Securable, by: [Signer])

    /// `DROP [COUNTER] SIGNATURE FROM [class::]module BY signer, …`.
    case drop(isCounter: Bool, from: Securable, by: [SigningKey])

    /// A key that signs, and what it takes to have its signature.
    public struct Signer: Sendable, Hashable {
        /// The key.
        public var key: SigningKey

        /// Where the signature comes from.
        public var source: Source

        /// Creates one from its parts.
        ///
        /// - Parameters:
        ///   - key: The key.
        ///   - source: Where the signature comes from.
        public init(key: SigningKey, source: Source) {
            self.key = key
            self.source = source
        }
    }

    /// Where a signature comes from.
    @nonexhaustive
    public enum Source: Sendable, Hashable {
        /// The private key, which the database master key opens.
        case privateKey

        /// `WITH PASSWORD = …`: the private key, which the password opens.
        case privateKeyUnderPassword(StringLiteral)

        /// `WITH SIGNATURE = 0x…`: it was made before.
        case signature([UInt8])
    }

    /// A certificate or an asymmetric key.
    @nonexhaustive
    public enum SigningKey: Sendable, Hashable {
        /// `CERTIFICATE name`.
        case certificate(Identifier)

        /// `ASYMMETRIC KEY name`.
        case asymmetricKey(Identifier)
    }
}
