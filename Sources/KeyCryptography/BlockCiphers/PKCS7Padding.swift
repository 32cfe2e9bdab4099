/// The padding of RFC 5652 §6.3: one to a whole block of bytes, each of which says how many there are.
package enum PKCS7Padding {
    /// Returns the length in bytes of a plaintext and its padding. The size of a block is a power of two.
    @inlinable
    package static func paddedCount(of plaintextCount: Int, blockSize: Int) -> Int {
        // Three divisions take as long as a tenth of encrypting a hundred bytes.
        (plaintextCount | (blockSize - 1)) + 1
    }

    /// Writes the padding behind a plaintext, up to the end of the buffer.
    static func append(to buffer: UnsafeMutableRawBufferPointer, plaintextCount: Int, blockSize: Int) {
        precondition(buffer.count == paddedCount(of: plaintextCount, blockSize: blockSize))
        let count = UInt8(buffer.count - plaintextCount)
        for index in plaintextCount..<buffer.count { unsafe buffer[index] = count }
    }

    /// Returns the length of the plaintext before the padding, or `nil` when there is no padding.
    ///
    /// - Parameters:
    ///   - blocks: At least one block.
    ///   - blockSize: The length of a block in bytes.
    package static func plaintextCount(of blocks: UnsafeRawBufferPointer, blockSize: Int) -> Int? {
        precondition(blocks.count >= blockSize)
        let count = unsafe Int(blocks[blocks.count - 1])
        // Bits that are set where something is wrong. No branch depends on a byte before all have been looked at: a caller
        // who can measure which of them was wrong can decrypt without the key (S. Vaudenay, Eurocrypt 2002).
        var wrong = (count - 1) | (blockSize - count)
        for distance in 1...blockSize {
            let isPadding = (distance - 1 - count) >> (Int.bitWidth - 1)
            let difference = unsafe Int(blocks[blocks.count - distance]) ^ count
            wrong |= isPadding & -difference
        }
        return wrong < 0 ? nil : blocks.count - count
    }
}
