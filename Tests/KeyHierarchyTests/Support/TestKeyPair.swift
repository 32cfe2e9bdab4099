import KeyCryptography
import KeyHierarchy

/// A key pair of 1,024 bits, which is made quickly and only once.
struct TestKeyPair: Sendable {
    let key: RSAPrivateKey
    /// The private key, as it comes from elsewhere.
    let privateKey: PrivateKey

    static let shared = Task { try await TestKeyPair() }

    private init() async throws {
        key = try await RSAPrivateKey.generate(bits: 1024)
        privateKey = try await PrivateKey(pkcs8: key.pkcs8())
    }

    /// A certificate for it, in DER, which its number tells from others.
    func certificate(_ number: Int) throws -> [UInt8] {
        try X509Certificate.selfSigned(
            commonName: "Certificate \(number)", notBefore: 1_700_000_000, notAfter: 2_000_000_000, key: key,
            serialNumber: [0x41, UInt8(number)]
        ).der
    }
}
