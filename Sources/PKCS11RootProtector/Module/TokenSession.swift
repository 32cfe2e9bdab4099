#if PKCS11
import CP11Kit
import KeyCryptography

/// A session with a token that is logged in, for the length of a call.
@safe
struct TokenSession {
    let functions: ModuleFunctions
    let handle: CK_SESSION_HANDLE
    let token: Token

    /// The most keys that are listed.
    private static let maximumKeys = 1000
    /// The most bytes of a label and of an identifier that are read.
    private static let maximumNameSize = 1024

    /// The keys that a URI names.
    func keys(_ uri: PKCS11URI) throws -> [CK_OBJECT_HANDLE] {
        var keys = [CK_OBJECT_HANDLE](repeating: 0, count: Self.maximumKeys)
        var count: CK_ULONG = 0
        let label = uri.keyLabel.map { Array($0.utf8) }
        let identifier = uri.keyIdentifier
        let result = unsafe withPointer(label) { label, labelCount in
            unsafe withPointer(identifier) { identifier, identifierCount in
                unsafe token_find_keys(
                    functions.table, handle, label, labelCount, identifier, identifierCount, &keys,
                    CK_ULONG(Self.maximumKeys), &count)
            }
        }
        guard result == CKR_OK else { throw ModuleFailure(result, "while its keys were looked for") }
        return Array(keys.prefix(Int(count)))
    }

    /// What the token says of a key.
    func describe(_ key: CK_OBJECT_HANDLE, module: String) throws -> TokenKey {
        let label = try attribute(CKA_LABEL, of: key, limit: Self.maximumNameSize)
        let identifier = try attribute(CKA_ID, of: key, limit: Self.maximumNameSize)
        let size = try number(CKA_VALUE_LEN, of: key)
        var uri = token.uri(module: module)
        uri.keyIdentifier = identifier.isEmpty ? nil : identifier
        uri.keyLabel = String(validating: label, as: UTF8.self).flatMap { $0.isEmpty ? nil : $0 }
        // In bytes; more than a module could mean is none of its business.
        guard size <= 1024 else { throw TokenError.misbehaved("it says that an AES key has \(size) bytes") }
        return TokenKey(
            label: FixedText.printable(label), identifier: identifier, bitCount: 8 * Int(size),
            staysInToken: try truth(CKA_SENSITIVE, of: key) && !(truth(CKA_EXTRACTABLE, of: key, otherwise: true)),
            neverLeft: try truth(CKA_ALWAYS_SENSITIVE, of: key) && truth(CKA_NEVER_EXTRACTABLE, of: key),
            encrypts: try truth(CKA_ENCRYPT, of: key) && truth(CKA_DECRYPT, of: key), uri: uri)
    }

    func makeKey(label: [UInt8], identifier: [UInt8]) throws(ModuleFailure) {
        let result = unsafe withPointer(label) { label, labelCount in
            unsafe withPointer(identifier) { identifier, identifierCount in
                unsafe token_generate_key(functions.table, handle, label, labelCount, identifier, identifierCount)
            }
        }
        guard result == CKR_OK else { throw ModuleFailure(result, "for another key") }
    }

    private func truth(_ type: some BinaryInteger, of key: CK_OBJECT_HANDLE, otherwise: Bool = false) throws -> Bool {
        let value = try attribute(type, of: key, limit: MemoryLayout<CK_BBOOL>.size)
        return value.first.map { $0 != 0 } ?? otherwise
    }

    private func number(_ type: some BinaryInteger, of key: CK_OBJECT_HANDLE) throws -> CK_ULONG {
        let value = try attribute(type, of: key, limit: MemoryLayout<CK_ULONG>.size)
        guard value.count == MemoryLayout<CK_ULONG>.size else { return 0 }
        return unsafe value.withUnsafeBytes { unsafe $0.loadUnaligned(as: CK_ULONG.self) }
    }

    /// The bytes of an attribute; none when the key does not have it, or the token does not show it.
    private func attribute(_ type: some BinaryInteger, of key: CK_OBJECT_HANDLE, limit: Int) throws -> [UInt8] {
        var value = [UInt8](repeating: 0, count: limit)
        var count = CK_ULONG(limit)
        let result = unsafe token_attribute(functions.table, handle, key, CK_ATTRIBUTE_TYPE(type), &value, &count)
        guard result == CKR_OK else { throw ModuleFailure(result, "while a key was looked at") }
        return Array(value.prefix(Int(count)))
    }
}

/// Calls `body` with the bytes, or with a null pointer for `nil`.
private func withPointer<Result>(
    _ bytes: [UInt8]?,
    _ body: (UnsafeRawPointer?, CK_ULONG) -> Result
) -> Result {
    guard let bytes else { return body(nil, 0) }
    return unsafe bytes.withUnsafeBytes { unsafe body($0.baseAddress, CK_ULONG($0.count)) }
}
#endif
