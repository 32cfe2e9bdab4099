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

/// Which of a key's protectors is meant.
public enum ProtectorSelection: Hashable, Sendable {
    /// The one in a slot.
    case slot(Int32)
    /// The one with a label, if no other one of the key has it.
    case label(String)
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

extension [KeyEncryption] {
    /// Returns the encryption that is meant.
    ///
    /// - Parameter key: What the key is called, for messages.
    /// - Throws: ``HierarchyError/Code-swift.struct/wrongDecryptor`` when there is none, or more than one of that label.
    func encryption(_ selection: ProtectorSelection, of key: some CustomStringConvertible) throws -> KeyEncryption {
        let found =
            switch selection {
            case .slot(let slot): filter { $0.id.slot == slot }
            case .label(let label): filter { $0.label == label }
            }
        guard let encryption = found.first, found.count == 1 else {
            throw HierarchyError.noSuchProtector(selection, of: key, count: found.count, among: self)
        }
        return encryption
    }
}

extension HierarchyError {
    fileprivate static func noSuchProtector(
        _ selection: ProtectorSelection,
        of key: some CustomStringConvertible,
        count: Int,
        among encryptions: [KeyEncryption]
    ) -> HierarchyError {
        let what =
            switch selection {
            case .slot(let slot): "in slot \(slot)"
            case .label(let label): "labelled '\(label)'"
            }
        let present = encryptions.map { "\($0.id.slot) '\($0.label)'" }.joined(separator: ", ")
        return HierarchyError(
            .wrongDecryptor,
            count == 0 ? "The \(key) has no protector \(what)." : "The \(key) has \(count) protectors \(what).",
            advice: encryptions.isEmpty
                ? "It has none at all." : "It has, by slot: \(present)." + (count > 1 ? " Name the slot." : ""))
    }
}
