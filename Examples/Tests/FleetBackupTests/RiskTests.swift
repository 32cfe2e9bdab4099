import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import TemporaryDirectories
import Testing

@testable import FleetBackup

/// Which keys are at risk, and of what.
struct RiskTests {
    private func risks(_ fleet: TestFleet, _ key: String = "service master key") async throws -> [String] {
        let report = try await fleet.fleet().check()
        return try #require(report.keys.first { $0.key == key }).remaining
    }

    private func description(_ risk: KeyRisk) -> String {
        risk.description
    }

    @Test func aNewKeyWasNeverBackedUp() async throws {
        let fleet = try await TestFleet()
        #expect(try await risks(fleet) == [description(.neverBackedUp)])
    }

    @Test func aBackedUpKeyIsNotAtRiskUntilItsProofIsOld() async throws {
        let fleet = try await TestFleet()
        _ = try await fleet.fleet().backUp()
        #expect(try await risks(fleet) == [])
        fleet.clock.advance(by: .seconds(30 * 86_400))
        #expect(try await risks(fleet) == [])
        fleet.clock.advance(by: .seconds(86_400))
        #expect(try await risks(fleet) == [description(.backupNotProved(days: 31))])
    }

    @Test func aReplacedKeyIsNotInItsBackups() async throws {
        let fleet = try await TestFleet()
        _ = try await fleet.fleet().backUp()
        try await fleet.instance.session.regenerateServiceMasterKey()
        #expect(try await risks(fleet) == [description(.backupOfOlderKey)])
    }

    @Test func aBackupThatIsDeletedOrDamagedIsMissed() async throws {
        let fleet = try await TestFleet()
        _ = try await fleet.fleet().backUp()
        let copy = fleet.directory.file("copies/\(try fleet.files(in: "copies")[0])")
        var bytes = try Data(contentsOf: URL(filePath: copy))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(filePath: copy))
        #expect(try await risks(fleet) == [description(.noCopyElsewhere)])
        try FileManager.default.removeItem(atPath: fleet.directory.file("backups/\(try fleet.files(in: "backups")[0])"))
        #expect(try await risks(fleet) == [description(.backupMissing)])
    }

    @Test func aKeyUnderOnePasswordHasOneWayIn() async throws {
        let fleet = try await TestFleet(passwordOnly: ["Vault"])
        #expect(
            try await risks(fleet, "master key of database Vault") == [
                description(.neverBackedUp), description(.onlyOneWayIn),
            ])
        try await fleet.instance.session.openMasterKey(of: "Vault", password: TestInstance.password)
        try await fleet.instance.session.addPassword(TestInstance.otherPassword, toMasterKeyOf: "Vault")
        #expect(try await risks(fleet, "master key of database Vault") == [description(.neverBackedUp)])
    }

    @Test func aKeyWithoutItsPasswordIsUnreadable() async throws {
        let fleet = try await TestFleet(passwordOnly: ["Safe"])
        let found = try await risks(fleet, "master key of database Safe")
        #expect(found.first?.hasPrefix("unreadable: it opens with a password") == true)
    }

    @Test func anInstanceOnAnotherMachineIsUnreadable() async throws {
        let fleet = try await TestFleet(databases: ["Sales"])
        for name in ["machine.key", "service.key"] {
            try FileManager.default.removeItem(atPath: fleet.directory.file(name))
        }
        let missing = try await fleet.fleet().check()
        #expect(missing.keys.map(\.key) == ["all keys"])
        _ = try MachineKeyFile.create(at: fleet.directory.file("machine.key"))
        #expect(try await risks(fleet).first == "unreadable: no key of this machine opens it")
        #expect(try await risks(fleet, "master key of database Sales").count == 2)
    }
}
