import KeyHierarchy
import KeyHierarchyTesting
import Testing
import TransactSQL

@Suite struct CatalogTests {
    private static let encryptions = "SELECT key_id, crypt_type FROM sys.key_encryptions ORDER BY key_id, crypt_type"
    private static let isByServer =
        "SELECT is_master_key_encrypted_by_server FROM sys.databases WHERE name = 'Sales'"

    @Test func theRowsOfAMasterKeyFollowItsLife() async throws {
        let connection = try await Connection(databases: [])
        _ = try await connection.run("CREATE DATABASE Sales")
        func expect(_ statement: String, _ types: [String], byServer: String) async throws {
            #expect(try await connection.errors("USE Sales; " + statement) == [], "\(statement)")
            #expect(
                try await connection.rows("USE Sales; " + Self.encryptions) == types.map { ["101", $0] }, "\(statement)"
            )
            #expect(try await connection.rows(Self.isByServer) == [[byServer]], "\(statement)")
        }
        try await expect("SELECT 1", [], byServer: "0")
        try await expect("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Abcd1234.'", ["ESKM", "ESP2"], byServer: "1")
        try await expect(
            "ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD = 'Efgh5678.'", ["ESKM", "ESP2", "ESP2"], byServer: "1")
        try await expect("ALTER MASTER KEY DROP ENCRYPTION BY PASSWORD = 'Abcd1234.'", ["ESKM", "ESP2"], byServer: "1")
        try await expect("ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY", ["ESP2"], byServer: "0")
        try await expect(
            "OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Efgh5678.'; "
                + "ALTER MASTER KEY REGENERATE WITH ENCRYPTION BY PASSWORD = 'Ijkl9012.'", ["ESP2"], byServer: "0")
        try await expect(
            "OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Ijkl9012.'; "
                + "ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY; CLOSE MASTER KEY", ["ESKM", "ESP2"],
            byServer: "1")
        try await expect("DROP MASTER KEY", [], byServer: "0")
    }

    @Test func masterKeysHaveTheirNamesAndNumbers() async throws {
        let connection = try await Connection(databases: ["Sales"])
        _ = try await connection.run("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Abcd1234.'")
        let rows = "SELECT name, symmetric_key_id, key_length, key_algorithm, algorithm_desc, principal_id FROM "
        let master = [
            ["##MS_DatabaseMasterKey##", "101", "256", "A3", "AES_256", "1"],
            ["##MS_ServiceMasterKey##", "102", "256", "A3", "AES_256", "1"],
        ]
        #expect(try await connection.rows(rows + "sys.symmetric_keys") == master)
        #expect(try await connection.rows("USE Sales; " + rows + "sys.symmetric_keys") == [master[0]])
        #expect(try await connection.rows(rows + "Sales.sys.symmetric_keys") == [master[0]])
        #expect(try await connection.rows("USE Sales; " + rows + "[MASTER].sys.[Symmetric_Keys]") == master)
    }

    /// The ways in which scripts ask whether there is a master key.
    @Test(arguments: [
        "name = '##MS_DatabaseMasterKey##'", "name LIKE '%DatabaseMasterKey%'", "name LIKE '%[_]DatabaseMasterKey%'",
        "symmetric_key_id = 101",
    ])
    func aMasterKeyIsFound(_ condition: String) async throws {
        let connection = try await Connection(databases: ["Sales"])
        let query = "SELECT COUNT(*) FROM sys.symmetric_keys WHERE " + condition
        #expect(try await connection.rows(query) == [["0"]])
        #expect(try await connection.rows("USE Sales; " + query) == [["1"]])
    }

    @Test func theServiceMasterKeyIsUnderTheMachine() async throws {
        let connection = try await Connection()
        let rows = try await connection.rows(
            "SELECT key_id, thumbprint, crypt_type, crypt_type_desc FROM sys.key_encryptions")
        #expect(rows == [["102", "0x03", "ESKM", "ENCRYPTION BY MASTER KEY"]])
    }

    @Test func beforeVersion2017PasswordsHadAnotherType() async throws {
        let connection = try await Connection(databases: ["Sales"]) { $0.sqlServerVersion = .sql2016 }
        let rows = try await connection.rows("SELECT crypt_type FROM Sales.sys.key_encryptions ORDER BY crypt_type")
        #expect(rows == [["ESKM"], ["ESKP"]])
    }

    @Test(arguments: [(170, "C256"), (160, "EPUC")])
    func anEncryptionByACertificateHasTheTypeOfTheCompatibilityLevel(_ level: Int, _ type: String) async throws {
        var connection = try await Connection { $0.sqlServerVersion = .sql2025 }
        connection.options.compatibilityLevel = level
        let rows = try await connection.rows(
            """
            CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = 'Abcd1234.' WITH SUBJECT = 'c'
            CREATE SYMMETRIC KEY k WITH ALGORITHM = AES_256 ENCRYPTION BY CERTIFICATE c
            SELECT crypt_type FROM sys.key_encryptions WHERE key_id = KEY_ID('k')
            """)
        #expect(rows == [[type]])
    }

    @Test func databasesAreNumbered() async throws {
        let connection = try await Connection(databases: ["Sales", "Personal"])
        #expect(
            try await connection.rows("SELECT database_id, name FROM sys.databases ORDER BY 1") == [
                ["1", "master"], ["2", "tempdb"], ["3", "model"], ["4", "msdb"], ["5", "Sales"], ["6", "Personal"],
            ])
        #expect(try await connection.value("DB_ID('SALES  ')") == "5")
        #expect(try await connection.value("DB_NAME(6)") == "Personal")
        #expect(try await connection.value("DB_ID('nowhere')") == "NULL")
    }

    @Test func openKeysAreThisSessions() async throws {
        let connection = try await Connection(passwordOnly: ["Sales", "Vault"])
        let open = "SELECT database_name, key_id, key_name, opened_date, status FROM sys.openkeys"
        #expect(try await connection.rows(open) == [])
        _ = try await connection.run("USE Sales; OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Fjord 7 Basalt'")
        _ = try await connection.run("USE Vault; OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Fjord 7 Basalt'")
        let time = SQLValue.dateTime(TestClock.start).description
        #expect(
            try await connection.rows("USE master; " + open) == [
                ["Sales", "101", "##MS_DatabaseMasterKey##", time, "1"],
                ["Vault", "101", "##MS_DatabaseMasterKey##", time, "1"],
            ])
        #expect(try await connection.errors("USE Sales; CLOSE MASTER KEY") == [])
        #expect(try await connection.rows("SELECT database_name FROM sys.openkeys") == [["Vault"]])
        _ = try await connection.run("CLOSE ALL SYMMETRIC KEYS")
        #expect(try await connection.rows(open) == [])
    }

    @Test func keyFunctionsKnowMasterKeys() async throws {
        let connection = try await Connection(databases: ["Sales"])
        #expect(try await connection.value("KEY_ID('##MS_ServiceMasterKey##')") == "102")
        #expect(try await connection.value("KEY_ID('##MS_DatabaseMasterKey##')") == "NULL")
        #expect(
            try await connection.value("KEY_NAME(KEY_GUID('##ms_servicemasterkey##'))") == "##MS_ServiceMasterKey##")
        #expect(
            try await connection.rows(
                "USE Sales; SELECT COUNT(*) FROM sys.symmetric_keys WHERE key_guid = KEY_GUID('##MS_DatabaseMasterKey##')"
            )
                == [["1"]])
    }

    @Test func whatIsNotModelledIsEmptyOrRefused() async throws {
        let connection = try await Connection()
        for view in [
            "certificates", "asymmetric_keys", "crypt_properties", "dm_database_encryption_keys",
            "cryptographic_providers",
        ] {
            #expect(try await connection.rows("SELECT * FROM sys.\(view)") == [], "\(view)")
        }
        #expect(try await connection.run("SELECT * FROM sys.tables").unmodelled.map(\.name) == ["sys.tables"])
        #expect(try await connection.errors("SELECT * FROM sys.dm_pdw_nodes") == [208])
        #expect(try await connection.errors("SELECT * FROM databases") == [208])
        #expect(try await connection.errors("SELECT * FROM sys.symetric_keys; PRINT 'not run'") == [208])
        #expect(try await connection.run("SELECT * FROM sys.Server_Principals").unmodelled.count == 1)
    }

    @Test func messagesAreListed() async throws {
        let connection = try await Connection()
        let rows = try await connection.rows(
            "SELECT severity, language_id, text FROM sys.messages WHERE message_id = 15578")
        #expect(
            rows == [
                [
                    "16", "1033",
                    "There is already a master key in the database. Please drop it before performing this statement.",
                ]
            ])
    }
}
