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

    /// Returns the encryption of a secret under this key.
    func encryption(
        of secret: SharedSecret,
        as id: KeyEncryption.Identifier,
        label: String,
        in environment: ChangeEnvironment
    ) throws(CryptographyError) -> KeyEncryption {
        var sealer = try sealer()
        var encryption = KeyEncryption(id: id, protector: .key(self.id), label: label, created: environment.now)
        try sealer.seal(secret.bytes, into: &encryption, random: environment.random)
        return encryption
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
        var encryption = KeyEncryption(id: id, protector: .password, label: label, created: created)
        try seal(key.material.bytes, into: &encryption)
        return encryption
    }
}
