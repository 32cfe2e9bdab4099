import Foundation
import FuzzTarget
@testable import KeyCryptography
@testable import SealedMessages

/// A sealed message. The first byte says what the rest is, the second how it is cut into pieces.
private let key = try SealingKey(
    SealingKey.Identifier(guid: UUID(uuid: (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)), version: 1),
    bytes: SecretBytes(count: SealingKey.size) { (_: inout MutableRawSpan) in })
private let keyring = Keyring([key])
private let messageID = [UInt8](repeating: 7, count: SealedMessageHeader.messageIDSize)
private let commitment = try MessageKeys(key, messageID: messageID).commitment

private func open(_ message: [UInt8], inPiecesOf size: Int) throws(CryptographyError) -> [UInt8] {
    var opener = MessageOpener(keyring)
    var plaintext: [UInt8] = []
    for start in stride(from: 0, to: message.count, by: size) {
        let piece = unsafe message.span.bytes.extracting(start..<min(start + size, message.count))
        try opener.update(piece, into: &plaintext)
    }
    try opener.finish(into: &plaintext)
    return plaintext
}

FuzzTarget.run(refusing: [CryptographyError.self], allocating: 256 << 10, perByte: 64) { bytes in
    guard bytes.count > 2 else { return }
    let pieceSize = Int(bytes[1]) + 1
    let rest = Array(bytes[2...])
    switch bytes[0] % 4 {
    case 0:
        _ = try open(rest, inPiecesOf: pieceSize)
    case 1:
        // Behind a header that the key has made.
        let header = SealedMessageHeader(key: key.id, frameSize: 64, messageID: messageID, commitment: commitment)
        _ = try open(header.bytes + rest, inPiecesOf: pieceSize)
    case 2:
        let message = try MessageSealer.seal(rest, with: key, frameSize: 64)
        guard try open(message, inPiecesOf: pieceSize) == rest else { fatalError("A message does not come back.") }
    default:
        // One byte is another one.
        var message = try MessageSealer.seal(rest, with: key, frameSize: 64)
        message[Int(bytes[1]) % message.count] ^= bytes[2] | 1
        _ = try open(message, inPiecesOf: pieceSize)
        fatalError("A changed message opens.")
    }
}
