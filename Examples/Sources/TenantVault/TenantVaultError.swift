/// Why the vault refuses what it was asked. What the hierarchy refuses comes as its own error.
public enum TenantVaultError: Error, Hashable, CustomStringConvertible {
    /// A name that no tenant can have.
    case invalidName
    /// There is no such tenant, or it was never taken in as a whole.
    case noSuchTenant(TenantName)
    /// The record of that name does not open for the tenant.
    case doesNotOpen(String)
    /// Bytes that are no sealed record.
    case malformedRecord
    /// No root protector opens the service master key, so that no tenant could be served.
    case rootUnreadable
    /// libcrypto has failed.
    case cryptographyFailed

    /// What happened, for a person.
    public var description: String {
        switch self {
        case .invalidName: "A tenant's name has 1 to 63 of a to z, 0 to 9 and -."
        case .noSuchTenant(let tenant): "There is no tenant \(tenant). Add it first."
        case .doesNotOpen(let id):
            "The record \(id) does not open: it is another tenant's or has another name, it was changed, or its key is gone."
        case .malformedRecord: "That is no sealed record."
        case .rootUnreadable:
            "None of the root protectors opens the service master key of the vault. If one is only out of reach, wait for it; "
                + "otherwise restore the key from its backup."
        case .cryptographyFailed: "libcrypto has failed to seal or to open."
        }
    }
}
