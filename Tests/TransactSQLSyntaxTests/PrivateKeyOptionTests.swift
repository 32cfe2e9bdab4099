import Testing
import TransactSQLSyntax

/// What must stand in the parentheses of `PRIVATE KEY (…)`, and what must not.
@Suite struct PrivateKeyOptionTests {
    private static let create = "CREATE CERTIFICATE c FROM FILE = 'f' WITH "
    private static let backUp = "BACKUP CERTIFICATE c TO FILE = 'f' WITH "
    private static let decryption = "DECRYPTION BY PASSWORD = 'p'"
    private static let encryption = "ENCRYPTION BY PASSWORD = 'q'"

    static let refused: [(text: String, near: String)] = [
        // The key must come from somewhere, and go somewhere.
        (create + "PRIVATE KEY (\(decryption), \(encryption))", ")"),
        ("CREATE CERTIFICATE c FROM BINARY = 0x30 WITH PRIVATE KEY (\(decryption))", ")"),
        ("CREATE CERTIFICATE c FROM EXECUTABLE FILE = 'f' WITH PRIVATE KEY (\(decryption))", ")"),
        (backUp + "PRIVATE KEY (\(encryption))", ")"),
        (backUp + "PRIVATE KEY (BINARY = 0x30, \(encryption))", "BINARY"),
        // A backup has a password.
        (backUp + "PRIVATE KEY (FILE = 'k')", ")"),
        (backUp + "PRIVATE KEY (FILE = 'k', \(decryption))", ")"),
        (backUp + "FORMAT = 'PFX', PRIVATE KEY (\(decryption))", ")"),
        // Only a PFX is written with an algorithm.
        (backUp + "PRIVATE KEY (FILE = 'k', \(encryption), ALGORITHM = 'AES_256')", "ALGORITHM"),
        (create + "PRIVATE KEY (FILE = 'k', ALGORITHM = 'AES_256')", "ALGORITHM"),
        ("ALTER CERTIFICATE c WITH PRIVATE KEY (ALGORITHM = 'AES_256')", "ALGORITHM"),
    ]

    @Test(arguments: refused)
    func areRefused(_ text: String, _ near: String) throws {
        let error = try #require(throws: SyntaxError.self) { try Batch(parsing: text) }
        #expect(error.number == 102)
        #expect(error.message.contains("'\(near)'"))
    }

    static let taken = [
        create + "PRIVATE KEY (\(decryption), FILE = 'k')", create + "FORMAT = 'PFX', PRIVATE KEY (\(decryption))",
        backUp + "PRIVATE KEY (\(encryption), FILE = 'k')", backUp + "FORMAT = 'PFX', PRIVATE KEY (\(encryption))",
        // What protects a key is changed where the key is.
        "ALTER CERTIFICATE c WITH PRIVATE KEY (\(decryption))",
    ]

    @Test(arguments: taken)
    func areTaken(_ text: String) throws {
        #expect(try Batch(parsing: text).statements.count == 1)
    }
}
