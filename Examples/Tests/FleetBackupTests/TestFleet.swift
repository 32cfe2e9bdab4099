import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore
import TemporaryDirectories

@testable import FleetBackup

/// A fleet of one instance on disk, SQLTEST01, and the directories that its backups go to.
struct TestFleet {
    let directory: TemporaryDirectory
    let clock = TestClock()
    let instance: TestInstance

    init(databases: [DatabaseName] = [], passwordOnly: [DatabaseName] = []) async throws {
        directory = try TemporaryDirectory()
        for name in ["backups", "copies"] {
            try FileManager.default.createDirectory(
                atPath: directory.file(name), withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
        }
        try directory.write("8-Tall-Giraffes\n", to: "backup.password")
        try directory.write("Fjord 7 Basalt\n", to: "vault.password")
        instance = try await TestInstance(
            databases: databases, passwordOnly: passwordOnly,
            store: try SQLiteKeyStore(path: directory.file("keys.db"), access: .create),
            rootProtectors: [
                try MachineKeyFile.create(at: directory.file("machine.key")),
                try MachineKeyFile.create(at: directory.file("service.key"), name: .serviceAccount),
            ], clock: clock)
    }

    /// The fleet, as its configuration has it.
    func fleet(_ change: (String) -> String = { $0 }) throws -> Fleet {
        let json = """
            {
              "backupDirectory": "backups", "copyDirectory": "copies",
              "passwordFile": "backup.password", "passwordLabel": "vault envelope 3",
              "maximumAgeInDays": 30, "reportFile": "report.json",
              "instances": [
                {
                  "name": "SQLTEST01", "store": "keys.db", "machineKey": "machine.key",
                  "serviceAccountKey": "service.key", "databasePasswordFiles": { "Vault": "vault.password" }
                }
              ]
            }
            """
        let path = try directory.write(change(json), to: "fleet.json")
        var fleet = Fleet(try FleetConfiguration(contentsOf: path))
        fleet.now = clock.now
        fleet.derivation = .insecureForTesting
        return fleet
    }

    /// The files in one of the directories.
    func files(in name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.file(name)).sorted()
    }
}
