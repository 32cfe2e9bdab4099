import COpenSSL

/// Derives keys: from another one with HKDF (RFC 5869), from a password with PBKDF2 (RFC 8018).
package enum KeyDerivation {
    /// Fills memory with what PBKDF2 over HMAC derives from a password.
    ///
    /// It keeps the calling thread busy: ``PasswordDerivation`` has threads for it, and bounds the cost.
    ///
    /// - Parameters:
    ///   - digest: The hash function of HMAC.
    ///   - password: The bytes of the password, below 2 GiB.
    ///   - salt: Any bytes.
    ///   - iterations: How many times HMAC is applied to each block; at least one.
    ///   - output: The memory.
    package static func pbkdf2(
        _ digest: Digest,
        from password: UnsafeRawBufferPointer,
        salt: [UInt8],
        iterations: UInt32,
        into output: UnsafeMutableRawBufferPointer
    ) throws(CryptographyError) {
        let status = unsafe PKCS5_PBKDF2_HMAC(
            password.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(password.count), salt, Int32(salt.count),
            Int32(iterations), digest.algorithm, Int32(output.count),
            output.baseAddress?.assumingMemoryBound(to: UInt8.self))
        try CryptographyError.check(status == 1, "PBKDF2")
    }

    /// Returns `count` bytes derived from `key` for the purpose that `info` names.
    package static func hkdf(
        _ digest: Digest,
        from key: borrowing SecretBytes,
        salt: [UInt8] = [],
        info: [UInt8],
        count: Int
    ) throws(CryptographyError) -> SecretBytes {
        let context = unsafe EVP_KDF_CTX_new(Algorithms.shared.hkdf)
        defer { unsafe EVP_KDF_CTX_free(context) }
        try CryptographyError.check(unsafe context != nil, "EVP_KDF_CTX_new")
        // libcrypto takes the parameters by mutable address, but only reads them.
        var name = Array(digest.rawValue.utf8CString)
        var salt = salt
        var info = info
        return unsafe try SecretBytes(count: count) { output throws(CryptographyError) in
            let status = unsafe key.withUnsafeBytes { key in
                unsafe salt.withUnsafeMutableBytes { salt in
                    unsafe info.withUnsafeMutableBytes { info in
                        unsafe name.withUnsafeMutableBufferPointer { name in
                            let parameters = unsafe [
                                OSSL_PARAM_construct_utf8_string(cString("digest"), name.baseAddress, 0),
                                OSSL_PARAM_construct_octet_string(
                                    cString("key"), UnsafeMutableRawPointer(mutating: key.baseAddress), key.count),
                                OSSL_PARAM_construct_octet_string(cString("salt"), salt.baseAddress, salt.count),
                                OSSL_PARAM_construct_octet_string(cString("info"), info.baseAddress, info.count),
                                OSSL_PARAM_construct_end(),
                            ]
                            return unsafe EVP_KDF_derive(
                                context, output.baseAddress?.assumingMemoryBound(to: UInt8.self), output.count,
                                parameters)
                        }
                    }
                }
            }
            try CryptographyError.check(status == 1, "EVP_KDF_derive")
        }
    }

    /// The name of a parameter, for a structure that outlives the call that makes it: the pointer into a `String` that
    /// Swift passes to C is valid for that one call only.
    private static func cString(_ name: StaticString) -> UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
