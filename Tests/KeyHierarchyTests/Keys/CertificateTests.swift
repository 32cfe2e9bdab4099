import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("Certificates and asymmetric keys")
struct CertificateTests {
    private let password = TestInstance.password
    private let other = TestInstance.otherPassword

    private func bench() async throws -> TestInstance {
        try await TestInstance(databases: ["Sales"])
    }

    @Test func signThemselvesAndLieUnderTheMasterKey() async throws {
        let bench = try await bench()
        let certificate = try await bench.session.createCertificate("Cards", in: "Sales", subject: "Card numbers")
        #expect(certificate.subject == "Card numbers" && certificate.issuer == "Card numbers")
        #expect(certificate.keyLength == 3072 && certificate.privateKeyProtection == .masterKey)
        #expect(certificate.expiryDate.timeIntervalSince(certificate.startDate) == 365 * 86_400)
        #expect(certificate.thumbprint.count == 20 && certificate.id.number == 256)
        #expect(try await bench.session.certificates(in: "Sales") == [certificate])
    }

    @Test func needAMasterKeyOrAPassword() async throws {
        let bench = try await TestInstance(databases: [], passwordOnly: ["Closed"])
        try await bench.session.createDatabase("Empty")
        for database in ["Empty", "Closed"] as [DatabaseName] {
            try await expectRefusal(.masterKeyClosed, 15581) {
                try await bench.session.createCertificate("c", in: database, subject: "s")
            }
            let certificate = try await bench.session.createCertificate(
                "c", in: database, subject: "s", protectedBy: .password(password))
            #expect(certificate.privateKeyProtection == .password)
        }
        try await expectRefusal(.invalidName, 15212) {
            try await bench.session.createCertificate("d", in: "Empty", subject: "", protectedBy: .password(password))
        }
        try await expectRefusal(.keyExists, 15232) {
            try await bench.session.createCertificate("C", in: "Empty", subject: "s", protectedBy: .password(password))
        }
    }

    @Test(arguments: [true, false])
    func openSymmetricKeysThatTheirPublicKeysEncrypt(_ isCertificate: Bool) async throws {
        let bench = try await bench()
        let session = bench.session
        if isCertificate {
            try await session.createCertificate("Pair", in: "Sales", subject: "s")
        } else {
            try await session.createAsymmetricKey("Pair", in: "Sales", keyLength: 2048)
        }
        let mechanism: EncryptionMechanism = isCertificate ? .certificate("pair") : .asymmetricKey("pair")
        let decryption: DecryptionMechanism = isCertificate ? .certificate("Pair") : .asymmetricKey("Pair")
        let pair: KeyPair = isCertificate ? .certificate("Pair") : .asymmetricKey("Pair")
        let key = try await session.createSymmetricKey("Data", in: "Sales", encryptedBy: [mechanism])
        let owner = KeyIdentifier(kind: pair.kind, database: key.id.database, number: 256)
        #expect(key.encryptions.map(\.protector) == [.key(owner)])
        try await expectRefusal(.encryptionExists, 15579) {
            try await session.createSymmetricKey("Twice", in: "Sales", encryptedBy: [mechanism, mechanism])
        }
        try await session.openSymmetricKey("Data", in: "Sales", by: decryption)
        try await session.closeSymmetricKey("Data", in: "Sales")
        try await expectRefusal(.keyInUse, 15352) { try await session.drop(pair, in: "Sales") }
        try await expectRefusal(.keyInUse, 33011) { try await session.removePrivateKey(of: pair, in: "Sales") }
        try await expectRefusal(.privateKeyPassword, 15397) {
            try await session.openSymmetricKey(
                "Data", in: "Sales",
                by: isCertificate
                    ? .certificate("Pair", password: password) : .asymmetricKey("Pair", password: password))
        }
        try await bench.makePasswordOnly("Sales")
        try await expectRefusal(.masterKeyClosed, 15581) {
            try await session.openSymmetricKey("Data", in: "Sales", by: decryption)
        }
        try await session.openMasterKey(of: "Sales", password: password)
        try await session.openSymmetricKey("Data", in: "Sales", by: decryption)
        // Its public half alone is needed for another key, whatever state the master key is in.
        try await session.closeMasterKey(of: "Sales")
        try await session.createSymmetricKey("More", in: "Sales", encryptedBy: [mechanism])
    }

    @Test func changeWhatProtectsTheirPrivateKeys() async throws {
        let session = try await bench().session
        let pair = KeyPair.certificate("Cards")
        try await session.createCertificate("Cards", in: "Sales", subject: "s")
        try await session.createSymmetricKey("Data", in: "Sales", encryptedBy: [.certificate("Cards")])
        try await session.protectPrivateKey(of: pair, in: "Sales", with: .password(password))
        try await expectRefusal(.privateKeyPassword, 15334) {
            try await session.openSymmetricKey("Data", in: "Sales", by: .certificate("Cards"))
        }
        try await expectRefusal(.privateKeyPassword, 15556) {
            try await session.openSymmetricKey("Data", in: "Sales", by: .certificate("Cards", password: other))
        }
        try await expectRefusal(.privateKeyPassword, 15465) {
            try await session.protectPrivateKey(of: pair, in: "Sales", password: other, with: .masterKey)
        }
        try await session.protectPrivateKey(of: pair, in: "Sales", password: password, with: .password(other))
        try await session.openSymmetricKey("Data", in: "Sales", by: .certificate("Cards", password: other))
        try await session.protectPrivateKey(of: pair, in: "Sales", password: other, with: .masterKey)
        try await session.closeAllSymmetricKeys()
        try await session.openSymmetricKey("Data", in: "Sales", by: .certificate("Cards"))
        #expect(try await session.certificate("Cards", in: "Sales").privateKeyProtection == .masterKey)
    }

    @Test func withoutPrivateKeyEncryptButDoNotOpen() async throws {
        let session = try await bench().session
        try await session.createCertificate("Cards", in: "Sales", subject: "s")
        try await session.removePrivateKey(of: .certificate("Cards"), in: "Sales")
        try await expectRefusal(.noPrivateKey, 15563) {
            try await session.removePrivateKey(of: .certificate("Cards"), in: "Sales")
        }
        try await session.createSymmetricKey("Data", in: "Sales", encryptedBy: [.certificate("Cards")])
        try await expectRefusal(.noPrivateKey, 15556) {
            try await session.openSymmetricKey("Data", in: "Sales", by: .certificate("Cards"))
        }
        #expect(try await session.certificate("Cards", in: "Sales").privateKeyProtection == .none)
    }

    @Test func surviveThatTheMasterKeyAboveThemIsReplaced() async throws {
        let bench = try await bench()
        let session = bench.session
        try await session.createCertificate("Cards", in: "Sales", subject: "s")
        try await session.createAsymmetricKey("Pair", in: "Sales", keyLength: 2048)
        try await session.createSymmetricKey(
            "Data", in: "Sales", encryptedBy: [.certificate("Cards"), .asymmetricKey("Pair")])
        try await expectRefusal(.keyInUse, 15580) { try await session.dropMasterKey(of: "Sales") }
        let report = try await session.regenerateMasterKey(of: "Sales", password: other)
        #expect(report.rewrapped.map(\.kind).sorted { $0.rawValue < $1.rawValue } == [.certificate, .asymmetricKey])
        try await session.regenerateServiceMasterKey()
        try await session.openSymmetricKey("Data", in: "Sales", by: .certificate("Cards"))
        try await session.closeAllSymmetricKeys()
        try await session.openSymmetricKey("Data", in: "Sales", by: .asymmetricKey("Pair"))
    }

    @Test func thatForceGivesUpAreNamed() async throws {
        let bench = try await bench()
        try await bench.session.createCertificate("Cards", in: "Sales", subject: "s")
        try await bench.makePasswordOnly("Sales")
        try await expectRefusal(.masterKeyClosed, 15581) {
            try await bench.session.regenerateMasterKey(of: "Sales", password: other)
        }
        let report = try await bench.session.regenerateMasterKey(of: "Sales", password: other, tolerance: .force)
        #expect(report.lost.map(\.name) == ["certificate 'Cards' of database Sales"])
        #expect(report.messages.map(\.number) == [15585, 15584])
        // It stays where it is: the key that it is under may come back.
        #expect(try await bench.session.certificate("Cards", in: "Sales").privateKeyProtection == .masterKey)
        try await bench.session.openMasterKey(of: "Sales", password: other)
        try await expectRefusal(.corrupted, 15507) {
            try await bench.session.signature(for: [1], with: .certificate("Cards"), in: "Sales")
        }
    }

    @Test func thatForceGaveUpAreImportedAgain() async throws {
        let bench = try await bench()
        let session = bench.session
        try await session.createCertificate("Cards", in: "Sales", subject: "s")
        try await session.createSymmetricKey("Data", in: "Sales", encryptedBy: [.certificate("Cards")])
        let file = try await session.privateKeyFile(ofCertificate: "Cards", in: "Sales", under: password)
        let bytes = file.withRawSpan { SecretBytes(copying: $0) }
        let privateKey = try await PrivateKey(pvk: bytes, password: password)
        func importPrivateKey() async throws {
            try await session.importPrivateKey(privateKey, ofCertificate: "Cards", in: "Sales")
        }
        try await expectRefusal(.keyExists, 15332) { try await importPrivateKey() }
        try await bench.makePasswordOnly("Sales")
        try await expectRefusal(.keyExists, 15332) { try await importPrivateKey() }
        try await session.regenerateMasterKey(of: "Sales", password: other, tolerance: .force)
        try await session.openMasterKey(of: "Sales", password: other)
        try await expectRefusal(.corrupted, 15507) {
            try await session.openSymmetricKey("Data", in: "Sales", by: .certificate("Cards"))
        }
        try await importPrivateKey()
        try await session.openSymmetricKey("Data", in: "Sales", by: .certificate("Cards"))
        try await expectRefusal(.keyExists, 15332) { try await importPrivateKey() }
        try await session.regenerateMasterKey(of: "Sales", password: password)
    }

    @Test func whosePublicKeyWasExchangedAreRefused() async throws {
        let bench = try await bench()
        try await bench.session.createCertificate("Cards", in: "Sales", subject: "s")
        try await bench.session.createCertificate("Other", in: "Sales", subject: "t")
        try await bench.session.createSymmetricKey("Data", in: "Sales", encryptedBy: [.certificate("Cards")])
        let ids = try await [
            bench.session.certificate("Cards", in: "Sales").id, bench.session.certificate("Other", in: "Sales").id,
        ]
        try await bench.hierarchy.store.write { store in
            guard var cards = try store.key(ids[0]), let other = try store.key(ids[1]) else { return }
            cards.details = other.details
            try store.put(cards)
        }
        try await expectRefusal(.corrupted, 15507) {
            try await bench.session.openSymmetricKey("Data", in: "Sales", by: .certificate("Cards"))
        }
        try await bench.hierarchy.store.write { store in
            guard var cards = try store.key(ids[0]) else { return }
            cards.details = Array("{\"certificate\":\"AAAA\"".utf8)
            try store.put(cards)
        }
        try await expectRefusal(.corrupted, 15507) { try await bench.session.certificates(in: "Sales") }
    }

    @Test func encryptAndSign() async throws {
        let session = try await bench().session
        try await session.createAsymmetricKey("Pair", in: "Sales", keyLength: 2048)
        let pair = KeyPair.asymmetricKey("Pair")
        let longest = [UInt8](repeating: 7, count: 245)
        let message = try #require(try await session.encrypt(longest, with: pair, in: "Sales"))
        #expect(message.count == 256)
        #expect(try await session.decrypt(message, with: pair, in: "Sales") == longest)
        #expect(try await session.decrypt(message.reversed(), with: pair, in: "Sales") == longest)
        #expect(try await session.encrypt(longest + [7], with: pair, in: "Sales") == nil)
        #expect(try await session.decrypt(Array(message.dropLast()), with: pair, in: "Sales") == nil)
        let signature = try await session.signature(for: longest, with: pair, in: "Sales")
        #expect(try await session.isValidSignature(signature, for: longest, with: pair, in: "Sales"))
        #expect(try await !session.isValidSignature(signature, for: longest + [7], with: pair, in: "Sales"))
    }
}
