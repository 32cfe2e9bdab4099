import Foundation
import SQLServerFormats

/// Gives the bytes that it was made with, again and again: the initialisation vector or the salt of a vector.
struct FixedSource: RandomSource {
    let bytes: [UInt8]

    func fill(_ memory: inout MutableRawSpan) {
        for offset in memory.byteOffsets {
            unsafe memory.storeBytes(
                of: bytes[offset % bytes.count], toUncheckedByteOffset: offset, as: UInt8.self)
        }
    }
}

extension SecretBytes {
    /// A secret that is none: it holds what a vector or a test wrote down.
    init(_ bytes: [UInt8]) {
        unsafe self.init(copying: bytes.span.bytes)
    }

    /// The bytes, for comparison with those that a vector wrote down.
    var array: [UInt8] {
        withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe Array($0) } }
    }
}

extension [UInt8] {
    /// The same bytes with one bit turned over.
    func flipping(bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8] ^= 1 << (bit % 8)
        return bytes
    }
}
