/// Seals or opens the frames of one message, in their order.
///
/// The nonce of a frame is its number and whether it is the last one, so that frames that are swapped, repeated, left out or
/// put behind the last one do not open (V. T. Hoang, R. Reyhanitabar, P. Rogaway, D. Vizár: the STREAM construction, 2015).
/// Every frame is bound to the header and to the caller's context.
struct FrameCipher: ~Copyable {
    private let cipher: AES256GCM
    private let associatedData: [UInt8]
    /// The number of the next frame.
    private(set) var index: UInt64 = 0

    /// How much longer a frame becomes, in bytes.
    static let tagSize = AES256GCM.tagSize
    /// With frames of at most 1 MiB, one key encrypts at most 2^48 blocks: the chance of telling them from random bytes stays
    /// below 2^-32.
    private static let maximumFrames: UInt64 = 1 << 32
    /// The longest context, in bytes. It is authenticated anew with every frame.
    private static let maximumContextSize = 1 << 20

    init(
        _ direction: AES256GCM.Direction,
        _ header: SealedMessageHeader,
        context: [UInt8],
        key: borrowing SecretBytes
    ) throws(CryptographyError) {
        guard context.count <= Self.maximumContextSize else {
            throw CryptographyError(
                .tooLong, "The context of a sealed message has at most \(Self.maximumContextSize) bytes.")
        }
        cipher = try AES256GCM(direction, key: key)
        associatedData = header.bytes + context
    }

    /// Appends the next frame of a message: the ciphertext and the tag.
    mutating func seal(
        _ plaintext: RawSpan,
        isLast: Bool,
        into message: inout [UInt8]
    ) throws(CryptographyError) {
        let nonce = try nextNonce(isLast: isLast)
        let start = message.count
        message.append(contentsOf: repeatElement(0, count: plaintext.byteCount + Self.tagSize))
        var span = message.mutableSpan
        unsafe try span.withUnsafeMutableBytes { memory throws(CryptographyError) in
            unsafe try cipher.seal(
                plaintext, nonce: nonce.span.bytes, associatedData: associatedData.span.bytes,
                into: UnsafeMutableRawBufferPointer(rebasing: memory[start...]))
        }
    }

    /// Appends the plaintext of the next frame, of at least 16 bytes. When it does not open, nothing is appended.
    mutating func open(
        _ frame: RawSpan,
        isLast: Bool,
        into plaintext: inout [UInt8]
    ) throws(CryptographyError) {
        let nonce = try nextNonce(isLast: isLast)
        let start = plaintext.count
        plaintext.append(contentsOf: repeatElement(0, count: frame.byteCount - Self.tagSize))
        do throws(CryptographyError) {
            var span = plaintext.mutableSpan
            unsafe try span.withUnsafeMutableBytes { memory throws(CryptographyError) in
                unsafe try cipher.open(
                    frame, nonce: nonce.span.bytes, associatedData: associatedData.span.bytes,
                    into: UnsafeMutableRawBufferPointer(rebasing: memory[start...]))
            }
        } catch {
            plaintext.removeSubrange(start...)
            throw error
        }
    }

    /// Returns 11 bytes with the number of the frame, and one that says whether it is the last.
    private mutating func nextNonce(isLast: Bool) throws(CryptographyError) -> [UInt8] {
        guard index < Self.maximumFrames else {
            throw CryptographyError(.tooLong, "A sealed message has at most \(Self.maximumFrames) frames.")
        }
        var nonce = [UInt8](repeating: 0, count: AES256GCM.nonceSize)
        for position in 0..<8 { nonce[10 - position] = UInt8(truncatingIfNeeded: index >> (8 * position)) }
        nonce[11] = isLast ? 1 : 0
        index += 1
        return nonce
    }
}
