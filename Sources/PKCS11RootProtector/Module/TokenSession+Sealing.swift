#if PKCS11
import CP11Kit
import KeyCryptography

// AES-GCM by a key in the token. What comes back is no longer and no shorter than what was asked for, or it is not used.
extension TokenSession {
    /// Encrypts a secret, and returns nonce, ciphertext and tag.
    func encrypt(_ secret: borrowing SecretBytes, with key: CK_OBJECT_HANDLE, nonce: [UInt8], context: [UInt8]) throws
        -> [UInt8]
    {
        // A token that insists on a nonce of its own puts it in the place of ours.
        var nonce = nonce
        let expected = secret.count + Int(token_tag_size)
        var output = [UInt8](repeating: 0, count: expected)
        var count = CK_ULONG(expected)
        let result = unsafe secret.withUnsafeBytes { secret in
            unsafe context.withUnsafeBytes { context in
                unsafe token_encrypt(
                    functions.table, handle, key, &nonce, context.baseAddress, CK_ULONG(context.count),
                    secret.baseAddress, CK_ULONG(secret.count), &output, &count)
            }
        }
        guard result == CKR_OK else { throw ModuleFailure(result, "while it encrypted the service master key") }
        guard count == expected else {
            throw TokenError.misbehaved("it encrypts \(secret.count) bytes to \(count), and not to \(expected)")
        }
        return nonce + output
    }

    /// Decrypts what ``encrypt(_:with:nonce:context:)`` returned.
    func decrypt(_ form: TokenSeal, with key: CK_OBJECT_HANDLE, context: [UInt8]) throws -> SharedSecret {
        var nonce = form.nonce
        let ciphertext = form.ciphertext
        // Modules want room for the tag too, before they take it off.
        let available = CK_ULONG(ciphertext.count)
        var count = available
        var result = CKR_OK
        var hasStarted = false
        let output = unsafe SecretBytes(count: ciphertext.count) { output in
            unsafe context.withUnsafeBytes { context in
                result = unsafe token_decrypt(
                    functions.table, handle, key, &nonce, context.baseAddress, CK_ULONG(context.count), ciphertext,
                    available, output.baseAddress, &count, &hasStarted)
            }
        }
        guard hasStarted else { throw ModuleFailure(result, "while it decrypted the service master key") }
        let secretCount = form.secretCount
        switch result {
        case CKR_OK:
            guard count == secretCount else {
                throw TokenError.misbehaved(
                    "it decrypts \(ciphertext.count) bytes to \(count), and not to \(secretCount)")
            }
            return SharedSecret(output.prefix(secretCount))
        // Modules disagree about what they return for a tag that is wrong.
        case CKR_ENCRYPTED_DATA_INVALID, CKR_ENCRYPTED_DATA_LEN_RANGE, CKR_AEAD_DECRYPT_FAILED, CKR_SIGNATURE_INVALID,
            CKR_DATA_INVALID, CKR_DATA_LEN_RANGE, CKR_GENERAL_ERROR, CKR_FUNCTION_FAILED:
            throw TokenError.notAuthentic(token, cause: ModuleAnswer(result: result))
        default:
            throw ModuleFailure(result, "while it decrypted the service master key")
        }
    }
}
#endif
