import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import TransactSQL

/// Backups of databases: what is checked before it is said that they are not modelled.
@Suite struct DatabaseBackupTests {
    private static let setUp = """
        CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt';
        CREATE CERTIFICATE Good WITH SUBJECT = 'good';
        CREATE CERTIFICATE Expired WITH SUBJECT = 'expired', START_DATE = '20080101', EXPIRY_DATE = '20091031';
        CREATE CERTIFICATE Locked ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt' WITH SUBJECT = 'locked';
        CREATE ASYMMETRIC KEY Pair WITH ALGORITHM = RSA_2048;

        """

    private static func backUp(_ protector: String, _ content: String = "DATABASE Sales") -> String {
        "BACKUP \(content) TO DISK = 'd:\\sales.bak' WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER \(protector))"
    }

    @Test(arguments: [
        ("CERTIFICATE = Good", ["1:33091", "1:BACKUP DATABASE"]),
        ("CERTIFICATE = Expired", ["1:3096", "1:3013"]), ("CERTIFICATE = Locked", ["1:33101", "1:3013"]),
        ("CERTIFICATE = Missing", ["1:15151", "1:3013"]), ("ASYMMETRIC KEY = Missing", ["1:15151", "1:3013"]),
        ("ASYMMETRIC KEY = Pair", ["1:33120", "1:3013"]),
    ])
    func theKeyOfABackupIsChecked(_ protector: String, _ marks: [String]) async throws {
        let connection = try await Connection(databases: ["Sales"])
        _ = try await connection.run(Self.setUp)
        #expect(try await connection.run("USE Sales; " + Self.backUp(protector)).marks == marks)
        #expect(
            try await connection.run(Self.backUp(protector, "LOG Sales")).marks
                == marks.map { $0.replacing("DATABASE", with: "LOG") })
    }

    /// The certificate is one of `master`, wherever the statement is.
    @Test func aCertificateOfTheDatabaseIsNone() async throws {
        let connection = try await Connection(databases: ["Sales"])
        let outcome = try await connection.run(
            "USE Sales; CREATE CERTIFICATE Own WITH SUBJECT = 's'; " + Self.backUp("CERTIFICATE = Own"))
        #expect(outcome.marks == ["1:15151", "1:3013"])
        #expect(outcome.messages.last?.text == "BACKUP DATABASE is terminating abnormally.")
    }

    @Test func aCertificateThatWasBackedUpIsNoReasonToWarn() async throws {
        let directory = try TemporaryDirectory()
        var connection = try await Connection(databases: ["Sales"])
        connection.options.fileRoot = FileRoot(directory.path)
        let outcome = try await connection.run(
            Self.setUp + """
                BACKUP CERTIFICATE Good TO FILE = 'c.cer'
                    WITH PRIVATE KEY (FILE = 'c.pvk', ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt');
                \(Self.backUp("CERTIFICATE = Good"))
                """)
        #expect(outcome.marks.last == "8:BACKUP DATABASE" && !outcome.messages.map(\.number).contains(33091))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() == ["c.cer", "c.pvk"])
    }

    @Test(arguments: [
        ("BACKUP DATABASE Nowhere TO DISK = 'x'", ["1:911", "1:3013"]),
        ("DECLARE @d sysname = 'Nowhere'; BACKUP DATABASE @d TO DISK = 'x'", ["1:911", "1:3013"]),
        ("BACKUP DATABASE Sales TO DISK = 'x'", ["1:BACKUP DATABASE"]),
        ("BEGIN TRAN; BACKUP DATABASE Sales TO DISK = 'x'; ROLLBACK", ["1:3021"]),
        ("BEGIN TRAN; RESTORE DATABASE Sales FROM DISK = 'x'; ROLLBACK", ["1:3021"]),
        ("RESTORE HEADERONLY FROM DISK = 'd:\\none.bak'", ["1:3201", "1:3013"]),
    ])
    func theDatabaseIsChecked(_ statement: String, _ marks: [String]) async throws {
        let connection = try await Connection(databases: ["Sales"])
        #expect(try await connection.run(statement).marks == marks)
    }

    @Test func whoDoesNotControlTheDatabaseIsRefused() async throws {
        let mary = Principal(name: "mary")
        let grants = GrantTable([
            .systemAdministrator: [.controlServer, .createAnyDatabase, .control("master"), .control("Sales")]
        ])
        let instance = try await TestInstance(databases: ["Sales"]) { $0.authorizer = grants }
        _ = try await Connection(instance).run(Self.setUp)
        let connection = Connection(instance, ScriptSession(instance.hierarchy.session(as: mary)))
        let statement = Self.backUp("CERTIFICATE = Good")
        #expect(try await connection.run(statement).marks == ["1:262", "1:3013"])
        grants.grant(.control("Sales"), to: mary)
        // A certificate that she may not see is none.
        #expect(try await connection.run(statement).marks == ["1:15151", "1:3013"])
        grants.grant(.control("master"), to: mary)
        #expect(try await connection.run(statement).marks == ["1:33091", "1:BACKUP DATABASE"])
    }
}
