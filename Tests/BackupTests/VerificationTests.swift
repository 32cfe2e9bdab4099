import KeyHierarchy
import Testing

@testable import Backup

struct VerificationTests {
    @Test func itSaysWhetherTheKeyIsStillInUse() async throws {
        let instance = try await Instance.populated()
        let medium = try await instance.serviceMasterKeyBackup()
        #expect(try await instance.session.verify(medium, password: Instance.password).isCurrent == true)
        try await instance.session.regenerateServiceMasterKey()
        #expect(try await instance.session.verify(medium, password: Instance.password).isCurrent == false)
        #expect(try await medium.verify(password: Instance.password).isCurrent == nil)
    }

    @Test func itNotesWhenABackupWasLastOpened() async throws {
        let instance = try await Instance()
        let medium = try await instance.serviceMasterKeyBackup()
        let first = try #require(try await instance.session.serviceMasterKey().backups.first)
        _ = try await instance.session.verify(medium, password: Instance.password)
        let notes = try await instance.session.serviceMasterKey().backups
        #expect(notes.count == 1)
        #expect(try #require(notes.first).verified > first.verified)
        let copy = MemoryBackupMedium(place: "attic", contents: medium.contents)
        _ = try await instance.session.verify(copy, password: Instance.password)
        #expect(try await instance.session.serviceMasterKey().backups.count == 2)
    }

    @Test func aBackupOfAnotherServerIsNoneOfThisOne() async throws {
        let medium = try await Instance(server: "SQLTEST01").serviceMasterKeyBackup()
        let instance = try await Instance()
        #expect(try await instance.session.verify(medium, password: Instance.password).isCurrent == false)
        #expect(try await instance.session.serviceMasterKey().backups.isEmpty)
    }

    @Test func aBackupOfAnUnknownDatabaseIsVerifiedByItself() async throws {
        let medium = try await Instance.populated().masterKeyBackup()
        let verification = try await Instance().session.verify(medium, password: Instance.password)
        #expect(verification.isCurrent == nil)
        #expect(verification.facts?.database == "Sales")
    }

    @Test func whatItFindsIsForThoseWhoControlTheKey() async throws {
        let medium = try await Instance().serviceMasterKeyBackup()
        let instance = try await Instance(
            principal: Principal(name: "mallory"), configure: { $0.authorizer = GrantTable() })
        let error = await #expect(throws: HierarchyError.self) {
            try await instance.session.verify(medium, password: Instance.password)
        }
        #expect(error?.code == .permissionDenied)
        #expect(try await medium.verify(password: Instance.password).isCurrent == nil)
    }

    @Test func aWrongPasswordIsNotNoted() async throws {
        let instance = try await Instance()
        let medium = try await instance.serviceMasterKeyBackup()
        let before = try await instance.session.serviceMasterKey().backups
        await #expect(throws: BackupError.self) {
            try await instance.session.verify(medium, password: "Wrong-1-Password")
        }
        #expect(try await instance.session.serviceMasterKey().backups == before)
    }
}
