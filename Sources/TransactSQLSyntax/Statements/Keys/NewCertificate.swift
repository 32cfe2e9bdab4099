/// `CREATE CERTIFICATE name [AUTHORIZATION owner] … [ACTIVE FOR BEGIN_DIALOG = ON | OFF]`.
public struct NewCertificate: Sendable, Hashable {
    /// Where a certificate comes from.
    @nonexhaustive
    public enum Source: Sendable, Hashable {
        /// A new key pair, and a certificate that it signs itself.
        case generated(GeneratedCertificate)

        /// `FROM ASSEMBLY name`.
        case assembly(Identifier)

        /// `FROM FILE = 'path' [WITH [FORMAT = 'PFX',] PRIVATE KEY (…)]`.
        case file(StringLiteral, format: StringLiteral?, privateKey: PrivateKeyOptions?)

        /// `FROM EXECUTABLE FILE = 'path'`: the file is signed with the certificate.
        case executableFile(StringLiteral, privateKey: PrivateKeyOptions?)

        /// `FROM BINARY = 0x… [WITH PRIVATE KEY (…)]`.
        case binary([UInt8], privateKey: PrivateKeyOptions?)
    }

    /// The certificate's name.
    public var name: Identifier

    /// The user who owns it, if not the caller.
    public var owner: Identifier?

    /// Where it comes from.
    public var source: Source

    /// Whether it may begin a dialog of Service Broker, if said.
    public var isActiveForDialogs: Bool?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - name: The certificate's name.
    ///   - owner: The user who owns it, if not the caller.
    ///   - source: Where it comes from.
    ///   - isActiveForDialogs: Whether it may begin a dialog of Service Broker, if said.
    public init(name: Identifier, owner: Identifier? = nil, source: Source, isActiveForDialogs: Bool? = nil) {
        self.name = name
        self.owner = owner
        self.source = source
        self.isActiveForDialogs = isActiveForDialogs
    }
}

/// `[ENCRYPTION BY PASSWORD = …] WITH SUBJECT = … [, START_DATE = …] [, EXPIRY_DATE = …]`.
public struct GeneratedCertificate: Sendable, Hashable {
    /// The password that encrypts the private key; without one the database master key does.
    public var password: StringLiteral?

    /// The subject.
    public var subject: StringLiteral

    /// The date from which it is valid, in UTC; without one, now.
    public var startDate: StringLiteral?

    /// The date to which it is valid, in UTC; without one, a year after the first.
    public var expiryDate: StringLiteral?

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - password: The password that encrypts the private key.
    ///   - subject: The subject.
    ///   - startDate: The date from which it is valid, in UTC.
    ///   - expiryDate: The date to which it is valid, in UTC.
    public init(
        password: StringLiteral? = nil,
        subject: StringLiteral,
        startDate: StringLiteral? = nil,
        expiryDate: StringLiteral? = nil
    ) {
        self.password = password
        self.subject = subject
        self.startDate = startDate
        self.expiryDate = expiryDate
    }
}
