/// What can open a secret. New kinds of protectors may be added.
@nonexhaustive
public enum Protector: Hashable, Sendable {
    /// What protects the service master key itself, by its name.
    case root(RootProtectorName)
    /// Another key: the service master key over database master keys and server credentials, a database master key over the
    /// credentials and private keys of its database, a certificate, asymmetric or symmetric key over symmetric keys, a
    /// certificate of `master` over database encryption keys.
    case key(KeyIdentifier)
    /// A password, through a derivation that is stored with the encryption.
    case password
}
