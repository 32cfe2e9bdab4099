/// An RSA private key that comes from elsewhere, to be taken in with a certificate or as an asymmetric key.
///
/// Each initialiser checks that the numbers of the key belong together, which takes some tenths of a second and happens on
/// a thread of its own.
public struct PrivateKey: Sendable {
    let key: RSAPrivateKey

    /// Reads a private key.
    ///
    /// - Parameter bytes: A PrivateKeyInfo (PKCS #8, RFC 5958) of an RSA key of 384 to 4096 bits, in DER, without
    ///   encryption.
    /// - Throws: ``HierarchyError/Code-swift.struct/invalidKeyData`` when it is none; `CancellationError`.
    public init(pkcs8 bytes: borrowing SecretBytes) async throws {
        let bytes = SharedSecret(bytes.withBytes { SecretBytes(copying: $0) })
        key = try await Self.check { try RSAPrivateKey(pkcs8: bytes.bytes) }
    }

    /// Reads a private key file (PVK), as `BACKUP CERTIFICATE … WITH PRIVATE KEY` writes it and `CERTPRIVATEKEY` returns it.
    ///
    /// - Parameters:
    ///   - bytes: The whole file, with an RSA key of 384 to 4096 bits; see ``/SQLServerFormats/PrivateKeyFile``.
    ///   - password: The password of the file; it does not matter for a file that is not encrypted. No policy is asked.
    /// - Throws: ``HierarchyError`` with the code `privateKeyPassword` (15465) when the password is the wrong one or
    ///   missing; `invalidKeyData` when the bytes are no such file (15464), what was encrypted is no key (15297), or
    ///   libcrypto's legacy provider, which has RC4, is not installed; `CancellationError`.
    public init(pvk bytes: borrowing SecretBytes, password: Password? = nil) async throws {
        let file: PrivateKeyFile
        do {
            file = try PrivateKeyFile(bytes)
        } catch {
            throw HierarchyError.unsupportedPrivateKey(error)
        }
        do {
            key = try await Self.check { try file.key(password: password) }
        } catch let error as CryptographyError where error.code == .notAuthentic {
            throw HierarchyError.invalidPrivateKeyPassword(advice: error.message)
        }
    }

    /// Reads a strong-name key pair (`.snk`): a PRIVATEKEYBLOB of CryptoAPI, which is not encrypted.
    ///
    /// - Parameter bytes: The whole file, with an RSA key of 384 to 4096 bits.
    /// - Throws: ``HierarchyError/Code-swift.struct/invalidKeyData`` when it is none; `CancellationError`.
    public init(strongNameKeyPair bytes: borrowing SecretBytes) async throws {
        let bytes = SharedSecret(bytes.withBytes { SecretBytes(copying: $0) })
        key = try await Self.check { try RSAPrivateKey(PrivateKeyBlob.decode(bytes.bytes)) }
    }

    /// Reads the private key of a PFX, and leaves the certificate.
    ///
    /// - Throws: As ``init(pvk:password:)``.
    package init(pfx bytes: [UInt8], password: Password? = nil) async throws {
        do {
            key = try await PKCS12(decoding: bytes, password: password ?? "").key
        } catch let error as CryptographyError where error.code == .notAuthentic {
            throw HierarchyError.invalidPrivateKeyPassword(advice: error.message)
        } catch let error as CryptographyError where error.code != .libraryFailure {
            throw HierarchyError.invalidKeyData(error.message, cause: error)
        }
    }

    /// Reads a key where that stalls no other task.
    private static func check(
        _ read: @escaping @Sendable () throws -> RSAPrivateKey
    ) async throws -> RSAPrivateKey {
        do {
            return try await DerivationThreads.shared.run(read)
        } catch let error as CryptographyError where error.code == .unsupported {
            throw HierarchyError.unsupportedPrivateKey(error)
        } catch let error as CryptographyError where error.code == .malformed {
            throw HierarchyError.invalidKeyData(error.message, cause: error)
        }
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
