import FuzzTarget
@testable import KeyCryptography
@testable import SQLServerFormats

/// A message of `ENCRYPTBYPASSPHRASE`, and what may be inside one.
private let passphrase: Password = "Nine small otters swim"
private let key = SharedSecret(try Digest.sha256.hash(passphrase.utf16LittleEndian()))

/// Returns the message whose blocks decrypt to the given bytes: nothing but a key makes one that gets so far.
private func message(of blocks: [UInt8]) throws -> [UInt8] {
    let vector = [UInt8](repeating: 7, count: BlockCipher.aes256.blockSize)
    let memory = SecretBytes(count: blocks.count / vector.count * vector.count) { (memory: inout MutableRawSpan) in
        for offset in memory.byteOffsets {
            unsafe memory.storeBytes(of: blocks[offset], toUncheckedByteOffset: offset, as: UInt8.self)
        }
    }
    let cipher = try CBCCipher(.encrypting, .aes256, key: key.bytes)
    unsafe try cipher.process(memory.mutableBytes, initializationVector: vector.span.bytes)
    let ciphertext = memory.withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe Array($0) } }
    return MessageVersion.v2.bytes + vector + ciphertext
}

private struct SameVector: RandomSource {
    func fill(_ bytes: inout MutableRawSpan) {
        for offset in bytes.byteOffsets {
            unsafe bytes.storeBytes(of: 7, toUncheckedByteOffset: offset, as: UInt8.self)
        }
    }
}

FuzzTarget.run(refusing: [], allocating: 64 << 10, perByte: 16) { bytes in
    for authenticator in [nil, [1, 2, 3]] as [[UInt8]?] {
        _ = try PassphraseMessage.decrypt(bytes, passphrase: passphrase, authenticator: authenticator)
        let message = try message(of: bytes)
        let plaintext = try PassphraseMessage.decrypt(message, passphrase: passphrase, authenticator: authenticator)
        guard let plaintext else { continue }
        let again = try PassphraseMessage.encrypt(
            plaintext, passphrase: passphrase, authenticator: authenticator, random: SameVector())
        guard again == message else { fatalError("Two messages with one vector have one plaintext.") }
    }
}
