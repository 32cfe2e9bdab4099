import KeyHierarchy
import Testing

@testable import Backup

struct RestorePlanTests {
    @Test func aPlanSaysWhatRestoringDoesAndChangesNothing() async throws {
        let medium = try await Instance().serviceMasterKeyBackup()
        let instance = try await Instance.populated()
        let before = try await instance.session.serviceMasterKey()
        let plan = try await instance.session.planRestoreServiceMasterKey(from: medium, password: Instance.password)
        #expect(plan.report.rewrapped.count == 2)
        #expect(try await instance.session.serviceMasterKey() == before)
        #expect(try await instance.credential(.server) == "open sesame")
        #expect(try await instance.session.commit(plan) == plan.report)
        #expect(try await instance.session.serviceMasterKey().fingerprint != before.fingerprint)
        #expect(try await instance.credential(.server) == "open sesame")
    }

    @Test func aPlanForAMasterKeySaysWhatIsLost() async throws {
        let medium = try await Instance.populated().masterKeyBackup()
        let instance = try await Instance.populated()
        try await instance.session.dropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales")
        let before = try await instance.session.masterKey(of: "Sales")
        let plan = try await instance.session.planRestoreMasterKey(
            of: "Sales", from: medium, password: Instance.password, newPassword: Instance.otherPassword,
            tolerance: .force)
        #expect(plan.report.lost.map(\.name) == ["credential 'Blob' of database Sales"])
        #expect(plan.report.messages.map(\.number) == [15585, 15584])
        #expect(try await instance.session.masterKey(of: "Sales") == before)
        #expect(try await instance.session.commit(plan) == plan.report)
    }

    @Test func anOutdatedPlanIsRefused() async throws {
        let medium = try await Instance().serviceMasterKeyBackup()
        let instance = try await Instance.populated()
        let plan = try await instance.session.planRestoreServiceMasterKey(from: medium, password: Instance.password)
        try await instance.session.createDatabase("Other")
        let before = try await instance.session.serviceMasterKey()
        let error = await #expect(throws: HierarchyError.self) { try await instance.session.commit(plan) }
        #expect(error?.code == .planOutdated)
        #expect(try await instance.session.serviceMasterKey() == before)
    }

    @Test func aPlanThatCannotBeCarriedOutIsNotMade() async throws {
        let store = InMemoryKeyStore()
        _ = try await Instance.populated(store: store)
        let moved = try await Instance(store: store)
        let medium = try await Instance().serviceMasterKeyBackup()
        let error = await #expect(throws: HierarchyError.self) {
            try await moved.session.planRestoreServiceMasterKey(from: medium, password: Instance.password)
        }
        #expect(error?.code == .oldKeyUnreadable)
    }
}
