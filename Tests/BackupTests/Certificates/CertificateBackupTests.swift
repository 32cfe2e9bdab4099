import Foundation
import KeyCryptography
import KeyHierarchy
import Testing

@testable import Backup

/// Certificates in files, with and without their private keys.
@Suite(.enabled(if: LegacyAlgorithms.areInstalled, "libcrypto's legacy provider is not installed."))
struct CertificateBackupTests {
    @Test func aCertificateAloneIsItsDERAndIsNotNoted() async throws {
        for protector in [nil, PrivateKeyProtector.masterKey] {
            let bench = try await CertificateBench(protectedBy: protector)
            let medium = MemoryBackupMedium(place: "cards.cer")
            let receipt = try await bench.session.backUpCertificate("CARDS", in: "Sales", to: medium)
            #expect(medium.contents == bench.certificate.der)
            #expect(receipt.places == ["cards.cer"] && receipt.warnings.isEmpty)
            #expect(receipt.thumbprint == (try bench.certificate.thumbprint()))
            #expect(try await bench.facts.privateKeyBackup == nil)
        }
    }

    @Test func twoFilesMoveACertificateToAnotherInstance() async throws {
        let bench = try await CertificateBench()
        let (file, keyFile) = (MemoryBackupMedium(place: "cards.cer"), MemoryBackupMedium(place: "cards.pvk"))
        let receipt = try await bench.backUp(to: file, keyFile)
        #expect(receipt.places == ["cards.cer", "cards.pvk"])
        #expect(receipt.warnings == [.weakPrivateKeyFile("cards.pvk")])
        let other = try await Instance.populated()
        let privateKey = try await PrivateKey(
            pvk: try #require(keyFile.contents).secret, password: Instance.password)
        let encoded = try #require(file.contents)
        try await other.session.importCertificate("Copy", in: "Sales", encoded: encoded, privateKey: privateKey)
        let message = try #require(
            try await bench.session.encrypt([1, 2, 3], with: .certificate("Cards"), in: "Sales"))
        #expect(try await other.session.decrypt(message, with: .certificate("Copy"), in: "Sales") == [1, 2, 3])
    }

    @Test func onePFXMovesACertificateToAnotherInstance() async throws {
        let bench = try await CertificateBench()
        let file = MemoryBackupMedium(place: "cards.pfx")
        // Beyond ASCII: this form says what becomes of such characters.
        let password: Password = "Größe-9-Otters"
        let receipt = try await bench.session.backUpCertificate(
            "Cards", in: "Sales", toPFX: file, under: password)
        #expect(receipt.places == ["cards.pfx"] && receipt.warnings.isEmpty)
        let other = try await Instance.populated()
        let pfx = try #require(file.contents)
        try await expectRefusal(.privateKeyPassword, 15465) {
            try await other.session.importCertificate(
                "Copy", in: "Sales", pfx: pfx, password: Instance.password)
        }
        try await expectRefusal(.privateKeyPassword, 15465) {
            try await other.session.importCertificate("Copy", in: "Sales", pfx: pfx, password: nil)
        }
        try await expectRefusal(.invalidKeyData, 15297) {
            try await other.session.importCertificate(
                "Copy", in: "Sales", pfx: Array(pfx.dropLast()), password: password)
        }
        let copy = try await other.session.importCertificate(
            "Copy", in: "Sales", pfx: pfx, password: password,
            protectedBy: .password(Instance.otherPassword))
        #expect(copy.encoded == bench.certificate.der && copy.privateKeyProtection == .password)
        let message = try #require(
            try await bench.session.encrypt([1, 2, 3], with: .certificate("Cards"), in: "Sales"))
        #expect(
            try await other.session.decrypt(
                message, with: .certificate("Copy"), in: "Sales", password: Instance.otherPassword) == [1, 2, 3])
    }

    @Test func thatThePrivateKeyWasWrittenIsNoted() async throws {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        for isPFX in [false, true] {
            let bench = try await CertificateBench { $0.now = { now } }
            let before = try await bench.facts
            #expect(before.privateKeyBackup == nil)
            if isPFX {
                try await bench.session.backUpCertificate(
                    "Cards", in: "Sales", toPFX: MemoryBackupMedium(), under: Instance.password)
            } else {
                try await bench.backUp(to: MemoryBackupMedium(), MemoryBackupMedium())
            }
            let after = try await bench.facts
            #expect(after.privateKeyBackup == now)
            #expect(after.modified == before.modified)
        }
    }

    @Test func aBackupThatCannotBeNotedIsABackup() async throws {
        let store = UnreliableKeyStore()
        let bench = try await CertificateBench(store: store)
        let keyFile = MemoryBackupMedium()
        store.fail(Array(repeating: HierarchyError(.storeFailed, "The disk is full."), count: 4))
        let receipt = try await bench.backUp(to: MemoryBackupMedium(), keyFile)
        #expect(receipt.warnings.contains(.notNoted))
        #expect(keyFile.contents != nil)
        store.fail([])
        #expect(try await bench.facts.privateKeyBackup == nil)
        // Somebody who is faster does not start the whole again.
        store.fail([HierarchyError(.conflict, "Somebody was faster.")])
        try await bench.session.backUpCertificate(
            "Cards", in: "Sales", toPFX: MemoryBackupMedium(), under: Instance.password)
        #expect(try await bench.facts.privateKeyBackup != nil)
    }

    @Test func aPrivateKeyUnderAPasswordNeedsIt() async throws {
        let bench = try await CertificateBench(protectedBy: .password(Instance.otherPassword))
        let (file, keyFile) = (MemoryBackupMedium(), MemoryBackupMedium())
        try await expectRefusal(.privateKeyPassword, 15334) { try await bench.backUp(to: file, keyFile) }
        try await expectRefusal(.privateKeyPassword, 15465) {
            try await bench.backUp(to: file, keyFile, password: Instance.keyPassword)
        }
        #expect(file.contents == nil && keyFile.contents == nil)
        try await bench.backUp(to: file, keyFile, password: Instance.otherPassword)
        #expect(file.contents != nil && keyFile.contents != nil)
    }

    @Test func whatCannotBeBackedUpIsRefused() async throws {
        let (file, keyFile) = (MemoryBackupMedium(), MemoryBackupMedium())
        let bench = try await CertificateBench()
        try await expectRefusal(.privateKeyPassword, 15397) {
            try await bench.backUp(to: file, keyFile, password: Instance.keyPassword)
        }
        try await expectRefusal(.passwordRefused, 33062) { try await bench.backUp(to: file, keyFile, under: "short") }
        let error = try await expectRefusal(.passwordRefused, nil) {
            try await bench.backUp(to: file, keyFile, under: "Zwölf-Otter-8")
        }
        #expect(error.message.contains("ASCII") && !"\(error)".contains("Otter"))
        try await expectRefusal(.noSuchKey, 15151) {
            try await bench.session.backUpCertificate("None", in: "Sales", to: file)
        }
        let publicOnly = try await CertificateBench(protectedBy: nil)
        try await expectRefusal(.noPrivateKey, 15246) { try await publicOnly.backUp(to: file, keyFile) }
        try await expectRefusal(.noPrivateKey, 15246) {
            try await publicOnly.session.backUpCertificate("Cards", in: "Sales", toPFX: file, under: Instance.password)
        }
        let closed = try await CertificateBench()
        try await closed.session.dropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales")
        try await expectRefusal(.masterKeyClosed, 15581) { try await closed.backUp(to: file, keyFile) }
        #expect(file.contents == nil && keyFile.contents == nil)
    }

    @Test func whoMayNotAlterCertificatesFindsNone() async throws {
        let grants = GrantTable([
            .systemAdministrator: [.controlServer], Principal(name: "guest"): [.control("Marketing")],
        ])
        let bench = try await CertificateBench { $0.authorizer = grants }
        let guest = bench.instance.hierarchy.session(as: Principal(name: "guest"))
        let file = MemoryBackupMedium()
        try await expectRefusal(.permissionDenied, 15151) {
            try await guest.backUpCertificate("Cards", in: "Sales", to: file)
        }
        try await expectRefusal(.permissionDenied, 15151) {
            try await guest.backUpCertificate("Cards", in: "Sales", toPFX: file, under: Instance.password)
        }
        #expect(file.contents == nil)
    }

    @Test func filesReadBackFromDisk() async throws {
        let directory = try TemporaryDirectory()
        let bench = try await CertificateBench()
        let (file, keyFile) = (BackupFile(directory.file("cards.cer")), BackupFile(directory.file("cards.pvk")))
        let receipt = try await bench.backUp(to: file, keyFile)
        #expect(receipt.places == [file.place, keyFile.place])
        #expect(try directory.names == ["cards.cer", "cards.pvk"])
        #expect(try await file.read(limit: 1 << 16) == bench.certificate.der)
        let error = try await #require(throws: BackupError.self) {
            try await bench.backUp(to: BackupFile(directory.file("new.cer")), keyFile)
        }
        #expect(error.code == .exists && error.sqlServer?.number == 15240)
        #expect(try directory.names == ["cards.cer", "cards.pvk"])
    }
}

/// Expects an operation to be refused with a code and a number of SQL Server.
@discardableResult
func expectRefusal<Result>(
    _ code: HierarchyError.Code,
    _ number: Int?,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ operation: () async throws -> Result
) async throws -> HierarchyError {
    let error = try await #require(throws: HierarchyError.self, sourceLocation: sourceLocation) {
        _ = try await operation()
    }
    #expect(error.code == code, sourceLocation: sourceLocation)
    #expect(error.sqlServer?.number == number, sourceLocation: sourceLocation)
    return error
}
