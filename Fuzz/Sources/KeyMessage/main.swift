import FuzzTarget
@testable import KeyCryptography
@testable import SQLServerFormats

/// A message of `ENCRYPTBYKEY`, under keys of both sizes of blocks. The first byte says what the rest is.
private func cipher(_ algorithm: SymmetricAlgorithm) throws -> KeyMessageCipher {
    let guid = try MessageKey.guid(identityValue: "fuzz")
    let bytes = SecretBytes(count: algorithm.keySize) { (_: inout MutableRawSpan) in }
    return try KeyMessageCipher(MessageKey(algorithm, guid: guid, bytes: bytes))
}

private let prefix = try MessageKey.guid(identityValue: "fuzz").sqlServerBytes

FuzzTarget.run(refusing: [], allocating: 64 << 10, perByte: 16) { bytes in
    guard let first = bytes.first else { return }
    let rest = Array(bytes.dropFirst())
    var wide = try cipher(.aes256)
    switch first % 3 {
    case 0:
        let shown = KeyMessage(rest)
        guard shown == nil || shown?.keyGUID == KeyMessage.keyGUID(of: rest) else {
            fatalError("A message names two keys.")
        }
        _ = try wide.decrypt(rest)
    case 1:
        // The right key, so that the rest is decrypted.
        _ = try wide.decrypt(prefix + rest)
        _ = try cipher(.tripleDES3Key).decrypt(prefix + rest, authenticator: [])
    default:
        let message = try wide.encrypt(rest, authenticator: rest, version: .v1)
        guard try wide.decrypt(message, authenticator: rest) == rest else { fatalError("A value does not come back.") }
        guard try wide.decrypt(message) == nil else { fatalError("An authenticator is not missed.") }
    }
}
