import COpenSSL

/// Memory for secrets: locked against swapping, left out of core dumps, wiped when it is given back.
///
/// This is OpenSSL's secure heap, an arena of fixed size between guard pages. When our share of the arena is used up, or
/// the arena was refused by the system, an allocation comes from the ordinary heap: it is wiped just the same, but may be
/// swapped or dumped.
enum SecureHeap {
    /// The size of the arena in bytes: 1 MiB holds tens of thousands of keys that are open at once.
    private static let arenaSize = 1 << 20

    /// The smallest block in bytes: the size of an AES-256 key.
    private static let smallestBlock = 32

    /// What we leave of the arena to libcrypto, in bytes. Unlike us it fails where it finds no room: it could generate no
    /// RSA key any more.
    private static let reserve = arenaSize / 8

    /// The bytes of the arena in use up to which we take more; setting it up on first use. A program that set up OpenSSL's
    /// secure heap before us keeps its own, of which we do not know the size.
    private static let limit =
        CRYPTO_secure_malloc_init(arenaSize, smallestBlock) == 0 ? Int.max : arenaSize - reserve

    /// Returns at least one byte, and at least `count`, of memory for a secret.
    static func allocate(_ count: Int) -> UnsafeMutableRawPointer {
        let size = max(count, 1)
        // A full arena is no error here, and must not look like one to whoever reads libcrypto's queue next: it puts none
        // there for a caller without a file and a line.
        let secure = size <= limit - CRYPTO_secure_used() ? unsafe CRYPTO_secure_malloc(size, nil, 0) : nil
        guard let memory = unsafe secure ?? CRYPTO_malloc(size, nil, 0) else {
            fatalError("Out of memory: \(size) bytes for a secret.")
        }
        return unsafe memory
    }

    /// Wipes and frees memory that ``allocate(_:)`` returned for the same `count`.
    static func wipeAndFree(_ memory: UnsafeMutableRawPointer, count: Int) {
        unsafe CRYPTO_secure_clear_free(memory, max(count, 1), nil, 0)
    }
}
