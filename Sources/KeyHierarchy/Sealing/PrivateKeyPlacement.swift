/// A protector that is ready to take a private key in: the password has been derived, the master key is open.
enum PrivateKeyPlacement: Sendable {
    case masterKey(OpenKey)
    case password(PasswordSeal, label: String)

    /// Writes the encryption of a private key, the only one of its certificate or asymmetric key.
    func put(
        _ privateKey: RSAPrivateKey,
        of id: KeyIdentifier,
        into store: any KeyStoreWriter,
        _ environment: ChangeEnvironment
    ) throws {
        let slot = KeyEncryption.Identifier(key: id, slot: 1)
        let secret = SharedSecret(try privateKey.pkcs8())
        switch self {
        case .masterKey(let key):
            try store.requireCurrent(key)
            try store.put([try key.encryption(of: secret, as: id, in: environment)])
        case .password(let seal, let label):
            var encryption = KeyEncryption(id: slot, protector: .password, label: label, created: environment.now)
            try seal.seal(secret.bytes, into: &encryption)
            try store.put([encryption])
        }
    }
}
