import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import KeyHierarchy

@Suite("Private keys from elsewhere")
struct PrivateKeyTests {
    private static let password: Password = "Otters-8-Swim!"
    private static let legacyIsInstalled = (try? LegacyDigest.md4.hash([])) != nil

    private static let key = Task { try await RSAPrivateKey.generate(bits: 1024) }

    private func file() async throws -> [UInt8] {
        try await PrivateKeyFile.encrypt(Self.key.value, password: Self.password)
    }

    private func secret(_ bytes: [UInt8]) -> SecretBytes {
        bytes.withRawSpan { SecretBytes(copying: $0) }
    }

    @Test(.enabled(if: legacyIsInstalled, "libcrypto's legacy provider is not installed."))
    func aPrivateKeyFileOpensWithItsPasswordOnly() async throws {
        let bytes = try await file()
        let read = try await PrivateKey(pvk: secret(bytes), password: Self.password)
        #expect(read.key.publicKey == (try await Self.key.value.publicKey))
        for password: Password? in ["otters-8-swim!", nil] {
            let error = try await expectRefusal(.privateKeyPassword, 15465) {
                try await PrivateKey(pvk: secret(bytes), password: password)
            }
            #expect(!"\(error)".contains("8-swim"))
        }
    }

    /// The private key was read under one master key and is opened with the next.
    @Test func areUsedThoughTheMasterKeyIsReplacedMeanwhile() async throws {
        let store = FaultInjectingStore()
        let bench = try await Operation.prepare(on: store)
        let other = bench.hierarchy.session()
        for read in 1...4 {
            store.afterRead(read) {
                try await other.regenerateMasterKey(of: "Sales", password: TestInstance.password)
            }
            _ = try await bench.session.signature(for: [1], with: .certificate("Cards"), in: "Sales")
        }
    }

    /// Nothing says that a master key must be opened when it is the database that is gone.
    @Test(arguments: 1...4)
    func areNotThereWhenTheDatabaseIsDroppedMeanwhile(read: Int) async throws {
        let store = FaultInjectingStore()
        let bench = try await Operation.prepare(on: store)
        let other = bench.hierarchy.session()
        let pair = try await TestKeyPair.shared.value
        store.afterRead(read) { try await other.dropDatabase("Sales") }
        do {
            try await bench.session.importCertificate(
                "New", in: "Sales", encoded: pair.certificate(9), privateKey: pair.privateKey)
        } catch let error as HierarchyError {
            #expect(error.code == .noSuchDatabase)
        }
    }

    @Test(.enabled(if: legacyIsInstalled, "libcrypto's legacy provider is not installed."))
    func whatIsNoPrivateKeyFileIsRefused() async throws {
        let bytes = try await file()
        for bad in [[], Array(bytes.dropLast()), bytes + [0], Array("-----BEGIN PRIVATE KEY-----".utf8)] {
            try await expectRefusal(.invalidKeyData, 15464) {
                try await PrivateKey(pvk: secret(bad), password: Self.password)
            }
        }
        // A byte of the encrypted numbers: the password fits, the key is none.
        var changed = bytes
        changed[changed.count - 100] ^= 1
        try await expectRefusal(.invalidKeyData, 15297) {
            try await PrivateKey(pvk: secret(changed), password: Self.password)
        }
    }

    /// Its blob is what an unencrypted private key file has behind its header.
    @Test(.enabled(if: legacyIsInstalled, "libcrypto's legacy provider is not installed."))
    func aStrongNameKeyPairBecomesAnAsymmetricKey() async throws {
        let key = try await Self.key.value
        let blob = try PrivateKeyBlob.encode(key.numbers(), .signature).withBytes { bytes in
            unsafe bytes.withUnsafeBytes { unsafe Array($0) }
        }
        #expect(Array(blob.prefix(12)) == [7, 2, 0, 0, 0x00, 0x24, 0, 0] + Array("RSA2".utf8))
        let bench = try await TestInstance(databases: ["Sales"])
        let asymmetricKey = try await bench.session.importAsymmetricKey(
            "Signer", in: "Sales", privateKey: try await PrivateKey(strongNameKeyPair: secret(blob)))
        #expect(asymmetricKey.publicKey == key.publicKey.subjectPublicKeyInfo)
        #expect(asymmetricKey.privateKeyProtection == .masterKey)
        for bad in [[], Array(blob.dropLast()), blob + [0], Array(blob.dropLast() + [blob[blob.count - 1] ^ 1])] {
            try await expectRefusal(.invalidKeyData, 15297) {
                try await PrivateKey(strongNameKeyPair: secret(bad))
            }
        }
    }

    @Test func aPrivateKeyInfoIsChecked() async throws {
        let key = try await Self.key.value
        #expect(try await PrivateKey(pkcs8: key.pkcs8()).key.publicKey == key.publicKey)
        try await expectRefusal(.invalidKeyData, 15297) { try await PrivateKey(pkcs8: secret([0x30, 0])) }
    }

    @Test(.enabled(if: legacyIsInstalled, "libcrypto's legacy provider is not installed."))
    func aCertificateHandsItsPrivateKeyOut() async throws {
        let bench = try await TestInstance(databases: ["Sales"])
        let certificate = try await bench.session.createCertificate("Cards", in: "Sales", subject: "Card numbers")
        let file = try await bench.session.privateKeyFile(
            ofCertificate: "Cards", in: "Sales", under: Self.password)
        try await bench.session.drop(.certificate("Cards"), in: "Sales")
        let copy = try await bench.session.importCertificate(
            "Cards", in: "Sales", encoded: certificate.encoded,
            privateKey: try await PrivateKey(pvk: secret(file), password: Self.password))
        #expect(copy.thumbprint == certificate.thumbprint && copy.privateKeyBackup == nil)
        try await expectRefusal(.passwordRefused, nil) {
            try await bench.session.privateKeyFile(ofCertificate: "Cards", in: "Sales", under: "Zwölf-Otter-8")
        }
        try await bench.session.removePrivateKey(of: .certificate("Cards"), in: "Sales")
        try await expectRefusal(.noPrivateKey, 15246) {
            try await bench.session.privateKeyFile(ofCertificate: "Cards", in: "Sales", under: Self.password)
        }
    }
}
