import FuzzTarget
@testable import KeyCryptography
@testable import KeyHierarchy

import struct Foundation.Date

/// A sealed secret, as a store or a root protector would return it.
private let key = SharedSecret(SecretBytes(count: 32) { (_: inout MutableRawSpan) in })

private func encryption(_ bytes: [UInt8], _ protector: Protector) -> KeyEncryption {
    KeyEncryption(
        id: KeyEncryption.Identifier(key: .serviceMasterKey, slot: 1), protector: protector, label: "", created: Date(),
        lastProved: nil, sealed: SealedSecret(bytes))
}

private func isCheap(_ derivation: PasswordDerivation) -> Bool {
    switch derivation.function {
    case .scrypt(let logCost, let blockSize, let parallelization):
        logCost <= 4 && blockSize <= 2 && parallelization <= 2
    case .pbkdf2(_, let iterations): iterations <= 64
    }
}

FuzzTarget.run(refusing: [CryptographyError.self], allocating: 64 << 10, perByte: 16) { bytes in
    let form = try bytes.withRawSpan { (bytes) throws(CryptographyError) in try SealedForm(bytes) }
    switch form.source {
    case .key:
        var opener = try SecretOpener(key: key.bytes)
        _ = try opener.openIfAuthentic(encryption(bytes, .key(.serviceMasterKey)))
        _ = try RootKeySeal.open(bytes, under: key.bytes, context: [])
    case .password(let derivation, _):
        guard isCheap(derivation) else { return }
        _ = try FuzzTarget.wait { try await PasswordSeal.open(encryption(bytes, .password), with: "") }
    }
}
