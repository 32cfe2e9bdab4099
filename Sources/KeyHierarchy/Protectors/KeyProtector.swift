#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// One of the protectors of a key: what opens the key, and whether it ever did.
public struct KeyProtector: Hashable, Sendable {
    /// The key that it protects.
    public let key: NamedKey
    /// The number of the slot that the encryption under it takes.
    public let slot: Int32
    /// What opens the key.
    public let protector: Protector
    /// Who can open the key, by name: "password 'vault envelope 3'", "certificate 'Guard'", "machine key".
    public let name: String
    /// The label of the encryption: of a password what a person calls it, otherwise what sort of protector it is.
    public let label: String
    /// How the key of a password is derived; `nil` for other protectors, and where the store has no such derivation.
    public let derivation: PasswordDerivation?
    /// Whether the derivation is below the one that ``EncryptionHierarchy/Options/passwordDerivation`` asks for today, see
    /// ``/KeyCryptography/PasswordDerivation/isBelow(_:)``.
    public let isBelowStandard: Bool
    /// When the protector was added.
    public let created: Date
    /// When it last opened the key, to the hour or, when it was checked, to the microsecond; `nil` if it never did.
    public let lastProved: Date?
}

extension KeyProtector {
    init(_ encryption: KeyEncryption, of key: NamedKey, name: String, standard: PasswordDerivation) {
        self.key = key
        slot = encryption.id.slot
        protector = encryption.protector
        self.name = name
        label = encryption.label
        derivation = encryption.derivation
        isBelowStandard = encryption.derivation?.isBelow(standard) ?? false
        created = encryption.created
        lastProved = encryption.lastProved
    }
}

extension KeyEncryption {
    /// How the key of a password is derived; `nil` for other protectors, and for bytes that do not say.
    var derivation: PasswordDerivation? {
        guard protector == .password,
            let form = try? sealed.withBytes({ (bytes) throws(CryptographyError) in try SealedForm(bytes) }),
            case .password(let derivation, _) = form.source
        else { return nil }
        return derivation
    }
}

extension KeyEncryption {
    /// What a person calls the password that opens it.
    var nameOfPassword: String {
        "password '\(label)'"
    }
}
