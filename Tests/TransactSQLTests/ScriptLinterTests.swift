import Testing
import TransactSQL

@Suite struct ScriptLinterTests {
    static let scripts: [(script: String, findings: [String])] = [
        ("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt'", ["1:masterKeyNotBackedUp"]),
        (
            "USE Sales\nGO\nCREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt'\nGO\n"
                + "BACKUP MASTER KEY TO FILE = 'x' ENCRYPTION BY PASSWORD = 'Quartz 9 Meadow'",
            []
        ),
        (
            "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Fjord 7 Basalt'\nUSE Sales\n"
                + "BACKUP MASTER KEY TO FILE = 'x' ENCRYPTION BY PASSWORD = 'Quartz 9 Meadow'",
            ["1:masterKeyNotBackedUp"]
        ),
        ("ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY", ["1:noPasswordLeft"]),
        (
            "OPEN MASTER KEY DECRYPTION BY PASSWORD = 'x'\nALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY", []
        ),
        ("IF 1 = 1\nBEGIN\nALTER SERVICE MASTER KEY FORCE REGENERATE\nEND", ["3:force", "3:masterKeyNotBackedUp"]),
        (
            "BACKUP SERVICE MASTER KEY TO FILE = 'x' ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4'",
            ["1:publishedPassword"]
        ),
        ("SELECT FROM\nGO\nSELECT 1", []),
        ("CREATE SYMMETRIC KEY k WITH ALGORITHM = AES_256 ENCRYPTION BY PASSWORD = #", ["1:publishedPassword"]),
        (
            "CREATE SYMMETRIC KEY k WITH ALGORITHM = AES_256, KEY_SOURCE = # ENCRYPTION BY CERTIFICATE c",
            ["1:publishedPassword"]
        ),
        ("ALTER SYMMETRIC KEY k ADD ENCRYPTION BY PASSWORD = #", ["1:publishedPassword"]),
        ("CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = # WITH SUBJECT = 'x'", ["1:publishedPassword"]),
        (
            "CREATE CERTIFICATE c FROM FILE = 'c' WITH PRIVATE KEY (FILE = 'k', ENCRYPTION BY PASSWORD = #)",
            ["1:publishedPassword"]
        ),
        (
            "BACKUP CERTIFICATE c TO FILE = 'c' WITH PRIVATE KEY (FILE = 'k', ENCRYPTION BY PASSWORD = #)",
            ["1:publishedPassword"]
        ),
        (
            "ALTER CERTIFICATE c WITH PRIVATE KEY (DECRYPTION BY PASSWORD = #, ENCRYPTION BY PASSWORD = 'Quartz 9 Meadow')",
            []
        ),
        ("CREATE ASYMMETRIC KEY k WITH ALGORITHM = RSA_2048 ENCRYPTION BY PASSWORD = #", ["1:publishedPassword"]),
        ("EXEC sp_control_dbmasterkey_password N'd', #, N'add'", ["1:publishedPassword"]),
        ("EXEC master.sys.sp_control_dbmasterkey_password @password = #, @action = N'add'", ["1:publishedPassword"]),
        (
            "BACKUP SERVICE MASTER KEY TO FILE = 'x' ENCRYPTION BY PASSWORD = 'Quartz 9 Meadow'\n"
                + "ALTER SERVICE MASTER KEY REGENERATE",
            ["2:masterKeyNotBackedUp"]
        ),
        (
            "ALTER SERVICE MASTER KEY REGENERATE\n"
                + "BACKUP SERVICE MASTER KEY TO FILE = 'x' ENCRYPTION BY PASSWORD = 'Quartz 9 Meadow'",
            []
        ),
    ]

    @Test(arguments: scripts)
    func finds(_ script: String, _ findings: [String]) {
        let script = script.replacing("#", with: "'3dH85Hhk003GHk2597gheij4'")
        let found = ScriptLinter().findings(in: script)
        #expect(found.map { "\($0.fileLine):\($0.rule)" } == findings)
        #expect(found.allSatisfy { !$0.description.contains("3dH85Hhk003GHk2597gheij4") })
    }

    @Test(arguments: [(UInt16(0o600), 0), (0o640, 1), (0o604, 1)])
    func aScriptWithPasswordsIsForItsOwner(_ mode: UInt16, _ count: Int) {
        let script = "PRINT 'a'\nOPEN MASTER KEY DECRYPTION BY PASSWORD = 'Fjord 7 Basalt'"
        let found = ScriptLinter().findings(in: script, fileMode: mode)
        #expect(found.map(\.rule) == Array(repeating: .readableByOthers, count: count))
        #expect(found.allSatisfy { $0.fileLine == 2 })
        #expect(ScriptLinter().findings(in: "PRINT 'a'", fileMode: 0o666).isEmpty)
    }
}
