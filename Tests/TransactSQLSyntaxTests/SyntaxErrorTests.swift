import Testing
import TransactSQLSyntax

@Suite struct SyntaxErrorTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let text: String
        let number: Int32
        let line: Int
        let column: Int
        var near: String?

        var testDescription: String { text }
    }

    static let refusals = [
        Refusal(text: "OPEN MASTER KEY DECRYPTION BY PASSWORD = @p", number: 102, line: 1, column: 42, near: "@p"),
        Refusal(text: "DROP MASTER KEYS", number: 102, line: 1, column: 13, near: "KEYS"),
        Refusal(text: "\n\n  DROP MASTER\n\tKEYS", number: 102, line: 4, column: 2, near: "KEYS"),
        Refusal(text: "/*é\n*/ DROP MASTER é", number: 102, line: 2, column: 16, near: "é"),
        Refusal(text: "SELECT 1 FROM", number: 102, line: 1, column: 10, near: "FROM"),
        Refusal(text: "PRINT 1\nOPEN MASTER KEY\n\n-- done\n", number: 102, line: 2, column: 13, near: "KEY"),
        Refusal(text: "BEGIN TRY\nPRINT 1\nEND TRY\n", number: 102, line: 3, column: 5, near: "TRY"),
        Refusal(text: "SELECT 1 FROM WHERE 1 = 1", number: 156, line: 1, column: 15, near: "WHERE"),
        Refusal(text: "DROP SERVICE MASTER KEY", number: 156, line: 1, column: 21, near: "KEY"),
        Refusal(
            text: "CREATE SERVICE MASTER KEY ENCRYPTION BY PASSWORD = 'p'", number: 156, line: 1, column: 23,
            near: "KEY"),
        Refusal(text: "SET @b = SELECT 1", number: 156, line: 1, column: 10, near: "SELECT"),
        Refusal(text: "DROP MASTER", number: 102, line: 1, column: 6, near: "MASTER"),
        Refusal(text: "PRINT 'a'; sp_who", number: 102, line: 1, column: 12, near: "sp_who"),
        Refusal(text: "ALTER LOGIN a\\b ENABLE", number: 102, line: 1, column: 14, near: "\\"),
        Refusal(text: ":setvar a b", number: 102, line: 1, column: 1, near: ":"),
        Refusal(text: "END", number: 156, line: 1, column: 1, near: "END"),
        Refusal(text: "BEGIN END", number: 156, line: 1, column: 7, near: "END"),
        Refusal(text: "CREATE SYMMETRIC KEY k WITH ALGORITHM = RC4", number: 102, line: 1, column: 41, near: "RC4"),
        Refusal(
            text: "CREATE ASYMMETRIC KEY k WITH ALGORITHM = RSA_512", number: 102, line: 1, column: 42, near: "RSA_512"),
        Refusal(text: "ROLLBACK\nTHROW", number: 102, line: 2, column: 1, near: "THROW"),
        Refusal(text: "PRINT 1 WITH a AS (SELECT 1) SELECT 1", number: 319, line: 1, column: 9),
        Refusal(text: "IF 1 PRINT 1", number: 4145, line: 1, column: 6, near: "PRINT"),
        Refusal(text: "CREATE THING x", number: 343, line: 1, column: 8, near: "THING"),
        Refusal(
            text: "PRINT 1\nCREATE PROC p AS PRINT 1", number: 111, line: 2, column: 1, near: "CREATE/ALTER PROCEDURE"),
        Refusal(text: "PRINT 1 CREATE VIEW v AS SELECT 1", number: 111, line: 1, column: 9, near: "CREATE VIEW"),
        Refusal(text: "PRINT 'a", number: 105, line: 1, column: 7),
        Refusal(text: "PRINT 1\nUSE [a]]", number: 105, line: 2, column: 5),
        Refusal(text: "PRINT 1 /* /* */ ", number: 113, line: 1, column: 9),
        Refusal(text: "PRINT 1\n /* a\nb\n", number: 113, line: 2, column: 2),
        Refusal(text: "USE " + String(repeating: "a", count: 129), number: 103, line: 1, column: 5),
        Refusal(text: "USE [" + String(repeating: "é", count: 129) + "]", number: 103, line: 1, column: 6),
        Refusal(text: "PRINT 1;\nPRINT @a", number: 137, line: 2, column: 7, near: "@a"),
        Refusal(text: "USE []", number: 1038, line: 1, column: 5),
        Refusal(text: "SELECT a.b.c.d.e", number: 102, line: 1, column: 16, near: "e"),
        Refusal(text: "SELECT 1 FROM (SELECT 1 AS a)", number: 102, line: 1, column: 29, near: ")"),
        Refusal(
            text: "PRINT 1\nMERGE t USING u ON t.a = u.a WHEN MATCHED THEN DELETE", number: 10713, line: 2, column: 48),
        // Nothing but the verb would be left of it when it is printed.
        Refusal(text: "SEND INSERT INTO t VALUES (1)", number: 102, line: 1, column: 1, near: "SEND"),
        Refusal(text: "BEGIN TRY PRINT 1 END TRY PRINT 2", number: 156, line: 1, column: 27, near: "PRINT"),
        Refusal(
            text: "RESTORE MASTER KEY FROM FILE = 'f' DECRYPTION BY PASSWORD = 'p' FORCE", number: 102, line: 1,
            column: 65, near: "FORCE"),
        Refusal(text: "PRINT ‘a’", number: 102, line: 1, column: 7, near: "‘"),
    ]

    @Test(arguments: refusals)
    func saysWhatAndWhere(_ refusal: Refusal) throws {
        let error = try #require(throws: SyntaxError.self) { _ = try Batch(parsing: refusal.text) }
        #expect(error.number == refusal.number)
        #expect(error.severity == 15)
        #expect(error.line == refusal.line)
        #expect(error.column == refusal.column)
        if let near = refusal.near {
            #expect(error.message.contains(["'\(near)'", "\"\(near)\""].first { error.message.contains($0) } ?? near))
        }
    }

    @Test(arguments: [
        ("BACKUP SERVICE MASTER KEY TO URL = 'u' ENCRYPTION BY PASSWORD = 'p'", 102, "URL"),
        ("RESTORE MASTER KEY FROM URL = 'u' DECRYPTION BY PASSWORD = 'p' ENCRYPTION BY PASSWORD = 'p'", 102, "URL"),
        ("BACKUP SYMMETRIC KEY k TO FILE = 'f' ENCRYPTION BY PASSWORD = 'p'", 102, "SYMMETRIC"),
        (
            "BACKUP CERTIFICATE c TO FILE = 'f' WITH FORMAT = 'PFX', PRIVATE KEY (ENCRYPTION BY PASSWORD = 'p')", 102,
            "FORMAT"
        ),
    ])
    func whatCameWith2022IsNoSyntaxBefore(_ text: String, _ number: Int32, _ near: String) throws {
        _ = try Batch(parsing: text)
        let error = try #require(throws: SyntaxError.self) {
            try Batch(parsing: text, options: ParsingOptions(majorVersion: 15))
        }
        #expect(error.number == number)
        #expect(error.message.contains("'\(near)'"))
    }

    @Test func namesOf128CharactersAreAccepted() throws {
        for name in [String(repeating: "a", count: 128), "[" + String(repeating: "é]]", count: 64) + "]"] {
            _ = try Batch(parsing: "USE \(name)")
        }
    }

    @Test func theFirstErrorIsReported() throws {
        let error = try #require(throws: SyntaxError.self) {
            _ = try Batch(parsing: "PRINT @a; DROP MASTER KEYS; PRINT 'x")
        }
        // An undeclared variable is noticed when the rest of the batch is sound.
        #expect(error.number == 102)
    }

    @Test func aDeclarationHoldsToTheEndOfTheBatchWhateverTheCase() throws {
        _ = try Batch(parsing: "IF 1 = 0 BEGIN DECLARE @A int END SELECT @a = @a + 1")
        _ = try Batch(parsing: "EXEC p @a = 1")
        _ = try Batch(parsing: "DECLARE @t TABLE (a int); INSERT @t VALUES (1)")
        _ = try Batch(parsing: "PRINT @p", options: ParsingOptions(parameters: ["@P"]))
    }

    // MARK: Secrets

    @Test(arguments: [
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD 'Hunter2'",
        "CREATE MASTER KEY ENCRYPTION BY 'Hunter2'",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = \"Hunter2\"",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = [Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'Hunter2' X",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = P-Hunter2",
        "CREATE CREDENTIAL c WITH IDENTITY = 'Hunter2', SECRET = Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'it'Hunter2'",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'it'-Hunter2'",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'it'@Hunter2'",
        // Whatever stands in the place of a string.
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 0xHunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'a' + Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = ‘Hunter2’",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = `Hunter2`",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD =\nHunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = $Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = My;Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = Master-Key-Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = correct SELECT Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'a' select Hunter2'",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = @Hunter2-x",
        // Without the equals sign, or with another one.
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD : Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'x' Hunter2",
        "CREATE CREDENTIAL c WITH IDENTITY = 'x', SECRET Hunter2",
        "CREATE CREDENTIAL c WITH IDENTITY = 'x' Hunter2",
        // Without the word, or with one that is mistyped.
        "CREATE MASTER KEY ENCRYPTION BY Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY Passw0rdHunter2",
        "CREATE MASTER KEY ENCRYPTON BY Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASWORD = Hunter2",
        "CREATE MASTER KEY ENCRYPTION BY PASSWROD = Hunter2",
        "CREATE MASTER KEY WITH PASSWORD = Hunter2",
        "OPEN SYMMETRIC KEY k DECRYPTION BY CERTIFICATE c WITH Hunter2",
        "DECLARE @password nvarchar(50) Hunter2",
        "OPEN MASTER KEY Hunter2",
        "DECLARE @pw int; IF @pw = Hunter2 PRINT 1 FROM",
        "PRINT ENCRYPTBYPASSPHRASE(Hunter2 Hunter2)",
        // Names in quotation marks that are none.
        "EXEC (\"CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Hunter2'\")",
        "USE \"Hunter2\" \"Hunter2\"",
        "SET @a = \"\(String(repeating: "Hunter2 ", count: 20))\"",
    ])
    func neitherTheMessageNorTheLineHasASecret(_ text: String) throws {
        let error = try #require(throws: SyntaxError.self) { _ = try Batch(parsing: text) }
        #expect(!error.message.contains("unter2"))
        #expect(error.excerpt(in: text)?.text.contains("unter2") == false)
        #expect(!"\(error)".contains("unter2"))
    }

    /// What helps whoever mistyped something is still shown.
    @Test(arguments: [
        ("CREATE MASTER KEY ENCRYPTION BY PASWORD = 'x'", "PASWORD", "CREATE MASTER KEY ENCRYPTION BY PASWORD = '…'"),
        (
            "CREATE SYMMETRIC KEY k WITH KEY_SOURCE = 'x', ALGORITHM = AES_257 ENCRYPTION BY CERTIFICATE c", "AES_257",
            "CREATE SYMMETRIC KEY k WITH KEY_SOURCE = '…', ALGORITHM = AES_257 ENCRYPTION BY CERTIFICATE c"
        ),
        (
            "OPEN SYMMETRIC KEY k DECRYPTION BY CERTIFICATE c WHERE", "WHERE",
            "OPEN SYMMETRIC KEY k DECRYPTION BY CERTIFICATE c WHERE"
        ),
        (
            "OPEN MASTER KEY DECRYPTION BY PASSWORD = 'x'; DROP MASTER KEYS", "KEYS",
            "OPEN MASTER KEY DECRYPTION BY PASSWORD = '…'; DROP MASTER KEYS"
        ),
        ("OPEN MASTER KEY DECRYPTION BY PASSWORD = 'x'\nDROP MASTER KEYS", "KEYS", "DROP MASTER KEYS"),
        ("SELECT * FROM sys.master_key_passwords p x", "x", "SELECT * FROM sys.master_key_passwords p x"),
        (
            "OPEN MASTER KEY DECRYPTION BY PASSWORD = 'x' DROP MASTER THING", "THING",
            "OPEN MASTER KEY DECRYPTION BY PASSWORD = '…' DROP MASTER THING"
        ),
        (
            "ALTER MASTER KEY REGENERATE WITH ENCRYPTION BY PASSWORD = @p", "@p",
            "ALTER MASTER KEY REGENERATE WITH ENCRYPTION BY PASSWORD = @p"
        ),
    ])
    func whatIsNoSecretIsShown(_ text: String, _ near: String, _ line: String) throws {
        let error = try #require(throws: SyntaxError.self) { _ = try Batch(parsing: text) }
        #expect(error.message.contains("'\(near)'"))
        #expect(error.excerpt(in: text)?.text == line)
    }

    @Test func theRestOfAStringWithAQuotationMarkIsNotNamedEvenWhereItIsAKeyword() throws {
        let text = "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'my'select'"
        let error = try #require(throws: SyntaxError.self) { _ = try Batch(parsing: text) }
        #expect(!error.message.contains("select"))
        #expect(error.excerpt(in: text)?.text.contains("select") == false)
    }

    @Test func aTreeDoesNotPrintOrReflectItsStrings() throws {
        let text = """
            OPEN MASTER KEY DECRYPTION BY PASSWORD = 'Hunter2';
            CREATE SYMMETRIC KEY k WITH KEY_SOURCE = 'Hunter2', ALGORITHM = AES_256 ENCRYPTION BY PASSWORD = N'Hunter2';
            EXEC sp_control_dbmasterkey_password @password = 'Hunter2';
            CREATE TABLE t (a int DEFAULT 'Hunter2');
            """
        let batch = try Batch(parsing: text)
        var dumped = ""
        dump(batch, to: &dumped)
        #expect(batch.statements.count == 4)
        for shown in ["\(batch)", String(reflecting: batch), dumped] {
            #expect(!shown.contains("Hunter2"))
        }
        #expect(batch.formatted().contains("Hunter2"))
    }

    @Test func anErrorPrintsAsToolsPrintIt() throws {
        let error = try #require(throws: SyntaxError.self) { try Batch(parsing: "PRINT 1\nDROP MASTER KEYS") }
        #expect(error.description == "Msg 102, Level 15, State 1, Line 2\nIncorrect syntax near 'KEYS'.")
    }
}
