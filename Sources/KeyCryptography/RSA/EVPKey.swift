import COpenSSL

/// A key of libcrypto's, which frees it, and wipes it if it is a private one, when the last owner lets go.
@safe
final class EVPKey: @unchecked Sendable {
    // Sendable is unchecked because of the pointer: nothing changes a key once it is made, and libcrypto shares keys
    // between threads.
    let pointer: OpaquePointer

    /// Takes a key over.
    init(owning pointer: OpaquePointer) {
        unsafe self.pointer = pointer
    }

    deinit {
        unsafe EVP_PKEY_free(pointer)
    }
}
