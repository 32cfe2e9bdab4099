#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension OpenKey {
    /// Returns the encryption of a key below this one.
    func encryption(
        of key: OpenKey,
        slot: Int32,
        in environment: ChangeEnvironment
    ) throws(CryptographyError) -> KeyEncryption {
        try encryption(
            of: key.material, as: KeyEncryption.Identifier(key: key.id, slot: slot), label: "service master key",
            in: environment)
    }

    /// Returns the encryption of a credential's secret under this key. A credential has one slot.
    func encryption(
        of secret: SharedSecret,
        as credential: KeyIdentifier,
        in environment: ChangeEnvironment
    ) throws(CryptographyError) -> KeyEncryption {
        try encryption(
            of: secret, as: KeyEncryption.Identifier(key: credential, slot: 1), label: "master key", in: environment)
    }

    private func encryption(
        of secret: SharedSecret,
        as id: KeyEncryption.Identifier,
        label: String,
        in environment: ChangeEnvironment
    ) throws(CryptographyError) -> KeyEncryption {
        var sealer = try sealer()
        let sealed = try sealer.seal(
            secret.bytes, as: id, protector: .key(self.id), label: label, random: environment.random)
        return KeyEncryption(
            id: id, protector: .key(self.id), label: label, created: environment.now, lastProved: nil, sealed: sealed)
    }
}

extension PasswordSeal {
    /// Returns the encryption of a key under this password.
    func encryption(
        of key: OpenKey,
        slot: Int32,
        label: String,
        created: Date
    ) throws(CryptographyError) -> KeyEncryption {
        let id = KeyEncryption.Identifier(key: key.id, slot: slot)
        return KeyEncryption(
            id: id, protector: .password, label: label, created: created, lastProved: nil,
            sealed: try seal(key.material.bytes, as: id, label: label))
    }
}
