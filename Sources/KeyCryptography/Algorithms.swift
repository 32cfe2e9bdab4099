import COpenSSL

/// libcrypto's algorithms, fetched once: an implicit fetch on each use costs more than sealing a key.
///
/// An algorithm is `nil` when the configured providers do not offer it; its users then throw.
@safe
struct Algorithms: @unchecked Sendable {
    // Sendable is unchecked because of the pointers: fetched algorithms are immutable and shared between threads by
    // libcrypto itself.
    let aes256GCM = unsafe EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)
    let sha256 = unsafe EVP_MD_fetch(nil, "SHA2-256", nil)
    let sha384 = unsafe EVP_MD_fetch(nil, "SHA2-384", nil)
    let sha512 = unsafe EVP_MD_fetch(nil, "SHA2-512", nil)
    let hkdf = unsafe EVP_KDF_fetch(nil, "HKDF", nil)

    static let shared = Algorithms()
}
