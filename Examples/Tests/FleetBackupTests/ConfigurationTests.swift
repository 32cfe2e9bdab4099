import PasswordFiles
import Foundation
import TemporaryDirectories
import Testing

@testable import FleetBackup

/// What is refused before anything is opened.
struct ConfigurationTests {
    @Test(
        arguments: [
            ("\"maximumAgeInDays\": 30", "\"maximumAgeInDays\": 0"),
            ("\"maximumAgeInDays\": 30", "\"maximumAgeInDays\": \"30\""),
            ("\"copyDirectory\": \"copies\"", "\"copyDirectory\": \"backups\""),
            ("\"SQLTEST01\"", "\"../SQLTEST01\""),
            ("\"SQLTEST01\"", "\"\""),
            ("\"store\": \"keys.db\",", ""),
            ("\"instances\": [", "\"instances\": [],"),
        ])
    func refusesAConfiguration(text: String, changedTo other: String) async throws {
        let fleet = try await TestFleet()
        #expect(throws: ConfigurationError.self) { try fleet.fleet { $0.replacing(text, with: other) } }
    }

    @Test func refusesAPasswordFileThatOthersCanRead() async throws {
        let fleet = try await TestFleet()
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o640], ofItemAtPath: fleet.directory.file("backup.password"))
        await #expect(throws: PasswordFileError.self) { try await fleet.fleet().backUp() }
        #expect(try fleet.files(in: "backups") == [])
    }

    @Test(arguments: [("90s", 90), ("30m", 1800), ("24h", 86_400), ("24", nil), ("0h", nil), ("h", nil), ("-1h", nil)])
    func readsIntervals(text: String, seconds: Int?) {
        #expect(Interval(argument: text)?.duration == seconds.map { .seconds($0) })
    }
}
