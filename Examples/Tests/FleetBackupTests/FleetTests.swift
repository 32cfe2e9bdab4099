import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore
import TemporaryDirectories
import Testing

@testable import FleetBackup

/// What a pass does.
struct FleetTests {
    @Test func backsEveryKeyUpTwiceAndThenNoMore() async throws {
        let fleet = try await TestFleet(databases: ["Sales", "../a b"], passwordOnly: ["Vault"])
        let report = try await fleet.fleet().backUp()
        #expect(report.keys.map(\.failure) == [nil, nil, nil, nil])
        let names = try fleet.files(in: "backups")
        #expect(
            names.map { $0.split(separator: ".").dropLast(2).joined(separator: ".") } == [
                "SQLTEST01.database-5-Sales.20260101T000000Z", "SQLTEST01.database-6-___a_b.20260101T000000Z",
                "SQLTEST01.database-7-Vault.20260101T000000Z", "SQLTEST01.service-master-key.20260101T000000Z",
            ])
        #expect(try fleet.files(in: "copies") == names)
        for name in names {
            let backup = BackupFile(fleet.directory.file("copies/\(name)"))
            #expect(try await fleet.instance.session.verify(backup, password: "8-Tall-Giraffes").isCurrent == true)
            #expect(try await backup.inspect().passwords.map(\.unverifiedLabel) == ["vault envelope 3"])
        }
        // What is left is for a person: the one password of Vault.
        #expect(report.keys.flatMap(\.remaining) == [KeyRisk.onlyOneWayIn.description])
        #expect(report.isAnyKeyAtRisk)

        let again = try await fleet.fleet().backUp()
        #expect(again.keys.flatMap(\.backups) == [])
        #expect(try fleet.files(in: "backups") == names)
    }

    @Test func neverOverwritesAFile() async throws {
        let fleet = try await TestFleet()
        _ = try await fleet.fleet().backUp()
        let first = try fleet.files(in: "copies")[0]
        let contents = try Data(contentsOf: URL(filePath: fleet.directory.file("copies/\(first)")))
        // The same key at the same second: the clock was set back, and the backup itself is gone.
        try FileManager.default.removeItem(atPath: fleet.directory.file("backups/\(first)"))
        let report = try await fleet.fleet().backUp()
        #expect(!report.isAnyKeyAtRisk)
        #expect(try Data(contentsOf: URL(filePath: fleet.directory.file("copies/\(first)"))) == contents)
        #expect(try fleet.files(in: "copies").count == 2)
    }

    @Test func checkingWritesNothing() async throws {
        let fleet = try await TestFleet(databases: ["Sales"])
        let before = try await StoreSnapshot(of: fleet.instance.store)
        fleet.clock.advance(by: .seconds(86_400))
        _ = try await fleet.fleet().check()
        #expect(try await StoreSnapshot(of: fleet.instance.store) == before)
        #expect(try fleet.files(in: "backups") == [])
    }

    @Test func anInstanceThatCannotBeOpenedKeepsNoOtherFromItsBackups() async throws {
        let fleet = try await TestFleet()
        let report = try await fleet.fleet { json in
            json.replacing(
                "\"instances\": [",
                with: "\"instances\": [{ \"name\": \"GONE\", \"store\": \"gone.db\", \"machineKey\": \"machine.key\" },"
            )
        }.backUp()
        #expect(report.keys.map(\.instance) == ["GONE", "SQLTEST01"])
        #expect(report.keys[0].remaining.first?.hasPrefix("unreadable: ") == true)
        #expect(report.keys[1].remaining == [])
        #expect(report.isAnyKeyAtRisk)
    }

    @Test func aCopyThatCannotBeWrittenIsTold() async throws {
        let fleet = try await TestFleet()
        try FileManager.default.removeItem(atPath: fleet.directory.file("copies"))
        let report = try await fleet.fleet().backUp()
        #expect(report.keys[0].failure?.contains("copies") == true)
        #expect(report.keys[0].remaining == [KeyRisk.neverBackedUp.description])
        // The first file is good, and the store knows of it: the next pass says what is missing still.
        #expect(try await fleet.fleet().check().keys[0].remaining == [KeyRisk.noCopyElsewhere.description])
    }

    @Test func aStopIsHeededBetweenTwoKeys() async throws {
        let fleet = try await TestFleet(databases: ["Sales"])
        let directory = fleet.directory.file("backups")
        let report = try await fleet.fleet().backUp {
            (try? FileManager.default.contentsOfDirectory(atPath: directory).isEmpty) == false
        }
        #expect(report.keys.map(\.key) == ["service master key"])
        #expect(report.keys[0].remaining == [])
        #expect(!report.isComplete)
        #expect(report.isAnyKeyAtRisk)
    }

    @Test func theReportIsJSONForMonitoring() async throws {
        let fleet = try await TestFleet()
        let path = fleet.directory.file("report.json")
        try await fleet.fleet().backUp().write(to: path)
        let json = try JSONSerialization.jsonObject(with: try Data(contentsOf: URL(filePath: path)))
        let report = try #require(json as? [String: Any])
        #expect(report["time"] as? String == "2026-01-01T00:00:00Z")
        #expect(report["isComplete"] as? Bool == true)
        #expect((report["keys"] as? [[String: Any]])?.first?["remaining"] as? [String] == [])
    }
}
