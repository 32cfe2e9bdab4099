/// A certificate or an asymmetric key of a database, by its name, in any spelling that is equal without regard to case.
///
/// Both are a public key and, mostly, a private one; a certificate has more to say about it.
public enum KeyPair: Hashable, Sendable {
    /// A certificate.
    case certificate(String)
    /// An asymmetric key.
    case asymmetricKey(String)

    /// The name.
    public var name: String {
        switch self {
        case .certificate(let name), .asymmetricKey(let name): name
        }
    }

    /// What sort of key it is.
    package var kind: KeyIdentifier.Kind {
        switch self {
        case .certificate: .certificate
        case .asymmetricKey: .asymmetricKey
        }
    }
}
