import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import TransactSQL

/// The procedures about linked servers and their logins, and what the catalog tells of them.
@Suite struct LinkedServerTests {
    private static let servers = """
        SELECT server_id, name, product, provider, data_source, catalog, is_linked FROM sys.servers WHERE is_linked = 1
        ORDER BY server_id
        """
    private static let logins = """
        SELECT s.name, l.local_principal_id, l.uses_self_credential, l.remote_name FROM sys.servers s
        JOIN sys.linked_logins l ON l.server_id = s.server_id ORDER BY s.name, l.local_principal_id
        """

    @Test func aServerHasALoginAndItsPasswordIsUnderTheServiceMasterKey() async throws {
        let connection = try await Connection()
        #expect(
            try await connection.rows("SELECT server_id, name, is_linked FROM sys.servers") == [
                ["0", "localhost", "0"]
            ])
        _ = try await connection.rows(
            "EXEC master.dbo.sp_addlinkedserver @server = N'REMOTE', @srvproduct = N'SQL Server'")
        #expect(
            try await connection.rows(Self.servers)
                == [["1", "REMOTE", "SQL Server", "SQLNCLI", "REMOTE", "NULL", "1"]])
        #expect(try await connection.rows(Self.logins) == [["REMOTE", "0", "1", "NULL"]])
        _ = try await connection.rows(
            """
            EXEC sp_addlinkedsrvlogin 'remote', false, NULL, 'reader', 's3cret';
            EXEC sp_addlinkedsrvlogin @rmtsrvname = N'REMOTE', @useself = N'False', @locallogin = N'SA',
                @rmtuser = N'admin', @rmtpassword = N'0ther';
            """)
        #expect(
            try await connection.rows(Self.logins) == [["REMOTE", "0", "0", "reader"], ["REMOTE", "1", "0", "admin"]])
        let session = connection.instance.session
        #expect(try await session.linkedServerLogins().map(\.hasPassword) == [true, true])
        let report = try await session.regenerateServiceMasterKey()
        #expect(report.rewrapped.count { $0.kind == .linkedServerLogin } == 2)
        _ = try await connection.rows("EXEC sp_addlinkedsrvlogin 'REMOTE', 'true', 'sa', 'ignored', 'ignored'")
        #expect(try await session.linkedServerLogins().map(\.hasPassword) == [true, false])
        #expect(try await connection.errors("EXEC sp_dropserver 'REMOTE'") == [15190])
        _ = try await connection.rows(
            "EXEC sp_droplinkedsrvlogin 'REMOTE', NULL; EXEC sp_droplinkedsrvlogin 'REMOTE', NULL")
        #expect(try await connection.rows(Self.logins) == [["REMOTE", "1", "1", "NULL"]])
        _ = try await connection.rows("EXEC sp_dropserver 'remote', 'DropLogins'")
        #expect(try await session.linkedServerLogins().isEmpty)
        #expect(try await session.linkedServers().isEmpty)
    }

    @Test func aServerThatEveryLoginIsItselfOnIsDroppedAlone() async throws {
        let connection = try await Connection()
        let outcome = try await connection.run(
            """
            EXEC sp_addlinkedserver 'ORA', 'Oracle', 'OraOLEDB.Oracle', 'orcl', NULL, NULL, 'hr';
            \(Self.servers);
            EXEC sp_dropserver 'ORA';
            """)
        #expect(outcome.marks == [])
        #expect(
            outcome.results.first?.rows.map { $0.map(\.description) } == [
                ["1", "ORA", "Oracle", "OraOLEDB.Oracle", "orcl", "hr", "1"]
            ])
        #expect(try await connection.rows(Self.logins) == [])
    }

    @Test(arguments: [
        ("sp_addlinkedserver", 201), ("sp_addlinkedserver NULL", 15004), ("sp_addlinkedserver ''", 15004),
        ("sp_addlinkedserver 'remote'", 15028), ("sp_addlinkedserver 'LOCALHOST'", 15028),
        ("sp_addlinkedserver 'x', 'SQL Server', 'SQLNCLI'", 15428), ("sp_addlinkedserver 'x', 'Oracle'", 15427),
        ("sp_addlinkedserver 'x', NULL, 'SQLNCLI'", 15429),
        ("sp_addlinkedserver @server = 'x', @datasrc = 'd'", 15426),
        ("sp_addlinkedserver 'x', 'SQL Server', @wrong = 1", 8145),
        ("sp_dropserver 'x'", 15015), ("sp_dropserver NULL", 15015), ("sp_dropserver 'REMOTE', 'logins'", 15600),
        ("sp_addlinkedsrvlogin", 201), ("sp_addlinkedsrvlogin NULL", 15015), ("sp_addlinkedsrvlogin 'x'", 15015),
        ("sp_addlinkedsrvlogin 'REMOTE', 'maybe'", 15600),
        ("sp_addlinkedsrvlogin 'REMOTE', 'false', 'nobody', 'u', 'p'", 15007),
        ("sp_droplinkedsrvlogin 'REMOTE'", 201), ("sp_droplinkedsrvlogin 'x', NULL", 15015),
        ("sp_droplinkedsrvlogin 'REMOTE', 'nobody'", 15007),
    ])
    func argumentsAreChecked(_ call: String, _ number: Int) async throws {
        let connection = try await Connection()
        let outcome = try await connection.run("EXEC sp_addlinkedserver 'REMOTE'; EXEC \(call)")
        #expect(outcome.messages.map(\.number) == [number])
        #expect(outcome.messages.first?.procedure?.contains("sp_") ?? (number == 201 || number == 8145))
        #expect(try await connection.rows(Self.logins) == [["REMOTE", "0", "1", "NULL"]])
    }

    @Test(arguments: [
        "sp_addlinkedserver 'x'", "sp_dropserver 'REMOTE'", "sp_addlinkedsrvlogin 'REMOTE'",
        "sp_droplinkedsrvlogin 'REMOTE', NULL",
    ])
    func aTransactionIsRefused(_ call: String) async throws {
        let connection = try await Connection()
        #expect(
            try await connection.errors("EXEC sp_addlinkedserver 'REMOTE'; BEGIN TRAN; EXEC \(call); ROLLBACK") == [
                15002
            ])
    }

    @Test func whatMayHoldAPasswordInTheClearIsRefusedByName() async throws {
        let connection = try await Connection()
        let outcome = try await connection.run(
            "EXEC sp_addlinkedserver 'x', '', 'MSDASQL', @provstr = 'UID=u;PWD=Unusual-7-Walrus'; EXEC sp_helpserver")
        #expect(outcome.marks == ["1:sp_addlinkedserver with @provstr", "1:sp_helpserver"])
        #expect(!"\(outcome.events)".contains("Walrus"))
        #expect(try await connection.instance.session.linkedServers().isEmpty)
        #expect(try await connection.run("EXEC sp_dropserver 'localhost'").marks == ["1:sp_dropserver of this server"])
    }

    @Test func whoDoesNotControlTheServerSeesOnlyIt() async throws {
        let instance = try await TestInstance {
            $0.authorizer = GrantTable([.systemAdministrator: [.controlServer]])
        }
        try await instance.session.addLinkedServer("REMOTE")
        try await instance.session.setLinkedServerLogin(
            server: "REMOTE", localLogin: "app", remoteLogin: "u", password: "s3cret")
        let mary = Connection(instance, ScriptSession(instance.hierarchy.session(as: Principal(name: "mary"))))
        #expect(try await mary.rows("SELECT name FROM sys.servers") == [["localhost"]])
        #expect(try await mary.rows("SELECT * FROM sys.linked_logins") == [])
        for call in [
            "sp_addlinkedserver 'x'", "sp_dropserver 'REMOTE'", "sp_addlinkedsrvlogin 'REMOTE'",
            "sp_addlinkedsrvlogin 'x'", "sp_droplinkedsrvlogin 'REMOTE', NULL",
        ] {
            #expect(try await mary.errors("EXEC " + call) == [15247], "\(call)")
        }
        // Principals other than the administrator have no number.
        #expect(
            try await Connection(instance).rows("SELECT local_principal_id, remote_name FROM sys.linked_logins")
                == [["0", "NULL"], ["NULL", "u"]])
    }
}
