/// A mechanism that is ready to encrypt a key: the password has been derived, the other key is open.
enum PreparedMechanism: Sendable {
    case password(PasswordSeal, label: String)
    case key(OpenKey, name: String)
    case publicKey(RSAPublicKey, of: KeyRecord)

    /// What opens the encryption again.
    var protector: Protector {
        switch self {
        case .password: .password
        case .key(let key, _): .key(key.id)
        case .publicKey(_, let owner): .key(owner.id)
        }
    }

    /// What messages call the mechanism, and its name. That of a password is empty: its label is nobody's business there.
    var description: (noun: String, name: String) {
        switch self {
        case .password: ("password", "")
        case .key(let key, let name): (key.id.kind.noun, name)
        case .publicKey(_, let owner): (owner.id.kind.noun, owner.name)
        }
    }

    /// Throws a conflict when the key that encrypts was replaced or dropped since it was read.
    func requireCurrent(in store: some KeyStoreReader) throws {
        switch self {
        case .password: break
        case .key(let key, _): try store.requireCurrent(key)
        case .publicKey(_, let owner):
            // Its private key may have been taken away since, which keeps the key's identity.
            _ = try store.requireUnchanged(owner)
        }
    }

    /// Returns the encryption of a key.
    func encryption(of key: OpenKey, slot: Int32, in environment: ChangeEnvironment) throws -> KeyEncryption {
        switch self {
        case .password(let seal, let label):
            return try seal.encryption(of: key, slot: slot, label: label, created: environment.now)
        case .key(let parent, _):
            return try parent.encryption(
                of: key.material, as: KeyEncryption.Identifier(key: key.id, slot: slot), label: parent.id.kind.noun,
                in: environment)
        case .publicKey(let publicKey, let owner):
            var encryption = KeyEncryption(
                id: KeyEncryption.Identifier(key: key.id, slot: slot), protector: .key(owner.id),
                label: owner.id.kind.noun, created: environment.now)
            try PublicKeySeal.seal(key.material.bytes, into: &encryption, for: publicKey)
            return encryption
        }
    }
}
