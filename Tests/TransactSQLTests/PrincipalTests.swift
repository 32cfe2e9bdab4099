import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import TransactSQL

/// Logins, users, owners and permissions: what there is of them, and what is not modelled.
@Suite struct PrincipalTests {
    /// Statements that name a key, and what they are called.
    private static let statements = [
        ("CREATE LOGIN l FROM CERTIFICATE c", "CREATE LOGIN"), ("CREATE LOGIN l FROM ASYMMETRIC KEY a", "CREATE LOGIN"),
        ("CREATE USER u FOR CERTIFICATE C", "CREATE USER"), ("CREATE USER u FROM ASYMMETRIC KEY a", "CREATE USER"),
        ("GRANT CONTROL ON CERTIFICATE::c TO u", "GRANT"), ("DENY CONTROL ON ASYMMETRIC KEY::a TO u", "DENY"),
        ("REVOKE VIEW DEFINITION ON SYMMETRIC KEY::s FROM u", "REVOKE"),
        ("ALTER AUTHORIZATION ON CERTIFICATE::c TO dbo", "ALTER AUTHORIZATION"),
        ("ALTER AUTHORIZATION ON SYMMETRIC KEY::s TO dbo", "ALTER AUTHORIZATION"),
    ]

    @Test func keysAreLookedFor() async throws {
        let connection = try await Connection(databases: ["Sales"]) { $0.sqlServerVersion = .sql2019 }
        let created = try await connection.run(
            """
            CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = 'Abcd1234.' WITH SUBJECT = 'c'
            CREATE ASYMMETRIC KEY a WITH ALGORITHM = RSA_2048 ENCRYPTION BY PASSWORD = 'Abcd1234.'
            CREATE SYMMETRIC KEY s WITH ALGORITHM = AES_256 ENCRYPTION BY PASSWORD = 'Abcd1234.'
            """)
        #expect(created.trace == [])
        for (statement, name) in Self.statements {
            #expect(try await connection.run("USE master; " + statement).trace == [name], "\(statement)")
            // The keys of logins are those of master, wherever the statement runs.
            let elsewhere = name == "CREATE LOGIN" ? name : "15151"
            #expect(try await connection.run("USE Sales; " + statement).trace == [elsewhere], "\(statement)")
        }
    }

    @Test(arguments: [
        ("CREATE USER x FOR LOGIN sa", "CREATE USER"), ("CREATE USER x FOR LOGIN [SA]", "CREATE USER"),
        ("CREATE USER sa", "CREATE USER"), ("CREATE USER x FOR LOGIN nobody", "15007"), ("CREATE USER nobody", "15007"),
        ("CREATE USER x WITHOUT LOGIN", "CREATE USER"), ("ALTER LOGIN sa DISABLE", "ALTER LOGIN"),
        ("ALTER LOGIN nobody DISABLE", "15151"), ("CREATE LOGIN l FROM CERTIFICATE c", "15151"),
        ("GRANT CONTROL ON SYMMETRIC KEY::s TO u", "15151"), ("GRANT CONTROL ON dbo.t TO u", "15151"),
    ])
    func theAdministratorIsALogin(_ statement: String, _ outcome: String) async throws {
        #expect(try await Connection().run(statement).trace == [outcome])
    }

    // MARK: Owners

    @Test(arguments: [
        ("DBO", [String]()), ("[dbo]", []), ("nobody", ["15151"]), ("guest", ["AUTHORIZATION"]),
        ("DB_OWNER", ["AUTHORIZATION"]),
    ])
    func everyKeyIsOwnedByDBO(_ owner: String, _ trace: [String]) async throws {
        let outcome = try await Connection().run(
            """
            CREATE SYMMETRIC KEY s AUTHORIZATION \(owner) WITH ALGORITHM = AES_256
                ENCRYPTION BY PASSWORD = 'Abcd1234.'
            """)
        #expect(outcome.trace == trace)
    }

    @Test(arguments: [
        ("CREATE CERTIFICATE c AUTHORIZATION nobody WITH SUBJECT = 'c'", "15151"),
        ("CREATE ASYMMETRIC KEY a AUTHORIZATION nobody WITH ALGORITHM = RSA_2048", "15151"),
        (
            "CREATE ASYMMETRIC KEY a WITH ALGORITHM = RSA_2048, PROVIDER_KEY_NAME = 'n'",
            "PROVIDER_KEY_NAME without FROM PROVIDER"
        ),
        (
            "CREATE SYMMETRIC KEY s WITH ALGORITHM = AES_256, CREATION_DISPOSITION = CREATE_NEW "
                + "ENCRYPTION BY PASSWORD = 'Abcd1234.'",
            "CREATION_DISPOSITION without FROM PROVIDER"
        ),
        ("CREATE ASYMMETRIC KEY a FROM FILE = 'nowhere' WITH ALGORITHM = RSA_2048", "33034"),
    ])
    func noOptionIsPassedOver(_ statement: String, _ outcome: String) async throws {
        #expect(try await Connection().run(statement).trace == [outcome])
    }

    // MARK: Permissions

    @Test func whoLacksAPermissionIsToldWhatTheStatementSays() async throws {
        let grants = GrantTable([.systemAdministrator: [.controlServer, .createAnyDatabase, .control("Sales")]])
        let instance = try await TestInstance(databases: ["Sales"]) { $0.authorizer = grants }
        let mary = Connection(instance, ScriptSession(instance.hierarchy.session(as: Principal(name: "mary"))))
        let created = try await mary.run("CREATE DATABASE d").messages
        #expect(created.map(\.number) == [262] && created.map(\.severity) == [14])
        #expect(created.first?.text == "CREATE DATABASE permission denied in database 'master'.")
        // Of a database that is there, in whatever case, no more is told than of one that is not.
        func messages(about name: String) async throws -> [ServerMessage] {
            try await mary.run(
                """
                DROP DATABASE \(name)
                DROP DATABASE IF EXISTS \(name)
                ALTER DATABASE \(name) SET ENCRYPTION ON
                ALTER DATABASE \(name) SET RECOVERY SIMPLE
                """
            ).messages
        }
        let (present, missing) = (try await messages(about: "sALES"), try await messages(about: "nOWHERE"))
        #expect(present.map(\.number) == [3701, 5011, 5069, 5011, 5069])
        #expect(
            present.map { $0.description.replacing("sALES", with: "#") }
                == missing.map { $0.description.replacing("nOWHERE", with: "#") })
        #expect(try await Connection(instance).value("DB_ID('Sales')") != "NULL")
    }
}
