import Testing
import TransactSQLSyntax

/// One line or more for each form of statement: its text, and its canonical text where that is another.
@Suite struct StatementTests {
    /// Statements that are printed as they are written here.
    static let canonical = [
        "ALTER SERVICE MASTER KEY REGENERATE;",
        "ALTER SERVICE MASTER KEY FORCE REGENERATE;",
        "ALTER SERVICE MASTER KEY ADD ENCRYPTION BY MACHINE KEY;",
        "ALTER SERVICE MASTER KEY DROP ENCRYPTION BY MACHINE KEY;",
        "ALTER SERVICE MASTER KEY WITH OLD_ACCOUNT = 'a', OLD_PASSWORD = 'b';",
        "ALTER SERVICE MASTER KEY WITH NEW_ACCOUNT = N'a', NEW_PASSWORD = N'b''c';",
        "BACKUP SERVICE MASTER KEY TO FILE = 'f' ENCRYPTION BY PASSWORD = 'p';",
        "BACKUP SERVICE MASTER KEY TO URL = 'u' ENCRYPTION BY PASSWORD = 'p';",
        "RESTORE SERVICE MASTER KEY FROM FILE = 'f' DECRYPTION BY PASSWORD = 'p';",
        "RESTORE SERVICE MASTER KEY FROM FILE = 'f' DECRYPTION BY PASSWORD = 'p' FORCE;",
        "CREATE MASTER KEY;",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'p';",
        "OPEN MASTER KEY DECRYPTION BY PASSWORD = 'p';",
        "CLOSE MASTER KEY;",
        "ALTER MASTER KEY REGENERATE WITH ENCRYPTION BY PASSWORD = 'p';",
        "ALTER MASTER KEY FORCE REGENERATE WITH ENCRYPTION BY PASSWORD = 'p';",
        "ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY;",
        "ALTER MASTER KEY ADD ENCRYPTION BY PASSWORD = 'p';",
        "ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY;",
        "ALTER MASTER KEY DROP ENCRYPTION BY PASSWORD = 'p';",
        "BACKUP MASTER KEY TO URL = 'u' ENCRYPTION BY PASSWORD = 'p';",
        "RESTORE MASTER KEY FROM FILE = 'f' DECRYPTION BY PASSWORD = 'p' ENCRYPTION BY PASSWORD = 'q';",
        "RESTORE MASTER KEY FROM URL = 'u' DECRYPTION BY PASSWORD = 'p' ENCRYPTION BY PASSWORD = 'q' FORCE;",
        "DROP MASTER KEY;",
        "CREATE CERTIFICATE c WITH SUBJECT = 's';",
        "CREATE CERTIFICATE c AUTHORIZATION dbo ENCRYPTION BY PASSWORD = 'p' WITH SUBJECT = 's', START_DATE = 'd', "
            + "EXPIRY_DATE = 'e' ACTIVE FOR BEGIN_DIALOG = OFF;",
        "DECLARE c CURSOR FOR SELECT a FROM t;",
        "DECLARE [CURSOR] CURSOR LOCAL FAST_FORWARD FOR WITH x AS (SELECT 1 AS a) SELECT a FROM x ORDER BY a;",
        "DECLARE @c CURSOR, @x int;",
        "SET @a = CURSOR GLOBAL SCROLL STATIC READ_ONLY TYPE_WARNING FOR SELECT 1 UNION SELECT 2;",
        "OPEN c;", "OPEN GLOBAL c;", "OPEN GLOBAL;", "OPEN @a;", "CLOSE c;", "CLOSE @a;", "DEALLOCATE GLOBAL c;",
        "FETCH NEXT FROM c;", "FETCH PRIOR FROM GLOBAL c INTO @a, @b;", "FETCH FIRST FROM @a INTO @b;",
        "FETCH LAST FROM NEXT;", "FETCH ABSOLUTE -1 FROM c;", "FETCH RELATIVE @a + 1 FROM c INTO @b;",
        "CREATE CERTIFICATE c FROM ASSEMBLY a;",
        "CREATE CERTIFICATE c FROM FILE = 'f';",
        "CREATE CERTIFICATE c FROM FILE = 'f' WITH PRIVATE KEY (FILE = 'k', DECRYPTION BY PASSWORD = 'p');",
        "CREATE CERTIFICATE c FROM FILE = 'f' WITH FORMAT = 'PFX', PRIVATE KEY (DECRYPTION BY PASSWORD = 'p');",
        "CREATE CERTIFICATE c FROM EXECUTABLE FILE = 'f';",
        "CREATE CERTIFICATE c FROM EXECUTABLE FILE = 'f' WITH PRIVATE KEY (FILE = 'k');",
        "CREATE CERTIFICATE c FROM BINARY = 0x30 WITH PRIVATE KEY (BINARY = 0x0FAB, DECRYPTION BY PASSWORD = 'p', "
            + "ENCRYPTION BY PASSWORD = 'q');",
        "ALTER CERTIFICATE c REMOVE PRIVATE KEY;",
        "ALTER CERTIFICATE c WITH PRIVATE KEY (ENCRYPTION BY PASSWORD = 'p');",
        "ALTER CERTIFICATE c WITH ACTIVE FOR BEGIN_DIALOG = ON;",
        "BACKUP CERTIFICATE c TO FILE = 'f';",
        "BACKUP CERTIFICATE c TO FILE = 'f' WITH FORMAT = 'PFX', PRIVATE KEY (ENCRYPTION BY PASSWORD = 'p', "
            + "ALGORITHM = 'AES_256');",
        "DROP CERTIFICATE c;",
        "CREATE ASYMMETRIC KEY k WITH ALGORITHM = RSA_4096;",
        "CREATE ASYMMETRIC KEY k AUTHORIZATION dbo WITH ALGORITHM = RSA_2048 ENCRYPTION BY PASSWORD = 'p';",
        "CREATE ASYMMETRIC KEY k FROM FILE = 'f' ENCRYPTION BY PASSWORD = 'p';",
        "CREATE ASYMMETRIC KEY k FROM EXECUTABLE FILE = 'f';",
        "CREATE ASYMMETRIC KEY k FROM ASSEMBLY a;",
        "CREATE ASYMMETRIC KEY k FROM PROVIDER p WITH ALGORITHM = RSA_3072, PROVIDER_KEY_NAME = 'n', "
            + "CREATION_DISPOSITION = OPEN_EXISTING;",
        "ALTER ASYMMETRIC KEY k REMOVE PRIVATE KEY;",
        "ALTER ASYMMETRIC KEY k WITH PRIVATE KEY (DECRYPTION BY PASSWORD = 'p', ENCRYPTION BY PASSWORD = 'q');",
        "ALTER ASYMMETRIC KEY k WITH PRIVATE KEY (ENCRYPTION BY PASSWORD = 'q');",
        "DROP ASYMMETRIC KEY k;",
        "DROP ASYMMETRIC KEY k REMOVE PROVIDER KEY;",
        "CREATE SYMMETRIC KEY k WITH ALGORITHM = AES_256 ENCRYPTION BY CERTIFICATE c;",
        "CREATE SYMMETRIC KEY #k AUTHORIZATION dbo WITH ALGORITHM = AES_128, KEY_SOURCE = 's', IDENTITY_VALUE = 'i' "
            + "ENCRYPTION BY ASYMMETRIC KEY a, SYMMETRIC KEY s, PASSWORD = 'p';",
        "CREATE SYMMETRIC KEY k FROM PROVIDER p WITH PROVIDER_KEY_NAME = 'n', CREATION_DISPOSITION = CREATE_NEW;",
        "OPEN SYMMETRIC KEY k DECRYPTION BY CERTIFICATE c;",
        "OPEN SYMMETRIC KEY k DECRYPTION BY CERTIFICATE c WITH PASSWORD = 'p';",
        "OPEN SYMMETRIC KEY k DECRYPTION BY ASYMMETRIC KEY a WITH PASSWORD = 'p';",
        "OPEN SYMMETRIC KEY k DECRYPTION BY SYMMETRIC KEY s;",
        "OPEN SYMMETRIC KEY k DECRYPTION BY PASSWORD = 'p';",
        "CLOSE SYMMETRIC KEY k;",
        "CLOSE ALL SYMMETRIC KEYS;",
        "ALTER SYMMETRIC KEY k ADD ENCRYPTION BY PASSWORD = 'p', CERTIFICATE c;",
        "ALTER SYMMETRIC KEY k DROP ENCRYPTION BY SYMMETRIC KEY s;",
        "DROP SYMMETRIC KEY k;",
        "DROP SYMMETRIC KEY k REMOVE PROVIDER KEY;",
        "BACKUP SYMMETRIC KEY k TO FILE = 'f' ENCRYPTION BY PASSWORD = 'p';",
        "RESTORE SYMMETRIC KEY k FROM URL = 'u' DECRYPTION BY PASSWORD = 'p' ENCRYPTION BY PASSWORD = 'q';",
        "CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_192 ENCRYPTION BY SERVER CERTIFICATE c;",
        "CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 ENCRYPTION BY SERVER ASYMMETRIC KEY k;",
        "ALTER DATABASE ENCRYPTION KEY REGENERATE WITH ALGORITHM = AES_128;",
        "ALTER DATABASE ENCRYPTION KEY ENCRYPTION BY SERVER CERTIFICATE c;",
        "DROP DATABASE ENCRYPTION KEY;",
        "CREATE CREDENTIAL [https://a/b] WITH IDENTITY = 'i';",
        "CREATE CREDENTIAL c WITH IDENTITY = 'i', SECRET = 's' FOR CRYPTOGRAPHIC PROVIDER p;",
        "ALTER CREDENTIAL c WITH IDENTITY = 'i', SECRET = 's';",
        "DROP CREDENTIAL c;",
        "CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'i', SECRET = 's';",
        "ALTER DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'i';",
        "DROP DATABASE SCOPED CREDENTIAL c;",
        "CREATE CRYPTOGRAPHIC PROVIDER p FROM FILE = 'f';",
        "ALTER CRYPTOGRAPHIC PROVIDER p FROM FILE = 'f';",
        "ALTER CRYPTOGRAPHIC PROVIDER p DISABLE;",
        "DROP CRYPTOGRAPHIC PROVIDER p;",
        "ADD SIGNATURE TO dbo.p BY CERTIFICATE c;",
        "ADD COUNTER SIGNATURE TO OBJECT::dbo.p BY CERTIFICATE c WITH PASSWORD = 'p', ASYMMETRIC KEY k WITH SIGNATURE = 0xAB;",
        "DROP SIGNATURE FROM p BY CERTIFICATE c, ASYMMETRIC KEY k;",
        "DROP COUNTER SIGNATURE FROM p BY CERTIFICATE c;",

        "USE [my db];",
        "CREATE DATABASE d;",
        "CREATE DATABASE d ON (NAME = d, FILENAME = 'f', SIZE = 10MB, MAXSIZE = UNLIMITED, FILEGROWTH = 10%) "
            + "LOG ON (NAME = 'l', FILENAME = 'g') COLLATE Latin1_General_CI_AS;",
        "CREATE DATABASE d ON (FILENAME = N'f'), (FILENAME = N'g') FOR ATTACH;",
        "ALTER DATABASE d SET ENCRYPTION ON;",
        "ALTER DATABASE CURRENT SET ENCRYPTION SUSPEND;",
        "ALTER DATABASE d SET RECOVERY FULL;",
        "ALTER DATABASE d SET RECOVERY SIMPLE, TRUSTWORTHY ON, COMPATIBILITY_LEVEL = 120;",
        "ALTER DATABASE d SET SINGLE_USER WITH ROLLBACK IMMEDIATE;",
        "ALTER DATABASE d SET OFFLINE WITH ROLLBACK AFTER 30 SECONDS;",
        "ALTER DATABASE d SET QUERY_STORE = ON WITH NO_WAIT;",
        "ALTER DATABASE d MODIFY NAME = e;",
        "ALTER DATABASE d COLLATE Latin1_General_BIN2;",
        "BACKUP DATABASE d TO DISK = 'f', DISK = @f WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = c), "
            + "STATS = 10;",
        "BACKUP LOG @d TO URL = 'u' WITH ENCRYPTION (ALGORITHM = TRIPLE_DES_3KEY, SERVER ASYMMETRIC KEY = k), NO_TRUNCATE;",
        "BACKUP DATABASE d TO device;",
        "RESTORE DATABASE d FROM DISK = 'f' WITH MOVE 'd' TO 'g', REPLACE, NORECOVERY, FILE = 2;",
        "RESTORE DATABASE d WITH RECOVERY;",
        "RESTORE LOG d FROM TAPE = 't' WITH STOPAT = @t;",
        "RESTORE FILELISTONLY FROM DISK = 'f';",
        "RESTORE HEADERONLY FROM DISK = 'f';",
        "RESTORE LABELONLY FROM DISK = 'f';",
        "RESTORE VERIFYONLY FROM DISK = 'f' WITH CHECKSUM;",
        "DROP DATABASE IF EXISTS d, e;",
        "DROP TABLE a.b.c;",
        "DROP PROCEDURE p;",
        "DROP LOGIN l;",
        "DROP USER u;",

        "CREATE LOGIN l WITH PASSWORD = 'p';",
        "CREATE LOGIN l WITH PASSWORD = 0xAB HASHED, SID = 0x01, CHECK_POLICY = OFF;",
        "CREATE LOGIN l WITH PASSWORD = 'p' MUST_CHANGE, CHECK_EXPIRATION = ON, DEFAULT_DATABASE = master;",
        "CREATE LOGIN [d\\l] FROM WINDOWS WITH DEFAULT_DATABASE = d;",
        "CREATE LOGIN l FROM CERTIFICATE c;",
        "CREATE LOGIN l FROM ASYMMETRIC KEY k;",
        "ALTER LOGIN l DISABLE;",
        "ALTER LOGIN l WITH PASSWORD = 'p' OLD_PASSWORD = 'q';",
        "ALTER LOGIN l WITH PASSWORD = 'p' UNLOCK, CHECK_POLICY = ON;",
        "ALTER LOGIN l WITH NAME = m;",
        "ALTER LOGIN l ADD CREDENTIAL c;",
        "ALTER LOGIN l DROP CREDENTIAL c;",
        "CREATE USER u;",
        "CREATE USER u FOR LOGIN l WITH DEFAULT_SCHEMA = dbo;",
        "CREATE USER u WITHOUT LOGIN;",
        "CREATE USER u FOR CERTIFICATE c;",
        "CREATE USER u FOR ASYMMETRIC KEY k;",
        "ALTER USER u WITH NAME = v, LOGIN = l;",
        "GRANT SELECT, UPDATE (a, b) ON OBJECT::dbo.t TO u, [PUBLIC] WITH GRANT OPTION AS dbo;",
        "GRANT VIEW DEFINITION ON SYMMETRIC KEY::k TO u;",
        "DENY CONTROL SERVER TO l CASCADE;",
        "REVOKE GRANT OPTION FOR EXECUTE ON p TO u CASCADE;",
        "ALTER AUTHORIZATION ON SYMMETRIC KEY::k TO u;",
        "ALTER AUTHORIZATION ON t TO SCHEMA OWNER;",
        "EXECUTE AS LOGIN = 'l';",
        "EXECUTE AS USER = N'u' WITH NO REVERT;",
        "EXECUTE AS CALLER;",
        "REVERT;",

        "SELECT 1;",
        "SELECT DISTINCT TOP (5) PERCENT WITH TIES a AS x, t.*, * INTO #n FROM s.t AS t WITH (NOLOCK, UPDLOCK) "
            + "LEFT JOIN u ON t.a = u.a CROSS JOIN v OUTER APPLY f(t.a, 1) AS w WHERE a = 1 AND (b = 2 OR NOT c = 3) "
            + "GROUP BY a, b HAVING COUNT(*) > 1 ORDER BY a DESC, b OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY;",
        "SELECT a FROM t UNION ALL SELECT b FROM u EXCEPT SELECT c FROM v INTERSECT SELECT d FROM w;",
        "(SELECT a FROM t UNION SELECT b FROM u) INTERSECT SELECT c FROM v;",
        "SELECT @a = 1, @b += a FROM t;",
        "WITH a AS (SELECT 1 AS x), b (y) AS (SELECT x FROM a) SELECT y FROM b;",
        "SELECT a FROM (SELECT 1 AS a) AS t, (VALUES (1, 2), (3, 4)) AS v (a, b), @t AS u;",
        "SELECT a FROM t INNER JOIN u INNER JOIN v ON u.a = v.a ON t.a = u.a;",
        "SELECT a FROM t LEFT JOIN u CROSS JOIN v ON t.a = u.a;",
        "SELECT a FROM t CROSS JOIN (u INNER JOIN v ON u.a = v.a);",
        "INSERT INTO t VALUES (1, DEFAULT), (2, NULL);",
        "INSERT INTO t (a, b) SELECT 1, 2;",
        "INSERT INTO @t DEFAULT VALUES;",
        "INSERT INTO t EXECUTE p 1;",
        "WITH a AS (SELECT 1 AS x) INSERT INTO t SELECT x FROM a;",
        "UPDATE TOP (1) t SET a = 1, b += 2, c = DEFAULT, @v = 3 FROM t INNER JOIN u ON t.a = u.a WHERE b = 1;",
        "DELETE FROM t WHERE a = 1;",
        "DELETE TOP (2) FROM t FROM u WHERE t.a = u.a;",

        "BREAK;",
        "CONTINUE;",
        "THROW;",
        "THROW 50001, 'm', 1;",
        "RAISERROR ('%d %s', 16, 1, 5, 'x') WITH NOWAIT, LOG;",
        "RAISERROR (50001, -1, -1);",
        "PRINT 'a' + CAST(1 AS varchar(10));",
        "RETURN;",
        "RETURN -1;",
        "GOTO done;",
        "WAITFOR DELAY '00:00:05';",
        "WAITFOR TIME '23:00';",
        "DECLARE @a int = 1, @b nvarchar(max), @c decimal(10, 2), @d dbo.Phone;",
        "SET NOCOUNT ON;",
        "SET ANSI_NULLS, QUOTED_IDENTIFIER OFF;",
        "SET IDENTITY_INSERT dbo.t ON;",
        "SET STATISTICS IO, TIME ON;",
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;",
        "SET TRANSACTION ISOLATION LEVEL SNAPSHOT;",
        "SET DATEFORMAT dmy;",
        "SET LOCK_TIMEOUT -1;",
        "EXECUTE p;",
        "EXECUTE @r = master.dbo.p 1, -2, N'x', word, @a OUTPUT, DEFAULT, NULL, @n = 0x01;",
        "EXECUTE @p 1;",
        "EXECUTE ('CREATE MASTER KEY ENCRYPTION BY PASSWORD = ''' + @p + '''');",
        "BEGIN TRANSACTION;",
        "BEGIN TRANSACTION t;",
        "COMMIT TRANSACTION;",
        "ROLLBACK TRANSACTION @t;",
        "SAVE TRANSACTION s;",
        "RECONFIGURE;",
        "RECONFIGURE WITH OVERRIDE;",
        "DBCC TRACEON (4631, -1);",
        "DBCC TRACEOFF (4631, 1222) WITH NO_INFOMSGS;",
        "DBCC TRACESTATUS ();",
        "DBCC TRACESTATUS (-1) WITH NO_INFOMSGS;",
    ]

    /// Every variable that a statement above uses.
    static let options = ParsingOptions(parameters: ["@a", "@b", "@d", "@f", "@n", "@p", "@r", "@t", "@v"])

    @Test(arguments: canonical)
    func isPrintedInItsOneForm(_ text: String) throws {
        let batch = try Batch(parsing: text, options: Self.options)
        #expect(batch.formatted() == text + "\n")
        #expect(batch.statements.count == 1)
        if case .unmodelled = batch.statements[0].kind {
            Issue.record("not modelled")
        }
    }

    @Test(arguments: canonical)
    func theCaseOfKeywordsAndWhatStandsBetweenTokensDoNotMatter(_ text: String) throws {
        let batch = try Batch(parsing: text, options: Self.options)
        for variant in [
            Self.spread(text, "\n\t"), Self.spread(text, " /* a /* b */ ' */ "), Self.spread(text, "--x\r\n"),
        ] {
            #expect(try Batch(parsing: variant, options: Self.options) == batch, "\(variant)")
        }
        if !text.contains("[") {
            // Outside strings, case is of names alone: compared without it, the trees print alike.
            let shouted = try Batch(parsing: Self.lowercased(text), options: Self.options)
            #expect(shouted.formatted().uppercased() == batch.formatted().uppercased())
        }
    }

    /// Spaces outside strings and brackets replaced by something else.
    private static func spread(_ text: String, _ separator: String) -> String {
        var closing: Character?
        return text.map { character -> String in
            if let open = closing {
                closing = character == open ? nil : open
                return String(character)
            }
            switch character {
            case "'": closing = "'"
            case "[": closing = "]"
            case " ": return separator
            default: break
            }
            return String(character)
        }.joined()
    }

    /// The text in small letters, but for strings.
    private static func lowercased(_ text: String) -> String {
        text.split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset.isMultiple(of: 2) ? $0.element.lowercased() : String($0.element) }
            .joined(separator: "'")
    }

    @Test(arguments: [
        ("sp_configure 'x', 1", "EXECUTE sp_configure 'x', 1;\n"),
        ("EXEC p", "EXECUTE p;\n"),
        ("commit", "COMMIT TRANSACTION;\n"),
        ("ROLLBACK WORK", "ROLLBACK TRANSACTION;\n"),
        ("BEGIN TRAN", "BEGIN TRANSACTION;\n"),
        ("SELECT a 'an alias', b = c", "SELECT a AS [an alias], c AS b;\n"),
        ("SELECT TOP 1 \"a\"\"b\" FROM t x, u as y", "SELECT TOP (1) [a\"b] FROM t AS x, u AS y;\n"),
        ("SELECT 1 WHERE a != 1 AND b !< 2 AND c !> 3", "SELECT 1 WHERE a <> 1 AND b >= 2 AND c <= 3;\n"),
        ("SELECT IIF(a = 1, 'x', 'y')", "SELECT CASE WHEN a = 1 THEN 'x' ELSE 'y' END;\n"),
        ("DELETE t", "DELETE FROM t;\n"),
        ("INSERT t VALUES (1)", "INSERT INTO t VALUES (1);\n"),
        ("CREATE USER u FROM CERTIFICATE c", "CREATE USER u FOR CERTIFICATE c;\n"),
        ("REVOKE SELECT ON t FROM public", "REVOKE SELECT ON t TO [public];\n"),
        ("BACKUP TRAN d TO DISK = 'f'", "BACKUP LOG d TO DISK = 'f';\n"),
        ("SELECT 0x123", "SELECT 0x0123;\n"),
        (
            "CREATE CERTIFICATE c WITH EXPIRY_DATE = 'e', SUBJECT = 's'",
            "CREATE CERTIFICATE c WITH SUBJECT = 's', EXPIRY_DATE = 'e';\n"
        ),
        (
            "WHILE 1 = 1 BEGIN PRINT 'a' BREAK END",
            "WHILE 1 = 1\n    BEGIN\n        PRINT 'a';\n        BREAK;\n    END;\n"
        ),
        ("again: GOTO again", "again:\nGOTO again;\n"),
        (
            "IF 1 = 1 PRINT 'a'; ELSE IF 2 = 2 PRINT 'b' ELSE PRINT 'c'",
            "IF 1 = 1\n    PRINT 'a';\nELSE\n    IF 2 = 2\n        PRINT 'b';\n    ELSE\n        PRINT 'c';\n"
        ),
        (
            "BEGIN TRY PRINT 'a' END TRY BEGIN CATCH THROW END CATCH",
            "BEGIN TRY\n    PRINT 'a';\nEND TRY\nBEGIN CATCH\n    THROW;\nEND CATCH;\n"
        ),
    ])
    func otherSpellingsHaveTheSameForm(_ text: String, _ canonical: String) throws {
        let batch = try Batch(parsing: text)
        #expect(batch.formatted() == canonical)
        #expect(try Batch(parsing: canonical) == batch)
    }

    @Test func anElseBelongsToTheInnermostIf() throws {
        let inner = Statement(
            .conditional(.comparison(.column("a"), .equal, .column("b")), then: Statement(.revert), otherwise: nil))
        let outer = Statement(.conditional(.exists(Self.query), then: inner, otherwise: Statement(.breakLoop)))
        let read = try Batch(parsing: outer.formatted()).statements
        guard case .conditional(_, then: let consequence, otherwise: let alternative) = read[0].kind else {
            Issue.record("no IF")
            return
        }
        #expect(consequence.kind == .block([inner]))
        #expect(alternative?.kind == .breakLoop)
    }

    private static let query = Query(body: .select(Selection(items: [.all(of: nil)])))
}

extension Expression {
    fileprivate static func column(_ name: Identifier) -> Expression {
        .column(QualifiedName(name))
    }
}
