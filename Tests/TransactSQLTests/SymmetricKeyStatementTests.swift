import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import TransactSQL

/// Statements about symmetric keys and certificates, and the functions that use them.
@Suite struct SymmetricKeyStatementTests {
    private static let setUp = """
        USE Sales;
        CREATE CERTIFICATE Cards WITH SUBJECT = 'Card numbers';
        CREATE SYMMETRIC KEY Data WITH ALGORITHM = AES_256 ENCRYPTION BY CERTIFICATE Cards;
        OPEN SYMMETRIC KEY Data DECRYPTION BY CERTIFICATE Cards;

        """

    @Test func encryptAndDecrypt() async throws {
        let connection = try await Connection(databases: ["Sales"])
        let rows = try await connection.rows(
            Self.setUp + """
                DECLARE @message varbinary(8000) = ENCRYPTBYKEY(KEY_GUID('Data'), N'4111 1111', 1, 'row 7');
                SELECT CONVERT(nvarchar(20), DECRYPTBYKEY(@message, 1, 'row 7')), DECRYPTBYKEY(@message),
                    DECRYPTBYKEY(@message, 1, 'row 8'), KEY_NAME(@message), DATALENGTH(@message);
                """)
        #expect(rows == [["4111 1111", "NULL", "NULL", "Data", "84"]])
    }

    @Test func giveNothingForAKeyThatIsNotOpen() async throws {
        let connection = try await Connection(databases: ["Sales", "Other"])
        let message = try #require(
            try await connection.rows(Self.setUp + "SELECT ENCRYPTBYKEY(KEY_GUID('Data'), 'x')").first?.first)
        #expect(try await connection.value("CAST(DECRYPTBYKEY(\(message)) AS varchar(9))") == "x")
        // Keys are looked for in the current database.
        #expect(try await connection.rows("USE Other; SELECT DECRYPTBYKEY(\(message))") == [["NULL"]])
        #expect(
            try await connection.rows("USE Sales; CLOSE SYMMETRIC KEY Data; SELECT DECRYPTBYKEY(\(message))") == [
                ["NULL"]
            ])
        #expect(
            try await connection.value(
                "CAST(DECRYPTBYKEYAUTOCERT(CERT_ID('Cards'), NULL, \(message)) AS varchar(9))") == "x")
        #expect(try await connection.value("ENCRYPTBYKEY(KEY_GUID('Data'), 'x')") == "NULL")
        #expect(try await connection.errors("CLOSE SYMMETRIC KEY Data") == [15315])
        #expect(try await connection.errors("CLOSE ALL SYMMETRIC KEYS") == [])
    }

    /// The message is one of SQL Server 2017's, whose pass phrases Microsoft's documentation publishes.
    @Test func readWhatAServerHasEncrypted() async throws {
        let connection = try await Connection(databases: ["Sales"])
        _ = try await connection.rows(
            """
            USE Sales;
            CREATE SYMMETRIC KEY Shared WITH ALGORITHM = AES_256,
                KEY_SOURCE = 'My key generation bits. This is a shared secret!',
                IDENTITY_VALUE = 'Key Identity generation bits. Also a shared secret'
                ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt';
            OPEN SYMMETRIC KEY Shared DECRYPTION BY PASSWORD = 'Fjord 7 Basalt';
            """)
        #expect(try await connection.value("KEY_GUID('Shared')") == "E9CCD100-1A77-55E7-4D47-9F7B93A45611")
        let message =
            "0x00D1CCE9771AE7554D479F7B93A4561102000000034351AC006D5682610A93166F875E19ACD15065F2908DDBB3A151B9EE45C599"
        #expect(try await connection.value("CAST(DECRYPTBYKEY(\(message)) AS varchar(20))") == "MyData")
        #expect(try await connection.value("KEY_NAME(\(message))") == "Shared")
    }

    @Test func makeKeysOfOldServersUnderTheirVersion() async throws {
        let create = """
            CREATE SYMMETRIC KEY Shared WITH ALGORITHM = AES_256, KEY_SOURCE = 'source', IDENTITY_VALUE = 'identity'
                ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt';
            OPEN SYMMETRIC KEY Shared DECRYPTION BY PASSWORD = 'Fjord 7 Basalt';

            """
        let old = try await Connection { $0.sqlServerVersion = .sql2016 }
        let message = try #require(
            try await old.rows(create + "SELECT ENCRYPTBYKEY(KEY_GUID('Shared'), 'x')").first?.first)
        #expect(message.dropFirst(2 + 32).hasPrefix("01000000"))
        let new = try await Connection()
        #expect(try await new.rows(create + "SELECT DECRYPTBYKEY(\(message))") == [["NULL"]])
    }

    @Test func decryptPassphraseMessagesOfServers() async throws {
        let connection = try await Connection()
        for (message, passphrase, plaintext) in [
            (
                "0x010000003296649D6782CFD72B8145A07F2C7D7FE3D8B80CF48DA419E94FABC90EEB928D", "password1234",
                "Hello World."
            ),
            (
                "0x02000000FFE880C0354780481E64EF25B6197A02E2A854A4BA9D8D9BDDFDAB27EB56537ABDA0B1D9C4D1050C91B313550DECF429",
                "tEst1234", "Hello world."
            ),
        ] {
            let decrypted = "CAST(DECRYPTBYPASSPHRASE('\(passphrase)', \(message)) AS varchar(40))"
            #expect(try await connection.value(decrypted) == plaintext)
            #expect(try await connection.value("DECRYPTBYPASSPHRASE('other', \(message))") == "NULL")
        }
        #expect(
            try await connection.value("LEFT(CONVERT(varchar(100), ENCRYPTBYPASSPHRASE(N'a', 'b'), 1), 10)")
                == "0x02000000")
    }

    @Test func showTheirEncryptionsInTheCatalog() async throws {
        let connection = try await Connection(databases: ["Sales"])
        _ = try await connection.rows(
            Self.setUp + """
                CREATE ASYMMETRIC KEY Pair WITH ALGORITHM = RSA_2048;
                ALTER SYMMETRIC KEY Data ADD ENCRYPTION BY ASYMMETRIC KEY Pair, PASSWORD = 'Quartz 9 Meadow';
                CREATE SYMMETRIC KEY Child WITH ALGORITHM = AES_128 ENCRYPTION BY SYMMETRIC KEY Data;
                """)
        #expect(
            try await connection.rows(
                """
                SELECT k.name, e.crypt_type FROM sys.symmetric_keys k JOIN sys.key_encryptions e
                    ON e.key_id = k.symmetric_key_id WHERE k.symmetric_key_id >= 256 ORDER BY k.name, e.crypt_type
                """) == [["Child", "ESKS"], ["Data", "EPUA"], ["Data", "EPUC"], ["Data", "ESP2"]])
        #expect(
            try await connection.rows(
                """
                SELECT name, certificate_id, pvt_key_encryption_type_desc, subject, key_length FROM sys.certificates
                """) == [["Cards", "256", "ENCRYPTED_BY_MASTER_KEY", "Card numbers", "3072"]])
        #expect(
            try await connection.rows(
                """
                SELECT c.name FROM sys.certificates c JOIN sys.key_encryptions e ON e.thumbprint = c.thumbprint
                """) == [["Cards"]])
        #expect(
            try await connection.rows("SELECT algorithm, algorithm_desc, key_length FROM sys.asymmetric_keys")
                == [["3R", "RSA_2048", "2048"]])
        #expect(
            try await connection.rows("SELECT key_name, key_id, status FROM sys.openkeys") == [["Data", "256", "1"]])
        #expect(try await connection.errors("DROP CERTIFICATE Cards") == [15352])
        #expect(try await connection.errors("DROP MASTER KEY") == [15580])
    }

    @Test func areTemporaryInTheirSession() async throws {
        let connection = try await Connection(databases: ["Sales"])
        let rows = try await connection.rows(
            """
            CREATE SYMMETRIC KEY #t WITH ALGORITHM = AES_128 ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt';
            OPEN SYMMETRIC KEY #t DECRYPTION BY PASSWORD = 'Fjord 7 Basalt';
            USE Sales;
            SELECT CAST(DECRYPTBYKEY(ENCRYPTBYKEY(KEY_GUID('#t'), 'x')) AS varchar(9)),
                (SELECT COUNT(*) FROM sys.symmetric_keys WHERE name = '#t');
            """)
        #expect(rows == [["x", "0"]])
        #expect(
            try await connection.errors(
                "CREATE SYMMETRIC KEY ##t WITH ALGORITHM = AES_128 ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt'") == [
                    15316
                ])
    }

    @Test func certificatesAreCreatedWithWhatIsOddAboutThem() async throws {
        let connection = try await Connection(databases: ["Sales"])
        func numbers(_ script: String) async throws -> [Int] {
            try await connection.run("USE Sales; " + script).messages.map(\.number).filter { $0 != 5701 }
        }
        #expect(try await numbers("CREATE CERTIFICATE a WITH SUBJECT = 's', EXPIRY_DATE = '20091031'") == [15213])
        #expect(
            try await numbers(
                "CREATE CERTIFICATE b WITH SUBJECT = 's', START_DATE = '20080101', EXPIRY_DATE = '10/31/2009'")
                == [15214])
        #expect(try await numbers("CREATE CERTIFICATE c WITH START_DATE = '20990101', SUBJECT = 's'") == [15215])
        #expect(try await numbers("CREATE CERTIFICATE d WITH SUBJECT = ''") == [15212])
        #expect(
            try await connection.rows("SELECT name FROM Sales.sys.certificates ORDER BY name") == [["a"], ["b"], ["c"]])
        #expect(try await numbers("CREATE CERTIFICATE A WITH SUBJECT = 's'") == [15232])
        // A copy by its bytes, in another database: the same certificate, without its private key.
        let encoded = try #require(try await connection.value("CERTENCODED(CERT_ID('c'))"))
        #expect(try await connection.errors("USE master; CREATE CERTIFICATE copy FROM BINARY = \(encoded)") == [])
        #expect(
            try await connection.rows("SELECT pvt_key_encryption_type, subject FROM sys.certificates") == [["NA", "s"]])
    }

    @Test func signAndEncryptWithKeyPairs() async throws {
        let connection = try await Connection(databases: ["Sales"])
        let rows = try await connection.rows(
            """
            USE Sales;
            CREATE ASYMMETRIC KEY Pair WITH ALGORITHM = RSA_2048 ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt';
            DECLARE @id int = ASYMKEY_ID('Pair'), @signature varbinary(8000);
            SET @signature = SIGNBYASYMKEY(@id, 'text', N'Fjord 7 Basalt');
            SELECT VERIFYSIGNEDBYASYMKEY(@id, 'text', @signature), VERIFYSIGNEDBYASYMKEY(@id, 'text!', @signature),
                CAST(DECRYPTBYASYMKEY(@id, ENCRYPTBYASYMKEY(@id, 'short'), N'Fjord 7 Basalt') AS varchar(9)),
                ENCRYPTBYASYMKEY(@id, REPLICATE('x', 246));
            """)
        #expect(rows == [["1", "0", "short", "NULL"]])
        #expect(
            try await connection.errors("SELECT DECRYPTBYASYMKEY(ASYMKEY_ID('Pair'), 0x00, N'wrong')") == [15466])
    }

    @Test func databaseEncryptionKeysFollowTheirCertificate() async throws {
        let connection = try await Connection(databases: ["Sales"])
        let outcome = try await connection.run(
            """
            CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt';
            CREATE CERTIFICATE TDE WITH SUBJECT = 'TDE';
            USE Sales;
            CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE TDE;
            ALTER DATABASE Sales SET ENCRYPTION ON;
            SELECT DB_NAME(database_id), encryption_state, key_algorithm, key_length, encryptor_type
                FROM sys.dm_database_encryption_keys;
            SELECT is_encrypted FROM sys.databases WHERE name = 'Sales';
            DROP DATABASE ENCRYPTION KEY;
            """)
        #expect(outcome.messages.map(\.number).filter { $0 != 5701 } == [33091, 33105])
        #expect(
            outcome.results.map { $0.rows.map { $0.map(\.description) } } == [
                [["tempdb", "3", "AES", "256", "ASYMMETRIC KEY"], ["Sales", "3", "AES", "256", "CERTIFICATE"]], [["1"]],
            ])
        #expect(try await connection.errors("USE master; DROP CERTIFICATE TDE") == [33127])
    }

    @Test func tempdbIsEncryptedWhileAnotherDatabaseIs() async throws {
        let connection = try await Connection(databases: ["Sales"])
        let encrypted = "SELECT name FROM sys.databases WHERE is_encrypted = 1 ORDER BY name"
        let keys = "SELECT DB_NAME(database_id) FROM sys.dm_database_encryption_keys ORDER BY database_id"
        _ = try await connection.rows(
            """
            CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt';
            CREATE CERTIFICATE TDE WITH SUBJECT = 'TDE';
            USE Sales;
            CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE TDE;
            """)
        #expect(try await connection.rows(encrypted) == [])
        #expect(try await connection.rows(keys) == [["Sales"]])
        _ = try await connection.rows("ALTER DATABASE Sales SET ENCRYPTION ON")
        #expect(try await connection.rows(encrypted) == [["Sales"], ["tempdb"]])
        #expect(try await connection.rows(keys) == [["tempdb"], ["Sales"]])
        _ = try await connection.rows("ALTER DATABASE Sales SET ENCRYPTION OFF")
        #expect(try await connection.rows(encrypted) == [])
        #expect(try await connection.rows(keys) == [["Sales"]])
    }

    @Test func aClosedMasterKeyIsToldInTheStateOfOpening() async throws {
        let connection = try await Connection(databases: ["Sales"])
        let outcome = try await connection.run(
            Self.setUp + """
                CLOSE SYMMETRIC KEY Data;
                ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY;
                OPEN SYMMETRIC KEY Data DECRYPTION BY CERTIFICATE Cards;
                CREATE CERTIFICATE Other WITH SUBJECT = 'Other';
                """)
        #expect(outcome.messages.filter(\.isError).map { "\($0.number) \($0.state)" } == ["15581 7", "15581 1"])
    }

    @Test(arguments: ["CERTIFICATE", "ASYMMETRIC KEY"])
    func theOldPasswordOfAPrivateKeyMustBeRight(_ kind: String) async throws {
        let connection = try await Connection(databases: ["Sales"])
        let change = "ALTER \(kind) Pair WITH PRIVATE KEY (DECRYPTION BY PASSWORD = 'wrong'"
        let errors = try await connection.errors(
            """
            USE Sales;
            CREATE \(kind) Pair \(kind == "CERTIFICATE" ? "" : "WITH ALGORITHM = RSA_2048")
                ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt' \(kind == "CERTIFICATE" ? "WITH SUBJECT = 's'" : "");
            \(change), ENCRYPTION BY PASSWORD = 'Quartz 9 Meadow');
            \(change));
            \(change.replacing("wrong", with: "Fjord 7 Basalt")));
            """)
        #expect(errors == [15465, 15465])
    }

    @Test func aKeyThatIsDroppedWhileOpenIsStillListed() async throws {
        let connection = try await Connection(databases: ["Sales"])
        let open = "SELECT database_name, key_name, key_guid, status FROM sys.openkeys"
        let before = try await connection.rows(Self.setUp + open)
        #expect(before.map { $0.last } == ["1"])
        let after = before.map { Array($0.dropLast()) + ["0"] }
        #expect(try await connection.rows("DROP SYMMETRIC KEY Data; " + open) == after)
        // It is another key that has its name now.
        let again = try await connection.rows(
            """
            CREATE SYMMETRIC KEY Data WITH ALGORITHM = AES_256 ENCRYPTION BY CERTIFICATE Cards;
            OPEN SYMMETRIC KEY Data DECRYPTION BY CERTIFICATE Cards;
            \(open) ORDER BY status;
            """)
        #expect(again.map { $0.last } == ["0", "1"])
        #expect(again.first == after.first && again.last?[2] != again.first?[2])
        // One that was not open is not listed, and closing all of them ends it.
        #expect(try await connection.rows("CLOSE SYMMETRIC KEY Data; DROP SYMMETRIC KEY Data; " + open) == after)
        #expect(try await connection.rows("CLOSE ALL SYMMETRIC KEYS; " + open) == [])
    }

    @Test func aCertificateThatDoesNotProtectTheKeyDecryptsNothing() async throws {
        let connection = try await Connection(databases: ["Sales"])
        let rows = try await connection.rows(
            Self.setUp + """
                CREATE CERTIFICATE Other WITH SUBJECT = 'Other';
                DECLARE @message varbinary(8000) = ENCRYPTBYKEY(KEY_GUID('Data'), 'x');
                SELECT DECRYPTBYKEYAUTOCERT(CERT_ID('Other'), NULL, @message),
                    CAST(DECRYPTBYKEYAUTOCERT(CERT_ID('Cards'), NULL, @message) AS varchar(9));
                """)
        #expect(rows == [["NULL", "x"]])
        #expect(try await connection.errors("OPEN SYMMETRIC KEY Data DECRYPTION BY CERTIFICATE Other") == [])
        #expect(
            try await connection.errors(
                "CLOSE SYMMETRIC KEY Data; OPEN SYMMETRIC KEY Data DECRYPTION BY CERTIFICATE Other") == [15313])
    }
}
