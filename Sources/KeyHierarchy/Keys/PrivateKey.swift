/// An RSA private key that comes from elsewhere, to be taken in with a certificate or as an asymmetric key.
public struct PrivateKey: Sendable {
    let key: RSAPrivateKey

    /// Reads a private key.
    ///
    /// - Parameter bytes: A PrivateKeyInfo (PKCS #8, RFC 5958) of an RSA key of 384 to 4096 bits, in DER, without
    ///   encryption.
    /// - Throws: ``HierarchyError/Code-swift.struct/invalidKeyData`` when it is none.
    public init(pkcs8 bytes: borrowing SecretBytes) throws {
        let copy = SharedSecret(bytes.withBytes { SecretBytes(copying: $0) })
        key = try HierarchyError.refusingKeyData { () throws(CryptographyError) in try RSAPrivateKey(pkcs8: copy.bytes) }
    }
}

extension HierarchyError {
    /// Runs `body`, and says that key data is not valid when libcrypto does.
    static func refusingKeyData<Result>(_ body: () throws(CryptographyError) -> Result) throws -> Result {
        do {
            return try body()
        } catch let error where error.code != .libraryFailure {
            throw invalidKeyData(error.message, cause: error)
        }
    }
}
