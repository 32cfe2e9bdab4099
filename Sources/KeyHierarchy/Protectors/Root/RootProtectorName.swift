/// The part that a root protector plays for an instance. An instance has one protector of each name.
public struct RootProtectorName: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The name, which is part of what a seal is bound to: a protector that is renamed opens nothing.
    public let rawValue: String

    /// Creates a name; what a person calls the protector.
    ///
    /// - Parameter rawValue: A few words, such as "token in slot 1".
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The machine: SQL Server's encryption with thumbprint `0x03`.
    public static let machineKey = RootProtectorName(rawValue: "machine key")
    /// The account that the service runs under: SQL Server's encryption with thumbprint `0x01`.
    public static let serviceAccount = RootProtectorName(rawValue: "service account")
    /// A hardware token, as the product `PKCS11RootProtector` uses it. SQL Server has no encryption of this kind: there, the
    /// service master key is never in a token.
    public static let token = RootProtectorName(rawValue: "token")

    /// The name.
    public var description: String {
        rawValue
    }
}
