import Foundation
import KeyHierarchy
import Testing

@testable import Backup

struct RoundTripTests {
    @Test func theServiceMasterKeyComesBackFromAFile() async throws {
        let directory = try TemporaryDirectory()
        let file = BackupFile(directory.file("smk.pem"))
        let instance = try await Instance()
        let receipt = try await instance.session.backUpServiceMasterKey(
            to: file, under: BackupPassword(Instance.password, label: "vault envelope 3"), derivation: .insecure)
        let backup = try await file.sealedBackup().open(password: Instance.password)
        #expect(backup.material.array == (try await instance.serviceMasterKeyBytes()))
        #expect(backup.facts == receipt.facts)
        #expect(receipt.facts.kind == .serviceMasterKey)
        #expect(receipt.facts.server == "SQLPROD01")
        #expect(receipt.facts.database == nil)
        #expect(receipt.facts.passwords.map(\.label) == ["vault envelope 3"])
        #expect(receipt.places == [file.place])
        #expect(receipt.warnings == [.noCopy])
        #expect(backup.warnings == [.fewIterations(1)])
    }

    @Test(arguments: ["Sales", "it's \"quoted\" [here]", "Größe 日本語", "a:b", "e\u{301}", " "])
    func aMasterKeyComesBackWhateverItsDatabaseIsCalled(name: String) async throws {
        let database = try DatabaseName(name)
        let instance = try await Instance()
        try await instance.session.createDatabase(database)
        try await instance.session.createMasterKey(in: database, password: Instance.keyPassword)
        let medium = MemoryBackupMedium()
        try await instance.session.backUpMasterKey(
            of: database, to: medium, under: BackupPassword(Instance.password), derivation: .insecure)
        let verification = try await instance.session.verify(medium, password: Instance.password)
        #expect(verification.facts?.database.map { Array($0.utf8) } == Array(name.utf8))
        #expect(verification.facts?.kind == .databaseMasterKey)
        #expect(verification.isCurrent == true)
    }

    @Test(arguments: [
        "", "日本語 Größe 🔑", "a\nKey: database master key", "a\r\nServer: b", "\u{301}combining first", ":: :",
        "-----END CMS-----", "\u{2028}Key: x", "\u{202E}desrever", "nul\0nul", "\u{85}next", "trailing ",
    ])
    func noNameWritesLinesOfItsOwn(name: String) async throws {
        let instance = try await Instance(server: name)
        let file = try await instance.serviceMasterKeyFile(under: BackupPassword(Instance.password, label: name))
        let backup = try SealedBackup(parsing: file)
        let facts = try #require(try await backup.open(password: Instance.password).facts)
        #expect(facts.kind == .serviceMasterKey)
        #expect(facts.server == facts.passwords.first?.label)
        #expect(backup.inspection.unverifiedFacts == facts)
        #expect(backup.inspection.passwords.first?.unverifiedLabel == facts.server)
        let forbidden = facts.server.unicodeScalars.filter {
            $0.properties.generalCategory == .control || [0x2028, 0x202E].contains($0.value)
        }
        #expect(forbidden.isEmpty)
    }

    @Test func everyPasswordOpensIt() async throws {
        let instance = try await Instance()
        let medium = try await instance.serviceMasterKeyBackup(
            under: BackupPassword(Instance.password, label: "one"), BackupPassword(Instance.otherPassword, label: "two")
        )
        let backup = try await medium.sealedBackup()
        var openedBy: [String?] = []
        for password in [Instance.password, Instance.otherPassword] {
            let opened = try await backup.open(password: password)
            #expect(opened.material.array == (try await instance.serviceMasterKeyBytes()))
            openedBy.append(opened.facts?.passwords.first { $0.id == opened.openedBy }?.label)
        }
        #expect(openedBy == ["one", "two"])
    }

    @Test func theFactsAreThoseOfTheFileToTheSecond() async throws {
        let now = Date(timeIntervalSince1970: 1_800_000_000.75)
        let instance = try await Instance(configure: { $0.now = { now } })
        let medium = MemoryBackupMedium()
        let receipt = try await instance.session.backUpServiceMasterKey(
            to: medium, under: BackupPassword(Instance.password), derivation: .insecure)
        #expect(receipt.facts.created == Date(timeIntervalSince1970: 1_800_000_000))
        #expect(try await medium.verify(password: Instance.password).facts == receipt.facts)
    }

    @Test func theStandardDerivationHasNoWarning() async throws {
        let instance = try await Instance()
        let medium = MemoryBackupMedium()
        try await instance.session.backUpServiceMasterKey(to: medium, under: BackupPassword(Instance.password))
        let verification = try await medium.verify(password: Instance.password)
        #expect(verification.warnings.isEmpty)
        #expect(try await medium.inspect().passwords.map(\.iterations) == [600_000])
        #expect(try await medium.inspect().passwords.map(\.derivation) == ["PBKDF2-HMAC-SHA-512"])
    }

    @Test(arguments: [(209_999, false), (210_000, true), (5_000_000, true), (5_000_001, false)])
    func aDerivationLiesInItsRange(iterations: Int, isValid: Bool) {
        #expect(((try? BackupDerivation(iterations: iterations)) != nil) == isValid)
    }
}
