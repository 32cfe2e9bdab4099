import Backup
import Foundation
import KeyCryptography
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import TransactSQL

/// The statements that write certificates and symmetric keys to files, and read them.
@Suite(.enabled(if: (try? LegacyDigest.md4.hash([])) != nil, "libcrypto's legacy provider is not installed."))
struct KeyFileStatementTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func connection(
        databases: [DatabaseName] = ["Sales"],
        version: SQLServerVersion = .sql2019,
        isDryRun: Bool = false
    ) async throws -> Connection {
        // Of the version that makes the shorter keys, unless it must be a later one.
        var connection = try await Connection(databases: databases) { $0.sqlServerVersion = version }
        connection.options.fileRoot = FileRoot(directory.path)
        connection.options.isDryRun = isDryRun
        return connection
    }

    private var files: [String] {
        get throws {
            let all = FileManager.default.enumerator(atPath: directory.path)?.allObjects as? [String] ?? []
            return all.filter { $0.contains(".") }.sorted()
        }
    }

    private static let create = """
        USE Sales
        CREATE CERTIFICATE Cards WITH SUBJECT = 'Card numbers'

        """
    private static let backUp = #"""
        BACKUP CERTIFICATE Cards TO FILE = 'c:\keys\cards.cer'
            WITH PRIVATE KEY (FILE = 'c:\keys\cards.pvk', ENCRYPTION BY PASSWORD = 'Abcd1234.')

        """#
    private static let restore = #"""
        CREATE CERTIFICATE Copy FROM FILE = 'C:\Keys\cards.cer'
            WITH PRIVATE KEY (DECRYPTION BY PASSWORD = 'Abcd1234.', FILE = 'C:\Keys\cards.pvk')

        """#
    private static let useCopy = """
        SELECT CAST(DECRYPTBYCERT(CERT_ID('Copy'), ENCRYPTBYCERT(CERT_ID('Copy'), 'x')) AS varchar(9)),
            pvt_key_encryption_type FROM sys.certificates WHERE name = 'Copy'
        """

    @Test(arguments: [false, true])
    func aCertificateComesBackFromItsFiles(isDryRun: Bool) async throws {
        let connection = try await connection(isDryRun: isDryRun)
        let script = Self.create + Self.backUp + "DROP CERTIFICATE Cards\n" + Self.restore + Self.useCopy
        #expect(try await connection.rows(script) == [["x", "MK"]])
        #expect(try files.isEmpty == isDryRun)
    }

    @Test func theFilesAreWrittenOnceAndTogether() async throws {
        let connection = try await connection()
        #expect(try await connection.errors(Self.create + Self.backUp + Self.backUp) == [15240])
        let written = try files
        #expect(written.count == 2)
        let other = Self.backUp.replacingOccurrences(of: "cards.cer", with: "other.cer")
        let outcome = try await connection.run(other)
        // The script's path, and that of the file that is in the way.
        let message = try #require(outcome.messages.first { $0.isError })
        #expect(message.number == 15240 && message.text.contains(#"'c:\keys\cards.pvk'"#))
        #expect(try files == written)
    }

    @Test(arguments: [false, true])
    func oneFileDoesNotTakeBoth(isDryRun: Bool) async throws {
        let connection = try await connection(isDryRun: isDryRun)
        let script = Self.create + Self.backUp.replacingOccurrences(of: "cards.cer", with: "CARDS.pvk")
        #expect(try await connection.errors(script) == [15240])
        #expect(try files == [])
    }

    @Test(arguments: [
        ("WITH PRIVATE KEY (FILE = 'k', ENCRYPTION BY PASSWORD = 'short')", 33062),
        ("WITH PRIVATE KEY (FILE = 'k', ENCRYPTION BY PASSWORD = 'Abcd1234.', DECRYPTION BY PASSWORD = 'x')", 15397),
        ("WITH PRIVATE KEY (FILE = 'k')", 102),
        ("WITH PRIVATE KEY (ENCRYPTION BY PASSWORD = 'Abcd1234.')", 102),
        ("WITH PRIVATE KEY (FILE = 'no:such/k', ENCRYPTION BY PASSWORD = 'Abcd1234.')", 15240),
    ])
    func aBackupIsRefused(_ options: String, _ number: Int) async throws {
        let connection = try await connection()
        #expect(
            try await connection.errors(Self.create + "BACKUP CERTIFICATE Cards TO FILE = 'c' " + options) == [number])
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == [])
    }

    @Test func aPrivateKeyUnderAPasswordIsBackedUpWithIt() async throws {
        let connection = try await connection()
        let create = "USE Sales; CREATE CERTIFICATE Cards ENCRYPTION BY PASSWORD = 'Efgh5678.' WITH SUBJECT = 's';"
        func backUp(_ password: String) -> String {
            "BACKUP CERTIFICATE Cards TO FILE = 'c.cer' WITH PRIVATE KEY (FILE = 'c.pvk', \(password) "
                + "ENCRYPTION BY PASSWORD = 'Abcd1234.');"
        }
        let errors = try await connection.errors(
            create + backUp("") + backUp("DECRYPTION BY PASSWORD = 'wrong',")
                + backUp("DECRYPTION BY PASSWORD = 'Efgh5678.',"))
        #expect(errors == [15334, 15465])
        #expect(try files == ["c.cer", "c.pvk"])
    }

    @Test func withoutAPrivateKeyThereIsNoneToBackUp() async throws {
        let connection = try await connection()
        let script = Self.create + "ALTER CERTIFICATE Cards REMOVE PRIVATE KEY\n"
        #expect(try await connection.errors(script + Self.backUp) == [15246])
        #expect(try await connection.errors("BACKUP CERTIFICATE Cards TO FILE = 'c.cer'") == [])
        #expect(try await connection.errors("BACKUP CERTIFICATE None TO FILE = 'd.cer'") == [15151])
        #expect(try files == ["c.cer"])
    }

    @Test func aPrivateKeyIsImportedIntoItsCertificateOnly() async throws {
        let connection = try await connection()
        #expect(
            try await connection.errors(Self.create + Self.backUp + "ALTER CERTIFICATE Cards REMOVE PRIVATE KEY") == [])
        func alter(_ name: String, _ options: String) -> String {
            "ALTER CERTIFICATE \(name) WITH PRIVATE KEY (FILE = 'c:\\keys\\cards.pvk', \(options));"
        }
        let right = "DECRYPTION BY PASSWORD = 'Abcd1234.'"
        let errors = try await connection.errors(
            "CREATE CERTIFICATE Other FROM FILE = 'c:\\keys\\cards.cer';"
                + "CREATE CERTIFICATE Other WITH SUBJECT = 'other'; ALTER CERTIFICATE Other REMOVE PRIVATE KEY;"
                + alter("Other", right) + alter("Cards", "DECRYPTION BY PASSWORD = 'wrong'")
                + alter("Cards", "ENCRYPTION BY PASSWORD = 'Abcd1234.'") + alter("Cards", right) + alter("Cards", right)
                + "ALTER CERTIFICATE Cards WITH PRIVATE KEY (FILE = 'nowhere', \(right));")
        #expect(errors == [15232, 15474, 15465, 15208, 15332, 15208])
        let use = Self.useCopy.replacingOccurrences(of: "'Copy'", with: "'Cards'")
        #expect(try await connection.rows(use) == [["x", "MK"]])
    }

    @Test func filesThatAreNoneAreRefused() async throws {
        let connection = try await connection()
        try Data([1, 2, 3]).write(to: URL(filePath: directory.path + "/junk.bin"))
        let errors = try await connection.errors(
            Self.create + Self.backUp + """
                CREATE CERTIFICATE a FROM FILE = 'nowhere.cer'
                CREATE CERTIFICATE a FROM FILE = 'junk.bin'
                CREATE CERTIFICATE a FROM BINARY = 0x010203
                CREATE CERTIFICATE a FROM FILE = 'junk.bin' WITH PRIVATE KEY (BINARY = 0x01)
                CREATE CERTIFICATE a FROM BINARY = 0x010203 WITH PRIVATE KEY (FILE = 'junk.bin')
                CREATE CERTIFICATE a FROM FILE = 'c:\\keys\\cards.cer' WITH PRIVATE KEY (FILE = 'junk.bin')
                CREATE CERTIFICATE a FROM FILE = 'c:\\keys\\cards.cer' WITH PRIVATE KEY (FILE = 'nowhere.pvk')
                CREATE ASYMMETRIC KEY a FROM FILE = 'junk.bin'
                CREATE ASYMMETRIC KEY a FROM FILE = 'nowhere.snk'
                """)
        #expect(errors == [15208, 15208, 15297, 33069, 33069, 15464, 15208, 15208, 15208])
    }

    @Test(arguments: [false, true])
    func aPFXHoldsBoth(isDryRun: Bool) async throws {
        let connection = try await connection(version: .sql2022, isDryRun: isDryRun)
        let script =
            Self.create + """
                BACKUP CERTIFICATE Cards TO FILE = 'cards.pfx'
                    WITH FORMAT = 'PFX', PRIVATE KEY (ENCRYPTION BY PASSWORD = 'Abcd1234.', ALGORITHM = 'AES_256')
                DROP CERTIFICATE Cards

                """
        func create(_ password: String) -> String {
            "CREATE CERTIFICATE Copy FROM FILE = 'cards.pfx' WITH FORMAT = 'PFX', "
                + "PRIVATE KEY (DECRYPTION BY PASSWORD = '\(password)', ENCRYPTION BY PASSWORD = 'Efgh5678.')\n"
        }
        if !isDryRun {
            #expect(try await connection.errors(script + create("wrong")) == [15465])
            #expect(
                try await connection.rows(
                    create("Abcd1234.") + "SELECT pvt_key_encryption_type FROM sys.certificates") == [["PW"]])
        } else {
            #expect(
                try await connection.rows(
                    script + create("Abcd1234.") + "SELECT pvt_key_encryption_type FROM sys.certificates") == [["PW"]])
            #expect(try files == [])
        }
        let older = try await self.connection()
        #expect(try await older.errors("USE Sales;\n" + create("Abcd1234.")) == [102])
    }

    /// By literals, as scripts move a certificate without files.
    @Test func aCertificateMovesByItsBytes() async throws {
        let origin = try await connection()
        let target = try await connection()
        let literals = try #require(
            try await origin.rows(
                Self.create + """
                    SELECT CERTENCODED(CERT_ID('Cards')), CERTPRIVATEKEY(CERT_ID('Cards'), 'Abcd1234.'),
                        CERTPRIVATEKEY(CERT_ID('None'), 'Abcd1234.'), CERTPRIVATEKEY(CERT_ID('Cards'), NULL)
                    """
            ).first)
        #expect(literals[2] == "NULL" && literals[3] == "NULL")
        let create = """
            USE Sales
            CREATE CERTIFICATE Copy FROM BINARY = \(literals[0])
                WITH PRIVATE KEY (BINARY = \(literals[1]), DECRYPTION BY PASSWORD = 'Abcd1234.')

            """
        #expect(try await target.rows(create + Self.useCopy) == [["x", "MK"]])
        let message = try #require(try await origin.value("ENCRYPTBYCERT(CERT_ID('Cards'), 'from there')"))
        #expect(
            try await target.value("CAST(DECRYPTBYCERT(CERT_ID('Copy'), \(message)) AS varchar(20))") == "from there")
        #expect(try await origin.errors("SELECT CERTPRIVATEKEY(CERT_ID('Cards'), 'short')") == [33062])
        #expect(
            try await origin.errors("SELECT CERTPRIVATEKEY(CERT_ID('Cards'), 'Abcd1234.', 'wrong')") == [15466])
        #expect(
            try await origin.run("SELECT CERTPRIVATEKEY(CERT_ID('Cards'), N'Größe-9-Otters')").unmodelled.count == 1)
    }

    /// What a DBA does before a database that is encrypted goes to another server.
    @Test func aCertificateOfAnEncryptedDatabaseMovesByItsFiles() async throws {
        let origin = try await connection()
        let protect = """
            USE master
            CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Abcd1234.'
            CREATE CERTIFICATE TDE WITH SUBJECT = 'TDE'
            GO
            USE Sales
            CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE TDE
            GO

            """
        #expect(try await origin.run(protect).messages.map(\.number).contains(33091))
        let backUp = """
            USE master
            BACKUP CERTIFICATE TDE TO FILE = 'tde.cer'
                WITH PRIVATE KEY (FILE = 'tde.pvk', ENCRYPTION BY PASSWORD = 'Abcd1234.')
            SELECT CASE WHEN pvt_key_last_backup_date IS NULL THEN 'no' ELSE 'yes' END FROM sys.certificates WHERE name = 'TDE'
            """
        #expect(try await origin.rows(backUp) == [["yes"]])
        let again = """
            USE Sales
            DROP DATABASE ENCRYPTION KEY
            CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER CERTIFICATE TDE
            """
        #expect(try await !origin.run(again).messages.map(\.number).contains(33091))
        let thumbprint = "SELECT thumbprint FROM master.sys.certificates WHERE name = 'TDE'"
        let target = try await connection()
        let restore = """
            USE master
            CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Efgh5678.'
            CREATE CERTIFICATE TDE FROM FILE = 'tde.cer'
                WITH PRIVATE KEY (FILE = 'tde.pvk', DECRYPTION BY PASSWORD = 'Abcd1234.')

            """
        #expect(try await target.rows(restore + thumbprint) == (try await origin.rows(thumbprint)))
    }

    @Test func aStrongNameKeyPairBecomesAnAsymmetricKey() async throws {
        let connection = try await connection()
        // A private key file has the key pair behind its header and its salt; without a password in the clear.
        let key = try await RSAPrivateKey.generate(bits: 1024)
        let blob = try PrivateKeyBlob.encode(key.numbers(), .signature).withBytes { bytes in
            unsafe bytes.withUnsafeBytes { unsafe Data($0) }
        }
        try blob.write(to: URL(filePath: directory.path + "/signer.snk"))
        let rows = try await connection.rows(
            """
            USE Sales
            CREATE ASYMMETRIC KEY Signer FROM FILE = 'signer.snk' ENCRYPTION BY PASSWORD = 'Abcd1234.'
            SELECT key_length, pvt_key_encryption_type FROM sys.asymmetric_keys
            """)
        #expect(rows == [["1024", "PW"]])
    }

    /// The name is looked for before any file: of both errors the first is told.
    @Test(arguments: [
        "ALTER CERTIFICATE Missing WITH PRIVATE KEY (FILE = 'none.pvk', DECRYPTION BY PASSWORD = 'x')",
        "ALTER CERTIFICATE Missing REMOVE PRIVATE KEY", "BACKUP CERTIFICATE Missing TO FILE = 'taken.cer'",
        "ALTER ASYMMETRIC KEY Missing WITH PRIVATE KEY (ENCRYPTION BY PASSWORD = 'short')",
    ])
    func aMissingKeyComesBeforeAMissingFile(_ statement: String) async throws {
        let connection = try await connection()
        try Data([1]).write(to: URL(filePath: directory.path + "/taken.cer"))
        #expect(try await connection.errors("USE Sales; " + statement) == [15151])
    }

    /// Which versions make which keys: 1024 bits only where the compatibility level is one of SQL Server 2014 or older.
    @Test(arguments: [
        ("RSA_512", 130, [102], [String]()), ("RSA_1024", 130, [102], []), ("RSA_1024", 120, [], ["2R", "1024"]),
        ("RSA_2048", 160, [], ["3R", "2048"]),
    ])
    func shortKeysAreMadeAtOldLevels(_ algorithm: String, _ level: Int, _ errors: [Int], _ row: [String]) async throws {
        var connection = try await connection()
        connection.options.compatibilityLevel = level
        let create = "USE Sales; CREATE ASYMMETRIC KEY k WITH ALGORITHM = \(algorithm)"
        #expect(try await connection.errors(create) == errors)
        #expect(
            try await connection.rows("SELECT algorithm, key_length FROM Sales.sys.asymmetric_keys")
                == (row.isEmpty ? [] : [row]))
    }

    @Test func aKeyOf1024BitsProtectsAndOneOf512IsRefusedByName() async throws {
        var connection = try await connection()
        connection.options.compatibilityLevel = 120
        let rows = try await connection.rows(
            """
            USE Sales
            CREATE ASYMMETRIC KEY Old WITH ALGORITHM = RSA_1024
            CREATE SYMMETRIC KEY Data WITH ALGORITHM = AES_256 ENCRYPTION BY ASYMMETRIC KEY Old
            OPEN SYMMETRIC KEY Data DECRYPTION BY ASYMMETRIC KEY Old
            SELECT CAST(DECRYPTBYKEY(ENCRYPTBYKEY(KEY_GUID('Data'), 'x')) AS varchar(9)),
                DATALENGTH(ENCRYPTBYASYMKEY(ASYMKEY_ID('Old'), 'x'))
            """)
        #expect(rows == [["x", "128"]])
        #expect(
            try await connection.run(
                "CREATE ASYMMETRIC KEY k WITH ALGORITHM = RSA_512 ENCRYPTION BY PASSWORD = 'Abcd1234.'"
            )
            .marks == ["1:an asymmetric key for RSA_512"])
    }

    // MARK: Symmetric keys

    private static let createKey = """
        USE Sales
        CREATE SYMMETRIC KEY Data WITH ALGORITHM = AES_256 ENCRYPTION BY PASSWORD = 'Abcd1234.'
        OPEN SYMMETRIC KEY Data DECRYPTION BY PASSWORD = 'Abcd1234.'

        """
    private static let backUpKey = """
        BACKUP SYMMETRIC KEY Data TO FILE = 'c:\\keys\\data.bak' ENCRYPTION BY PASSWORD = 'Efgh5678.'

        """
    private static let restoreKey = """
        RESTORE SYMMETRIC KEY Data FROM FILE = 'C:\\keys\\data.bak'
            DECRYPTION BY PASSWORD = 'Efgh5678.' ENCRYPTION BY PASSWORD = 'Ijkl9012.'

        """

    @Test(arguments: [false, true])
    func aSymmetricKeyComesBackAndDecrypts(isDryRun: Bool) async throws {
        let connection = try await connection(version: .sql2022, isDryRun: isDryRun)
        let script =
            Self.createKey + "DECLARE @message varbinary(8000) = ENCRYPTBYKEY(KEY_GUID('Data'), 'x')\n" + Self.backUpKey
            + "DROP SYMMETRIC KEY Data\n" + Self.restoreKey + """
                OPEN SYMMETRIC KEY Data DECRYPTION BY PASSWORD = 'Ijkl9012.'
                SELECT CAST(DECRYPTBYKEY(@message) AS varchar(9)), KEY_NAME(@message)
                """
        #expect(try await connection.rows(script) == [["x", "Data"]])
        #expect(try files.isEmpty == isDryRun)
    }

    /// A key of the same name and GUID that is open may have another material: it does not stay open.
    @Test func aKeyThatIsRestoredOverIsClosed() async throws {
        let connection = try await connection(version: .sql2022)
        let outcome = try await connection.run(
            Self.createKey + "DECLARE @message varbinary(8000) = ENCRYPTBYKEY(KEY_GUID('Data'), 'x')\n" + Self.backUpKey
                + Self.restoreKey + """
                    SELECT COUNT(*) FROM sys.openkeys WHERE key_name = 'Data'
                    SELECT DECRYPTBYKEY(@message)
                    CLOSE SYMMETRIC KEY Data
                    OPEN SYMMETRIC KEY Data DECRYPTION BY PASSWORD = 'Ijkl9012.'
                    SELECT CAST(DECRYPTBYKEY(@message) AS varchar(9))
                    """)
        #expect(outcome.results.map { $0.rows.map { $0.map(\.description) } } == [[["0"]], [["NULL"]], [["x"]]])
        #expect(outcome.messages.filter(\.isError).map(\.number) == [15315])
    }

    @Test func aSymmetricKeyIsRefused() async throws {
        let connection = try await connection(version: .sql2022)
        let errors = try await connection.errors(
            Self.createKey + Self.backUpKey + Self.backUpKey
                + Self.restoreKey.replacingOccurrences(of: "Efgh5678.", with: "wrong")
                + Self.restoreKey.replacingOccurrences(of: "Ijkl9012.", with: "short")
                + Self.restoreKey.replacingOccurrences(of: "data.bak", with: "none.bak")
                + Self.restoreKey.replacingOccurrences(of: "KEY Data", with: "KEY Twin") + Self.restoreKey
                + Self.backUpKey)
        // It is closed when it was restored.
        #expect(errors == [15240, 15466, 33062, 15317, 15282, 15315])
        let temporary = """
            CREATE SYMMETRIC KEY #t WITH ALGORITHM = AES_256 ENCRYPTION BY PASSWORD = 'Abcd1234.'
            BACKUP SYMMETRIC KEY #t TO FILE = 't' ENCRYPTION BY PASSWORD = 'Abcd1234.'
            """
        #expect(try await connection.run(temporary).unmodelled.count == 1)
        let older = try await self.connection()
        #expect(try await [102, 156].contains(older.errors(Self.backUpKey).first))
        #expect(try await [102, 156].contains(older.errors(Self.restoreKey).first))
    }
}
