import COpenSSL

/// libcrypto's legacy provider: the algorithms of old formats that its default provider no longer has.
///
/// It is loaded into a library context of its own, beside a default provider. libcrypto's default context never gets it,
/// so that nothing else in the process finds one of these algorithms by asking for its name.
@safe
struct LegacyProvider: @unchecked Sendable {
    // Sendable is unchecked because of the pointers: a library context and what was fetched from it are immutable here,
    // and shared between threads by libcrypto itself.

    /// The library context, for calls that fetch by name: it offers what both providers have.
    let context: OpaquePointer
    let rc4: OpaquePointer?

    /// Returns the provider, which the first call loads, and which stays for the life of the process.
    ///
    /// - Throws: ``CryptographyError/Code-swift.struct/unsupported`` where the machine does not have it.
    static func loaded() throws(CryptographyError) -> LegacyProvider {
        guard let shared else {
            throw CryptographyError(
                .unsupported,
                "This needs libcrypto's legacy provider, which is not installed: it is the file legacy.so of OpenSSL 3 "
                    + "(Debian 13 and later: package openssl-provider-legacy), or legacy.dylib on macOS.")
        }
        return shared
    }

    private static let shared = LegacyProvider()

    private init?() {
        guard let context = unsafe OSSL_LIB_CTX_new() else { return nil }
        guard unsafe OSSL_PROVIDER_load(context, "default") != nil, unsafe OSSL_PROVIDER_load(context, "legacy") != nil
        else {
            unsafe OSSL_LIB_CTX_free(context)
            ERR_clear_error()
            return nil
        }
        unsafe self.context = context
        unsafe rc4 = EVP_CIPHER_fetch(context, "RC4", nil)
    }
}
