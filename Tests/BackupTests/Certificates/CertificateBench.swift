import Foundation
import KeyCryptography
import KeyHierarchy

@testable import Backup

/// An instance whose database "Sales" has a certificate "Cards" with a private key of 1,024 bits, which is made quickly and
/// only once.
struct CertificateBench {
    let instance: Instance
    let privateKey: RSAPrivateKey
    let certificate: X509Certificate

    var session: Session { instance.session }

    private static let made = Task {
        let key = try await RSAPrivateKey.generate(bits: 1024)
        let certificate = try X509Certificate.selfSigned(
            commonName: "Card numbers", notBefore: 1_700_000_000, notAfter: 2_000_000_000, key: key,
            serialNumber: [0x41] + [UInt8](repeating: 7, count: 15))
        return (key, certificate)
    }

    /// - Parameter protector: What protects the private key; `nil` for a certificate without one.
    init(
        protectedBy protector: PrivateKeyProtector? = .masterKey,
        store: any KeyStore = InMemoryKeyStore(),
        configure: (inout EncryptionHierarchy.Options) -> Void = { _ in }
    ) async throws {
        (privateKey, certificate) = try await Self.made.value
        instance = try await Instance.populated(store: store, configure: configure)
        let imported = protector == nil ? nil : try await PrivateKey(pkcs8: privateKey.pkcs8())
        try await instance.session.importCertificate(
            "Cards", in: "Sales", encoded: certificate.der, privateKey: imported, protectedBy: protector ?? .masterKey)
    }

    /// The facts about the certificate.
    var facts: Certificate {
        get async throws { try await session.certificate("Cards", in: "Sales") }
    }

    /// Backs the certificate up to two media.
    @discardableResult
    func backUp(
        to medium: any BackupMedium,
        _ keyMedium: any BackupMedium,
        under password: Password = Instance.password,
        password present: Password? = nil
    ) async throws -> CertificateBackupReceipt {
        try await session.backUpCertificate(
            "cards", in: "Sales", to: medium, privateKeyTo: keyMedium, under: password, password: present)
    }
}

/// What libcrypto's legacy provider has.
enum LegacyAlgorithms {
    static let areInstalled = (try? LegacyDigest.md4.hash([])) != nil
}
