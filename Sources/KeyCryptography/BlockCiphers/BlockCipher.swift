import COpenSSL

/// A block cipher in cipher block chaining mode, as ``CBCCipher`` takes it.
///
/// Ciphers that no longer protect anything are in the folder `Legacy`, and their names say so.
@safe
package struct BlockCipher: Equatable, @unchecked Sendable {
    // Sendable is unchecked because of the pointer: a fetched algorithm is immutable and shared between threads by
    // libcrypto itself.

    /// The length of a key in bytes.
    package let keySize: Int
    /// The length of a block, and of an initialisation vector, in bytes: a power of two.
    package let blockSize: Int

    let name: String
    /// `nil` when no provider offers it; see ``fetched()``.
    private let algorithm: OpaquePointer?
    private let isInLegacyProvider: Bool

    /// A cipher of libcrypto's default provider.
    init(_ name: String, keySize: Int, blockSize: Int) {
        unsafe self.init(
            name, EVP_CIPHER_fetch(nil, name, nil), isInLegacyProvider: false, keySize: keySize, blockSize: blockSize)
    }

    /// A cipher of the provider that nobody gets by accident.
    init(inLegacyProvider name: String, keySize: Int, blockSize: Int) {
        let algorithm = unsafe (try? LegacyProvider.loaded()).flatMap { unsafe EVP_CIPHER_fetch($0.context, name, nil) }
        unsafe self.init(name, algorithm, isInLegacyProvider: true, keySize: keySize, blockSize: blockSize)
    }

    private init(_ name: String, _ algorithm: OpaquePointer?, isInLegacyProvider: Bool, keySize: Int, blockSize: Int) {
        ERR_clear_error()
        self.name = name
        unsafe self.algorithm = algorithm
        self.isInLegacyProvider = isInLegacyProvider
        self.keySize = keySize
        self.blockSize = blockSize
    }

    /// Returns libcrypto's algorithm.
    ///
    /// - Throws: ``CryptographyError/Code-swift.struct/unsupported`` when this installation does not offer it.
    func fetched() throws(CryptographyError) -> OpaquePointer {
        if let algorithm = unsafe algorithm { return unsafe algorithm }
        // The more helpful error: it says what to install.
        if isInLegacyProvider { _ = try LegacyProvider.loaded() }
        throw CryptographyError(.unsupported, "libcrypto: this installation offers no \(name).")
    }

    /// AES with a key of 128 bits (FIPS 197).
    package static let aes128 = BlockCipher("AES-128-CBC", keySize: 16, blockSize: 16)
    /// AES with a key of 192 bits.
    package static let aes192 = BlockCipher("AES-192-CBC", keySize: 24, blockSize: 16)
    /// AES with a key of 256 bits.
    package static let aes256 = BlockCipher("AES-256-CBC", keySize: 32, blockSize: 16)

    package static func == (left: BlockCipher, right: BlockCipher) -> Bool {
        left.name == right.name
    }
}
