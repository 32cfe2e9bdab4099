import KeyCryptography

/// One block of ciphertext and a tag that are right under two keys of AES-256-GCM, with the same nonce and associated data
/// (P. Grubbs, J. Lu, T. Ristenpart: Message Franking via Committing Authenticated Encryption, 2017).
struct CollidingCiphertext {
    /// The ciphertext, followed by the tag.
    let sealed: [UInt8]

    init(keys: ([UInt8], [UInt8]), nonce: [UInt8], associatedData: [UInt8]) throws {
        let first = try Tag(key: keys.0, nonce: nonce, associatedData: associatedData)
        let second = try Tag(key: keys.1, nonce: nonce, associatedData: associatedData)
        // tag = constant + block · H²: equal for both where block = (c1 + c2) / (H1² + H2²).
        let block = Field.product(
            first.constant ^ second.constant, Field.inverse(first.factor ^ second.factor))
        sealed = (block.bytes + (first.constant ^ Field.product(block, first.factor)).bytes)
    }

    /// The tag of a message with one block, as a linear function of that block.
    private struct Tag {
        let constant: UInt128
        let factor: UInt128

        init(key: [UInt8], nonce: [UInt8], associatedData: [UInt8]) throws {
            let hashKey = try Self.encrypt([UInt8](repeating: 0, count: 16), key)
            var hash: UInt128 = 0
            for start in stride(from: 0, to: associatedData.count, by: 16) {
                let part = Array(associatedData[start..<min(start + 16, associatedData.count)])
                hash = Field.product(hash ^ UInt128(block: part), hashKey)
            }
            // The block itself comes here, and then the lengths in bits.
            let lengths = UInt128(associatedData.count * 8) << 64 | 128
            hash = Field.product(Field.product(hash, hashKey) ^ lengths, hashKey)
            constant = try hash ^ Self.encrypt(nonce + [0, 0, 0, 1], key)
            factor = Field.product(hashKey, hashKey)
        }

        /// One block under AES alone, which is CBC with a vector of zeros.
        private static func encrypt(_ block: [UInt8], _ key: [UInt8]) throws -> UInt128 {
            let memory = SecretBytes(block)
            let zeros = [UInt8](repeating: 0, count: 16)
            unsafe try CBCCipher(.encrypting, .aes256, key: SecretBytes(key))
                .process(memory.mutableBytes, initializationVector: zeros.span.bytes)
            return memory.withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe UInt128(block: Array($0)) } }
        }
    }

    /// The field of 2^128 elements, as NIST SP 800-38D writes it: the first bit of a block is the coefficient of 1.
    private enum Field {
        static func product(_ left: UInt128, _ right: UInt128) -> UInt128 {
            var (result, shifted): (UInt128, UInt128) = (0, right)
            for bit in (0..<128).reversed() {
                if left >> bit & 1 == 1 { result ^= shifted }
                shifted = shifted & 1 == 1 ? shifted >> 1 ^ 0xE1 << 120 : shifted >> 1
            }
            return result
        }

        /// The power of 2^128 - 2.
        static func inverse(_ value: UInt128) -> UInt128 {
            var (result, square) = (UInt128(1) << 127, value)
            for _ in 1..<128 {
                square = product(square, square)
                result = product(result, square)
            }
            return result
        }
    }
}

extension UInt128 {
    /// The number of up to 16 bytes, as if zeros followed them.
    fileprivate init(block: [UInt8]) {
        self = (block + [UInt8](repeating: 0, count: 16 - block.count)).reduce(0) { $0 << 8 | UInt128($1) }
    }

    fileprivate var bytes: [UInt8] {
        (0..<16).reversed().map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
    }
}
