import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import TransactSQL

/// The statements about master keys and credentials, with the numbers of their errors.
@Suite struct KeyStatementTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func connection(
        databases: [DatabaseName] = [], passwordOnly: [DatabaseName] = [],
        version: SQLServerVersion = .sql2022
    ) async throws -> Connection {
        var connection = try await Connection(databases: databases, passwordOnly: passwordOnly) {
            $0.sqlServerVersion = version
        }
        connection.options.fileRoot = FileRoot(directory.path)
        return connection
    }

    /// A database `Sales` whose key only its password opens, in the places of the table in SQL Server's documentation.
    @Test(arguments: [
        ("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Abcd1234.'", 15578),
        ("CREATE MASTER KEY", 33161),
        ("OPEN MASTER KEY DECRYPTION BY PASSWORD = 'wrong'", 15313),
        ("CLOSE MASTER KEY", 15315),
        ("ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY", 15581),
        ("ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD = 'Abcd1234.'", 15581),
        ("ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD = 'short'", 33062),
        ("ALTER MASTER KEY REGENERATE WITH ENCRYPTION BY PASSWORD = 'Abcd1234.'", 15581),
        ("BACKUP MASTER KEY TO FILE = 'x' ENCRYPTION BY PASSWORD = 'Abcd1234.'", 15581),
        ("CREATE CERTIFICATE c WITH SUBJECT = 's'", 15581),
        ("CREATE ASYMMETRIC KEY a WITH ALGORITHM = RSA_2048", 15581),
        ("CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'i', SECRET = 's'", 15581),
    ])
    func aClosedKeyRefuses(_ statement: String, _ number: Int) async throws {
        let connection = try await connection(passwordOnly: ["Sales"])
        #expect(try await connection.errors("USE Sales; " + statement) == [number])
    }

    @Test(arguments: [
        ("OPEN MASTER KEY DECRYPTION BY PASSWORD = 'x'", 15151), ("DROP MASTER KEY", 15151),
        ("BACKUP MASTER KEY TO FILE = 'x' ENCRYPTION BY PASSWORD = 'Abcd1234.'", 15151),
        ("ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY", 15151), ("CLOSE MASTER KEY", 15315),
    ])
    func aMissingKeyIsNotFound(_ statement: String, _ number: Int) async throws {
        #expect(try await connection().errors(statement) == [number])
    }

    @Test(arguments: [
        ("ALTER MASTER KEY DROP ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt'", 15558),
        ("ALTER MASTER KEY DROP ENCRYPTION BY PASSWORD = 'wrong'", 15313),
        ("ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt'", 15579),
    ])
    func passwordsAreGuarded(_ statement: String, _ number: Int) async throws {
        let connection = try await connection(databases: ["Sales"])
        #expect(try await connection.errors("USE Sales; " + statement) == [number])
    }

    @Test func aMasterKeyMovesByItsBackup() async throws {
        let connection = try await connection(databases: ["Sales"])
        let other = try await self.connection()
        let backup = #"BACKUP MASTER KEY TO FILE = 'c:\keys\sales' ENCRYPTION BY PASSWORD = 'Abcd1234.';"#
        #expect(try await connection.errors("USE Sales; " + backup) == [])
        #expect(try await connection.errors("USE Sales; " + backup) == [15240])
        let restore =
            #"RESTORE MASTER KEY FROM FILE = 'C:\keys\sales' DECRYPTION BY PASSWORD = 'Abcd1234.' "#
            + "ENCRYPTION BY PASSWORD = 'Efgh5678.'"
        #expect(try await other.errors("CREATE DATABASE Sales") == [])
        #expect(try await other.errors("USE Sales; " + restore) == [])
        #expect(try await other.rows("SELECT crypt_type FROM Sales.sys.key_encryptions") == [["ESP2"]])
        #expect(try await other.errors("USE Sales; OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Efgh5678.'") == [])
        // The same key once more.
        #expect(try await connection.run("USE Sales; " + restore).marks == ["1:15588"])
        let wrong = restore.replacingOccurrences(of: "'Abcd1234.'", with: "'wrong'")
        #expect(try await other.errors("USE Sales; " + wrong) == [15466])
    }

    /// A server cannot tell that a key which it cannot read is the one in the file.
    @Test func aClosedMasterKeyIsRestoredByForceAlone() async throws {
        let connection = try await connection(databases: ["Sales"])
        let restore =
            "RESTORE MASTER KEY FROM FILE = 'sales' DECRYPTION BY PASSWORD = 'Abcd1234.' "
            + "ENCRYPTION BY PASSWORD = 'Efgh5678.'"
        let errors = try await connection.errors(
            """
            USE Sales;
            BACKUP MASTER KEY TO FILE = 'sales' ENCRYPTION BY PASSWORD = 'Abcd1234.';
            CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'i', SECRET = 's';
            ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY;
            """)
        #expect(errors == [])
        #expect(try await connection.run(restore).marks == ["1:15329"])
        #expect(try await connection.errors("OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Efgh5678.'") == [15313])
        let wrong = restore.replacing("Abcd1234.", with: "wrong")
        #expect(try await connection.errors(wrong) == [15466])
        #expect(try await connection.errors(wrong + " FORCE") == [15466])
        #expect(try await connection.run(restore + " FORCE").marks == ["1:15585"])
        // Nothing is lost, the passwords least of all; open, it is known for the same.
        for password in ["Fjord 7 Basalt", "Efgh5678."] {
            #expect(
                try await connection.errors("OPEN MASTER KEY DECRYPTION BY PASSWORD = '\(password)'; CLOSE MASTER KEY")
                    == [])
        }
        #expect(try await connection.errors("OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Efgh5678.'") == [])
        #expect(try await connection.run(restore).marks == ["1:15588"])
        #expect(try await connection.run(restore + " FORCE").marks == ["1:15588"])
    }

    @Test func theRightMasterKeyBringsBackWhatTheWrongOneLost() async throws {
        let connection = try await connection(databases: ["Sales", "Other"])
        func restore(_ file: String) -> String {
            "RESTORE MASTER KEY FROM FILE = '\(file)' DECRYPTION BY PASSWORD = 'Abcd1234.' "
                + "ENCRYPTION BY PASSWORD = 'Efgh5678.' FORCE"
        }
        let errors = try await connection.errors(
            """
            USE Other;
            BACKUP MASTER KEY TO FILE = 'other' ENCRYPTION BY PASSWORD = 'Abcd1234.';
            USE Sales;
            BACKUP MASTER KEY TO FILE = 'sales' ENCRYPTION BY PASSWORD = 'Abcd1234.';
            CREATE CERTIFICATE c WITH SUBJECT = 'c';
            ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY;
            """)
        #expect(errors == [])
        #expect(try await connection.run(restore("other")).marks == ["1:15585", "1:15584"])
        #expect(try await connection.rows("SELECT pvt_key_encryption_type FROM sys.certificates") == [["MK"]])
        let open = "OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Efgh5678.'; "
        let sign = "SELECT SIGNBYCERT(CERT_ID('c'), 'x')"
        #expect(try await connection.errors(open + sign + "; CLOSE MASTER KEY") == [15507])
        #expect(try await connection.run(restore("sales")).marks == ["1:15585"])
        #expect(try await connection.rows(open + sign).first?.first?.hasPrefix("0x") == true)
    }

    @Test func theMessageNamesThePathOfTheScript() async throws {
        let connection = try await connection()
        let backup = #"BACKUP SERVICE MASTER KEY TO FILE = 'c:\smk' ENCRYPTION BY PASSWORD = 'Abcd1234.'"#
        _ = try await connection.run(backup)
        let text = try await connection.run(backup).messages.first?.text ?? ""
        #expect(text.contains(#"'c:\smk'"#))
        #expect(!text.contains(directory.path))
    }

    @Test func theServiceMasterKeyIsRegeneratedAndRestored() async throws {
        let connection = try await connection(databases: ["Sales"])
        let password = "= 'Abcd1234.'"
        #expect(
            try await connection.errors("BACKUP SERVICE MASTER KEY TO FILE = 'smk' ENCRYPTION BY PASSWORD \(password)")
                == [])
        let restore = "RESTORE SERVICE MASTER KEY FROM FILE = 'smk' DECRYPTION BY PASSWORD \(password)"
        #expect(try await connection.run(restore).marks == ["1:15588"])
        #expect(try await connection.errors("ALTER SERVICE MASTER KEY REGENERATE") == [])
        #expect(try await connection.run(restore).marks == [])
        #expect(
            try await connection.errors("USE Sales; ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD = 'Wxyz9876.'") == [])
        #expect(try await connection.errors("ALTER SERVICE MASTER KEY ADD ENCRYPTION BY MACHINE KEY") == [15455])
    }

    @Test func anUnreadableServiceMasterKeyIsForced() async throws {
        let lost = Connection(try await TestInstance(databases: ["Sales"]).restartedOnAnotherMachine())
        #expect(try await lost.errors("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Abcd1234.'") == [33094])
        #expect(try await lost.errors("ALTER SERVICE MASTER KEY REGENERATE") == [15329])
        #expect(try await lost.run("ALTER SERVICE MASTER KEY FORCE REGENERATE").marks == ["1:15585", "1:15584"])
        #expect(
            try await lost.errors(
                "USE Sales; OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Fjord 7 Basalt'; "
                    + "ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY; CLOSE MASTER KEY") == [])
    }

    @Test func aKeptPasswordOpensTheKeyOnce() async throws {
        let connection = try await connection(passwordOnly: ["Sales"])
        let control =
            "EXEC sp_control_dbmasterkey_password @db_name = N'Sales', @password = N'Fjord 7 Basalt', @action = "
        let add = "USE Sales; ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD = 'Abcd1234.'"
        #expect(try await connection.errors(add) == [15581])
        #expect(try await connection.run(control + "N'add'").marks == [])
        #expect(try await connection.errors(control + "N'add'") == [15594])
        #expect(
            try await connection.rows(
                "SELECT COUNT(*) FROM sys.master_key_passwords p JOIN sys.database_recovery_status d "
                    + "ON d.family_guid = p.family_guid JOIN sys.credentials c ON c.credential_id = p.credential_id "
                    + "WHERE DB_NAME(d.database_id) = 'Sales' AND c.name LIKE '##DBMKEY[_]%##'") == [["1"]])
        #expect(try await connection.errors(add) == [])
        #expect(try await connection.rows("SELECT COUNT(*) FROM sys.openkeys") == [["0"]])
        #expect(
            try await connection.rows(
                "SELECT crypt_type FROM Sales.sys.key_encryptions ORDER BY crypt_type") == [
                    ["ESKM"], ["ESP2"], ["ESP2"],
                ])
        #expect(try await connection.errors(control + "N'drop'") == [])
        #expect(try await connection.errors(control + "N'drop'") == [15595])
    }

    @Test func aKeptPasswordIsForTheKeyThatIsNeeded() async throws {
        let connection = try await connection(passwordOnly: ["Sales"], version: .sql2019)
        let errors = try await connection.errors(
            """
            EXEC sp_control_dbmasterkey_password 'Sales', 'Fjord 7 Basalt', 'add'
            CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Abcd1234.'
            CREATE CERTIFICATE TDE WITH SUBJECT = 'TDE'
            USE Sales
            CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE TDE
            USE master
            ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY
            """)
        #expect(errors == [])
        // It is the master key of master that is closed.
        let regenerate = "ALTER DATABASE ENCRYPTION KEY REGENERATE WITH ALGORITHM = AES_128"
        #expect(try await connection.errors("USE Sales; " + regenerate) == [15581])
        #expect(try await connection.rows("SELECT crypt_type FROM Sales.sys.key_encryptions") == [["ESP2"]])
        let open = "USE Sales; OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Fjord 7 Basalt'; "
        #expect(try await connection.errors(open + regenerate) == [15581])
        #expect(try await connection.rows("SELECT database_name FROM sys.openkeys") == [["Sales"]])
    }

    @Test func aStatementThatFailsLeavesAKeyWithAKeptPasswordAsItIs() async throws {
        let connection = try await connection(passwordOnly: ["Sales"])
        let keep = "EXEC sp_control_dbmasterkey_password 'Sales', 'Fjord 7 Basalt', 'add'; USE Sales; "
        let types = "SELECT crypt_type FROM Sales.sys.key_encryptions ORDER BY crypt_type"
        #expect(
            try await connection.errors(keep + "ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt'")
                == [15579])
        #expect(try await connection.rows(types) == [["ESP2"]])
        // A key that takes its place is under the service master key, as the old one would be.
        #expect(
            try await connection.errors("ALTER MASTER KEY REGENERATE WITH ENCRYPTION BY PASSWORD = 'Efgh5678.'") == [])
        #expect(try await connection.rows(types) == [["ESKM"], ["ESP2"]])
        #expect(try await connection.rows("SELECT COUNT(*) FROM sys.openkeys") == [["0"]])
    }

    @Test func aDatabaseIsAssumedWhereTheCallNamesItsParameter() async throws {
        var connection = try await connection()
        connection.options.assumesDatabases = true
        let exchanged = "EXEC sp_control_dbmasterkey_password 'Unusual-7-Walrus', 'Sales', 'add'"
        #expect(try await connection.errors(exchanged) == [15010])
        #expect(try await connection.value("DB_ID('Unusual-7-Walrus')") == "NULL")
        let named = "EXEC sp_control_dbmasterkey_password @password = 'p', @DB_Name = 'Sales', @action = 'add'"
        #expect(try await connection.errors(named) == [])
        #expect(try await connection.value("DB_ID('Sales')") != "NULL")
    }

    @Test(arguments: [
        ("N'nowhere', N'p', N'add'", [15010]), ("N'master', N'p', N'add'", [15276]),
        ("N'Sales', N'p', N'take'", [15600]),
        ("N'Sales', N'p'", [201]), ("N'Sales', N'p', N'add', 1", [8144]), ("@name = 'Sales'", [8145]),
    ])
    func theProcedureChecksItsArguments(_ arguments: String, _ numbers: [Int]) async throws {
        let connection = try await connection(databases: ["Sales"])
        #expect(try await connection.errors("EXEC sp_control_dbmasterkey_password " + arguments) == numbers)
    }

    @Test func aPasswordThatOpensNothingIsKeptWithAWarning() async throws {
        let connection = try await connection(databases: ["Sales"])
        let call = "EXEC sp_control_dbmasterkey_password 'Sales', 'opens nothing', 'add'"
        #expect(try await connection.run(call).marks == ["1:33141"])
    }

    @Test func credentialsComeAndGo() async throws {
        let connection = try await connection(databases: ["Sales"])
        let create = "CREATE CREDENTIAL [https://x/y] WITH IDENTITY = 'who', SECRET = 'what'"
        #expect(try await connection.errors(create) == [])
        #expect(try await connection.errors(create) == [15530])
        #expect(
            try await connection.rows("SELECT name, credential_identity, target_id FROM sys.credentials") == [
                ["https://x/y", "who", "0"]
            ])
        #expect(try await connection.errors("ALTER CREDENTIAL [HTTPS://X/Y] WITH IDENTITY = 'him', SECRET = 's'") == [])
        #expect(try await connection.errors("DROP CREDENTIAL [https://x/y]; DROP CREDENTIAL [https://x/y]") == [15151])
        let scoped = "CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'i', SECRET = 's'"
        #expect(try await connection.errors(scoped) == [33158])
        let inBare = "USE Bare; " + scoped
        let withoutKey = try await connection.run(
            "CREATE DATABASE Bare; EXEC('\(inBare.replacing("'", with: "''"))')")
        #expect(withoutKey.messages.filter(\.isError).map { "\($0.number) \($0.state)" } == ["15581 6"])
        #expect(try await connection.errors("USE Sales; \(scoped); DROP MASTER KEY") == [15580])
        #expect(try await connection.rows("SELECT name FROM Sales.sys.database_scoped_credentials") == [["c"]])
        #expect(try await connection.rows("SELECT name FROM sys.credentials") == [])
    }

    @Test func credentialsNeedNoSecret() async throws {
        let connection = try await connection(databases: ["Sales"])
        for scope in ["", "DATABASE SCOPED "] {
            let (alter, drop) = ("USE Sales; ALTER \(scope)CREDENTIAL", "USE Sales; DROP \(scope)CREDENTIAL c")
            for values in ["IDENTITY = 'i'", "IDENTITY = 'i', SECRET = 's'"] {
                #expect(try await connection.errors("\(alter) missing WITH \(values)") == [15151])
                #expect(try await connection.errors("USE Sales; CREATE \(scope)CREDENTIAL c WITH \(values)") == [])
                #expect(try await connection.errors("\(alter) c WITH IDENTITY = 'j'") == [])
                let place: Credential.Scope = scope.isEmpty ? .server : .database("Sales")
                let credentials = try await connection.instance.session.credentials(in: place)
                #expect(credentials.map(\.identity) == ["j"] && credentials.map(\.hasSecret) == [false])
                #expect(try await connection.errors(drop) == [])
            }
        }
        // Where there is nothing to encrypt, no key is needed.
        let scoped = "CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'i'"
        #expect(try await connection.errors("CREATE DATABASE Bare\nGO\nUSE Bare; \(scoped)") == [])
    }

    @Test func whoControlsADatabaseKeepsThePasswordOfItsKey() async throws {
        let mary = Principal(name: "mary")
        let grants = GrantTable([
            .systemAdministrator: [.controlServer, .createAnyDatabase, .control("Sales")], mary: [.control("Sales")],
        ])
        let instance = try await TestInstance(passwordOnly: ["Sales"]) { $0.authorizer = grants }
        let connection = Connection(instance, ScriptSession(instance.hierarchy.session(as: mary)))
        let control = "EXEC sp_control_dbmasterkey_password 'Sales', 'Fjord 7 Basalt', "
        #expect(try await connection.errors(control + "'add'") == [])
        #expect(try await connection.errors(control + "'add'") == [15594])
        // The server opens the key with it, whoever asks.
        #expect(
            try await connection.errors("USE Sales; ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD = 'Abcd1234.'") == [])
        #expect(try await connection.errors(control + "'drop'") == [])
        #expect(try await connection.errors("CREATE CREDENTIAL c WITH IDENTITY = 'i'") == [15247])
        grants.revoke(.control("Sales"), from: mary)
        #expect(try await connection.errors(control + "'add'") == [15247])
    }

    @Test(arguments: [SQLServerVersion.sql2019, .sql2022])
    func keysGoToURLsSince2022(_ version: SQLServerVersion) async throws {
        let connection = try await connection(version: version)
        let outcome = try await connection.run(
            "PRINT 'a'; BACKUP SERVICE MASTER KEY TO URL = 'https://x' ENCRYPTION BY PASSWORD = 'Abcd1234.'")
        #expect(outcome.trace == (version == .sql2022 ? ["a", "a backup at a URL"] : ["102"]))
    }

    @Test func whoControlsNothingSeesAndChangesNothing() async throws {
        let grants = GrantTable([.systemAdministrator: [.controlServer, .control("Sales"), .createAnyDatabase]])
        let instance = try await TestInstance(databases: ["Sales"]) { $0.authorizer = grants }
        let session = instance.hierarchy.session(as: Principal(name: "mary"))
        let mary = Connection(instance, ScriptSession(session))
        for statement in [
            "ALTER SERVICE MASTER KEY REGENERATE", "CREATE CREDENTIAL c WITH IDENTITY = 'i', SECRET = 's'",
            "BACKUP SERVICE MASTER KEY TO FILE = 'x' ENCRYPTION BY PASSWORD = 'Abcd1234.'",
            "EXEC sp_control_dbmasterkey_password 'Sales', 'p', 'add'",
        ] {
            #expect(try await mary.errors(statement) == [15247], "\(statement)")
        }
        #expect(try await mary.errors("USE Sales; DROP MASTER KEY") == [15151])
        #expect(try await mary.rows("SELECT * FROM Sales.sys.symmetric_keys") == [])
        #expect(try await mary.rows("SELECT * FROM master.sys.key_encryptions") == [])
        #expect(try await mary.value("IS_SRVROLEMEMBER('sysadmin')") == "0")
        grants.grant(.control("Sales"), to: Principal(name: "mary"))
        #expect(try await mary.rows("SELECT name FROM Sales.sys.symmetric_keys") == [["##MS_DatabaseMasterKey##"]])
    }

    @Test func theSecretOfAScriptIsInNoEvent() async throws {
        let connection = try await connection(databases: ["Sales"])
        let secret = "Unusual-7-Walrus"
        let outcome = try await connection.run(
            """
            USE Sales; OPEN MASTER KEY DECRYPTION BY PASSWORD = '\(secret)';
            CREATE CREDENTIAL c WITH IDENTITY = 'i', SECRET = '\(secret)'; SELECT * FROM sys.credentials;
            EXEC sp_control_dbmasterkey_password 'Sales', '\(secret)', 'add'; SELECT * FROM sys.credentials;
            GO
            CREATE MASTER KEY ENCRYPTION BY PASSWORD '\(secret)'
            GO
            CREATE LOGIN x WITH PASSWORD = '\(secret)'
            """)
        #expect(!outcome.events.isEmpty)
        #expect(!"\(outcome.events)".contains(secret))
    }
}
