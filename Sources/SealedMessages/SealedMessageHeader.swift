#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the beginning of a sealed message says. `Documentation/SealedMessageFormat.md` has it to the byte.
///
/// It can be read without the key, and is not authentic before the message was opened.
public struct SealedMessageHeader: Hashable, Sendable {
    /// The length of a header in bytes.
    public static let size = commitmentStart + commitmentSize

    /// The key that the message is sealed with.
    public let key: SealingKey.Identifier
    /// The length in bytes of every frame but the last, as plaintext: a power of two from 64 to 1,048,576.
    public let frameSize: Int

    let messageID: [UInt8]
    let commitment: [UInt8]

    static let messageIDSize = 32
    static let commitmentSize = 32
    static let frameSizes = 1 << 6...1 << 20

    private static let formatVersion: UInt8 = 1
    /// AES-256-GCM under HKDF-SHA-512, with a commitment to the key.
    private static let algorithm: UInt8 = 1
    private static let guidStart = 3
    private static let versionStart = guidStart + 16
    private static let messageIDStart = versionStart + 4
    private static let commitmentStart = messageIDStart + messageIDSize

    /// Reads the header of a message.
    ///
    /// - Parameter message: The message, or at least its first ``size`` bytes.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `malformed` when it is no sealed message, or cut short;
    ///   `unsupported` when a newer version has made it.
    public init(_ message: [UInt8]) throws(CryptographyError) {
        guard message.count >= Self.size else {
            throw Self.cutShort
        }
        guard message[0] == Self.formatVersion, message[1] == Self.algorithm else {
            throw CryptographyError(
                .unsupported,
                "This is no sealed message, or one of a newer version: format \(message[0]), algorithm \(message[1]).")
        }
        let exponent = Int(message[2])
        guard exponent < Int.bitWidth - 1, Self.frameSizes.contains(1 << exponent) else {
            throw CryptographyError(.malformed, "A sealed message has frames of 2^\(exponent) bytes.")
        }
        frameSize = 1 << exponent
        key = SealingKey.Identifier(
            guid: UUID(message, at: Self.guidStart),
            version: message[Self.versionStart..<Self.messageIDStart].reduce(0) { $0 << 8 | UInt32($1) })
        messageID = Array(message[Self.messageIDStart..<Self.commitmentStart])
        commitment = Array(message[Self.commitmentStart..<Self.size])
    }

    init(key: SealingKey.Identifier, frameSize: Int, messageID: [UInt8], commitment: [UInt8]) {
        self.key = key
        self.frameSize = frameSize
        self.messageID = messageID
        self.commitment = commitment
    }

    static var cutShort: CryptographyError {
        CryptographyError(.malformed, "This is no sealed message, or it is cut short: a header has \(size) bytes.")
    }

    /// The bytes of the header.
    var bytes: [UInt8] {
        let version = key.version
        return [Self.formatVersion, Self.algorithm, UInt8(frameSize.trailingZeroBitCount)] + key.guid.bytes
            + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: version >> $0) } + messageID + commitment
    }
}

extension UUID {
    /// The bytes in the order of the text (RFC 9562).
    fileprivate var bytes: [UInt8] {
        let bytes = uuid
        return [
            bytes.0, bytes.1, bytes.2, bytes.3, bytes.4, bytes.5, bytes.6, bytes.7,
            bytes.8, bytes.9, bytes.10, bytes.11, bytes.12, bytes.13, bytes.14, bytes.15,
        ]
    }

    /// The identifier of the 16 bytes at an offset, which must be there.
    fileprivate init(_ bytes: [UInt8], at start: Int) {
        let bytes = Array(bytes[start..<start + 16])
        self.init(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
                bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            ))
    }
}
