import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import TransactSQL

/// `DBCC` about trace flags, of which 4631 alone changes what is made.
@Suite struct TraceFlagTests {
    private static let create = """
        CREATE SYMMETRIC KEY Shared WITH ALGORITHM = AES_256, KEY_SOURCE = 'source', IDENTITY_VALUE = 'identity'
            ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt';
        OPEN SYMMETRIC KEY Shared DECRYPTION BY PASSWORD = 'Fjord 7 Basalt';

        """

    @Test(arguments: [
        ("DBCC TRACEON (4631, -1);", "x"), ("DBCC TRACEON (4631);", "NULL"),
        ("DBCC TRACEON (4631, -1); DBCC TRACEOFF (4631);", "x"),
        ("DBCC TRACEON (4631, -1); DBCC TRACEOFF (4631, -1);", "NULL"), ("", "NULL"),
    ])
    func keySourceIsHashedAsOnOldServers(_ flags: String, _ plaintext: String) async throws {
        let old = try await Connection { $0.sqlServerVersion = .sql2016 }
        let message = try #require(
            try await old.rows(Self.create + "SELECT ENCRYPTBYKEY(KEY_GUID('Shared'), 'x')").first?.first)
        for version in [SQLServerVersion.sql2017, .sql2022] {
            let new = try await Connection { $0.sqlServerVersion = version }
            #expect(
                try await new.rows(flags + Self.create + "SELECT CAST(DECRYPTBYKEY(\(message)) AS varchar(9))")
                    == [[plaintext]])
        }
    }

    @Test func aFlagForAllSessionsIsOnInOthers() async throws {
        let connection = try await Connection()
        let other = Connection(connection.instance, ScriptSession(connection.instance.hierarchy.session()))
        let outcome = try await connection.run("DBCC TRACEON (4631, -1)")
        #expect(outcome.marks == ["1:2528"])
        #expect(outcome.messages.first?.severity == 10)
        #expect(try await connection.run("DBCC TRACEON (4631) WITH NO_INFOMSGS").marks == [])
        #expect(
            try await connection.rows("DBCC TRACESTATUS (4631, 1222)") == [
                ["4631", "1", "1", "1"], ["1222", "0", "0", "0"],
            ])
        #expect(try await connection.rows("DBCC TRACESTATUS (4631, -1)") == [["4631", "1", "1", "0"]])
        #expect(try await other.rows("DBCC TRACESTATUS") == [["4631", "1", "1", "0"]])
        #expect(connection.instance.hierarchy.keySourceGeneration == .sha1)
        #expect(try await other.errors("DBCC TRACEOFF (4631, -1)") == [])
        #expect(try await other.run("DBCC TRACESTATUS ()").results.isEmpty)
        #expect(try await connection.rows("DBCC TRACESTATUS ()") == [["4631", "1", "0", "1"]])
        #expect(try await connection.run("DBCC TRACESTATUS (-1)").results.isEmpty)
    }

    @Test func anotherFlagIsRefusedByItsNumberAndSwitchesNothing() async throws {
        let connection = try await Connection()
        #expect(try await connection.run("DBCC TRACEON (4631, 1222, -1)").marks == ["1:trace flag 1222"])
        #expect(connection.instance.hierarchy.traceFlags.isEmpty)
    }

    @Test func noMoreFlagsAreShownThanAResultMayHaveRows() async throws {
        var connection = try await Connection()
        connection.options.limits.rows = 3
        #expect(try await connection.rows("DBCC TRACESTATUS (1, 2, 3)").count == 3)
        #expect(try await connection.errors("DBCC TRACESTATUS (1, 2, 3, 4)") == [701])
    }

    @Test func aRehearsalSwitchesNothing() async throws {
        var connection = try await Connection()
        _ = try await connection.run("DBCC TRACEON (4631, -1)")
        connection.options.isDryRun = true
        #expect(try await connection.rows("DBCC TRACESTATUS (-1)") == [["4631", "1", "1", "0"]])
        _ = try await connection.run("DBCC TRACEOFF (4631, -1)")
        #expect(connection.instance.hierarchy.traceFlags == [.hashesKeySourceWithSHA1])
    }

    @Test func whoDoesNotControlTheServerOnlyLooks() async throws {
        let instance = try await TestInstance {
            $0.authorizer = GrantTable([.systemAdministrator: [.controlServer]])
            $0.traceFlags = [.hashesKeySourceWithSHA1]
        }
        let session = instance.hierarchy.session(as: Principal(name: "mary"))
        let mary = Connection(instance, ScriptSession(session))
        let outcome = try await mary.run("DBCC TRACEOFF (4631)")
        #expect(
            outcome.messages.map(\.description).first?.contains(
                "User 'mary' does not have permission to run DBCC TRACEOFF.") == true)
        #expect(try await mary.errors("DBCC TRACEON (4631, -1)") == [2571])
        #expect(try await mary.rows("DBCC TRACESTATUS (-1)") == [["4631", "1", "1", "0"]])
        await #expect(throws: HierarchyError.self) {
            try await session.setTraceFlag(.hashesKeySourceWithSHA1, isOn: false)
        }
        #expect(instance.hierarchy.traceFlags == [.hashesKeySourceWithSHA1])
    }
}
