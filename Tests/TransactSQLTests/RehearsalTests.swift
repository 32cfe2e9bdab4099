import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Testing
import TransactSQL

/// A dry run says what a script would give, and changes nothing.
@Suite struct RehearsalTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func connection(_ instance: TestInstance) -> Connection {
        var connection = Connection(instance)
        connection.options.fileRoot = FileRoot(directory.path)
        connection.options.isDryRun = true
        return connection
    }

    private static let script = """
        CREATE DATABASE Rehearsed
        GO
        USE Rehearsed
        CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Abcd1234.'
        BACKUP MASTER KEY TO FILE = 'c:\\keys\\dmk' ENCRYPTION BY PASSWORD = 'Abcd1234.'
        DROP MASTER KEY
        RESTORE MASTER KEY FROM FILE = 'C:\\Keys\\dmk' DECRYPTION BY PASSWORD = 'Abcd1234.'
            ENCRYPTION BY PASSWORD = 'Abcd1234.'
        SELECT crypt_type FROM sys.key_encryptions
        WAITFOR DELAY '23:00:00'
        BACKUP MASTER KEY TO FILE = 'c:\\keys\\dmk' ENCRYPTION BY PASSWORD = 'Abcd1234.'
        GO
        ALTER SERVICE MASTER KEY REGENERATE
        DROP DATABASE Sales
        CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'weak'
        """

    @Test func everythingIsSaidAndNothingIsDone() async throws {
        let audit = RecordingAuditSink()
        let instance = try await TestInstance(databases: ["Sales"]) { $0.auditSinks = [audit] }
        audit.removeAll()
        let before = try await StoreSnapshot(of: instance.store)
        let connection = connection(instance)
        let outcome = try await connection.run(Self.script)
        // The restored key is under its password alone, and closed.
        #expect(outcome.marks == ["11:15581", "15:15578"])
        #expect(outcome.results.last?.rows == [[.text("ESP2")]])
        #expect(try await StoreSnapshot(of: instance.store) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == [])
        #expect(audit.actions.isEmpty)
        #expect(connection.scripts.database == "master")
    }

    @Test func aFileThatIsThereWouldNotBeOverwritten() async throws {
        let instance = try await TestInstance()
        var connection = connection(instance)
        let backup = "BACKUP SERVICE MASTER KEY TO FILE = 'smk' ENCRYPTION BY PASSWORD = 'Abcd1234.'"
        #expect(try await connection.errors("\(backup); \(backup)") == [15240])
        connection.options.isDryRun = false
        #expect(try await connection.errors(backup) == [])
        connection.options.isDryRun = true
        #expect(try await connection.errors(backup) == [15240])
        #expect(
            try await connection.run(
                "RESTORE SERVICE MASTER KEY FROM FILE = 'smk' DECRYPTION BY PASSWORD = 'Abcd1234.'"
            )
            .marks == ["1:15588"])
    }

    @Test func theDisksOfWindowsNeedNotBeThere() async throws {
        var connection = try await Connection()
        connection.options.isDryRun = true
        #expect(
            try await connection.errors(
                #"""
                RESTORE SERVICE MASTER KEY FROM FILE = 'c:\keys\smk' DECRYPTION BY PASSWORD = 'Abcd1234.'
                BACKUP SERVICE MASTER KEY TO FILE = 'c:\keys\smk' ENCRYPTION BY PASSWORD = 'Abcd1234.'
                BACKUP SERVICE MASTER KEY TO FILE = 'C:/Keys//SMK' ENCRYPTION BY PASSWORD = 'Abcd1234.'
                RESTORE SERVICE MASTER KEY FROM FILE = 'C:\KEYS\smk' DECRYPTION BY PASSWORD = 'Abcd1234.'
                """#) == [15317, 15240])
    }

    @Test func keysThatAreOpenAreOpenInTheRehearsal() async throws {
        let instance = try await TestInstance(passwordOnly: ["Sales"])
        try await instance.session.openMasterKey(of: "Sales", password: TestInstance.password)
        let connection = connection(instance)
        #expect(
            try await connection.errors(
                "USE Sales; ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY; CLOSE MASTER KEY")
                == [])
        #expect(await instance.session.openMasterKeys.count == 1)
    }

    @Test func anInstanceThatCannotBeReadIsRehearsedAsItIs() async throws {
        let instance = try await TestInstance(databases: ["Sales"]).restartedOnAnotherMachine()
        let connection = connection(instance)
        #expect(try await connection.errors("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Abcd1234.'") == [33094])
    }
}
