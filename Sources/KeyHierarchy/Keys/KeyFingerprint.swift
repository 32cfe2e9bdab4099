/// A short public name for key material: equal for equal keys, and of no help in finding the key.
///
/// It is the first 16 bytes of HMAC-SHA-256 under the key, over the ASCII text `key fingerprint`. Whoever holds the key
/// can compute it with stock `openssl`:
///
///     printf 'key fingerprint' | openssl dgst -sha256 -mac HMAC -macopt hexkey:KEY
public struct KeyFingerprint: Hashable, Sendable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    /// Computes the fingerprint of key material.
    ///
    /// - Parameter key: The key material, of any length.
    /// - Throws: ``/KeyCryptography/CryptographyError`` with the code `libraryFailure` when libcrypto offers no
    ///   HMAC-SHA-256.
    public init(of key: borrowing SecretBytes) throws(CryptographyError) {
        let code = try Digest.sha256.authenticationCode(of: Array("key fingerprint".utf8), key: key)
        self.init(bytes: code[..<Self.byteCount])
    }

    /// Computes what stands for the fingerprint of a certificate's private key: the first 16 bytes of the SHA-256 of the
    /// certificate, which whoever has the certificate can compute, and which tells it from a renewed one of the same key.
    ///
    /// - Parameter der: The certificate, X.509 in DER.
    package init(ofCertificate der: [UInt8]) throws(CryptographyError) {
        self.init(bytes: try Digest.sha256.hash(der)[..<Self.byteCount])
    }

    /// The length of a fingerprint in bytes.
    public static let byteCount = 16

    /// Creates a fingerprint from its 16 bytes, or returns `nil` when there are more or fewer.
    ///
    /// - Parameter bytes: 16 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(bytes: bytes[...])
    }

    /// Stands where there is no fingerprint.
    static let none = KeyFingerprint(bytes: [])

    private init(bytes: ArraySlice<UInt8>) {
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The 16 bytes.
    public var bytes: [UInt8] {
        [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) } }
    }

    /// Creates a fingerprint from 32 hexadecimal digits, or returns `nil`.
    ///
    /// - Parameter hexadecimal: 32 digits, in upper or lower case, and nothing else.
    public init?(hexadecimal: some StringProtocol) {
        guard hexadecimal.utf8.count == 32, hexadecimal.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let high = UInt64(hexadecimal.prefix(16), radix: 16),
            let low = UInt64(hexadecimal.suffix(16), radix: 16)
        else { return nil }
        self.high = high
        self.low = low
    }

    /// The 32 hexadecimal digits, in lower case.
    public var description: String {
        [high, low].map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
