import Foundation
import Testing

/// `keyhierarchy sql` from outside: scripts, what is printed, what is left, and the exit status.
@Suite struct SQLCommandTests {
    let tool: Tool
    let instance = "--store s.db --machine-key m.key"

    init() throws {
        tool = try Tool()
        try FileManager.default.createDirectory(
            at: tool.directory.appending(path: "disks"), withIntermediateDirectories: false)
    }

    /// SQL Server's documentation has this script.
    static let documented = """
        -- Creates a backup of the service master key.
        USE master;
        GO
        BACKUP SERVICE MASTER KEY TO FILE = 'c:\\temp_backups\\keys\\service_master_ key'
            ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
        GO

        """

    @Test func theDocumentedScriptWritesABackupThatOpens() throws {
        defer { tool.cleanUp() }
        try tool.write(Self.documented, to: "backup.sql")
        #expect(try tool("keyhierarchy init \(instance)").status == 0)
        let run = try tool("keyhierarchy sql -f backup.sql --file-root disks \(instance)")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output == "Changed database context to 'master'.\n")
        let file = "disks/c/temp_backups/keys/service_master_ key"
        try tool.write("3dH85Hhk003GHk2597gheij4", to: "b.pw")
        let verified = try tool("keyhierarchy verify '\(file)' --password-file b.pw --json \(instance)")
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(try verified.json["current"] as? Bool == true)

        // Nothing is written over.
        let again = try tool("keyhierarchy sql -f backup.sql --file-root disks \(instance)")
        #expect(again.status == 1)
        #expect(again.output.contains("Msg 15240, Level 16, State 1, Line 1\n"))
    }

    @Test func aScriptMayBeSavedAsUTF16AndTheRootIsCreated() throws {
        defer { tool.cleanUp() }
        let script = try #require(Self.documented.replacing("\n", with: "\r\n").data(using: .utf16LittleEndian))
        try (Data([0xFF, 0xFE]) + script).write(to: tool.directory.appending(path: "backup.sql"))
        let run = try tool("keyhierarchy sql --in-memory -f backup.sql --file-root new")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(try tool("keyhierarchy inspect 'new/c/temp_backups/keys/service_master_ key'").status == 0)
        let unread = try tool("keyhierarchy sql --in-memory -f backup.sql")
        #expect(unread.status == 1)
        #expect(unread.output.contains("Line 4: 'c:\\temp_backups\\keys\\service_master_ key' is a path of Windows."))
    }

    @Test func whatAScriptDoesStays() throws {
        defer { tool.cleanUp() }
        #expect(try tool("keyhierarchy init \(instance)").status == 0)
        try tool.write(
            """
            CREATE DATABASE Sales
            GO
            USE Sales
            CREATE MASTER KEY ENCRYPTION BY PASSWORD = '8-Tall-Giraffes'
            """, to: "create.sql")
        #expect(try tool("keyhierarchy sql \(instance) < create.sql").status == 0)
        let run = try tool(
            "keyhierarchy sql \(instance) --format csv -e 'SELECT name, is_master_key_encrypted_by_server FROM sys.databases "
                + "WHERE database_id > 4'")
        #expect(run.output == "name,is_master_key_encrypted_by_server\r\nSales,1\r\n")
        #expect(
            try tool("keyhierarchy database list \(instance)").output.contains("Sales  master key: opens by itself"))
    }

    @Test func errorsStandWhereSQLServersToolsPutThem() throws {
        defer { tool.cleanUp() }
        let script = "-e \"PRINT 'one'\nDROP MASTER KEY\nPRINT 'two'\nGO\nPRINT 'three'\""
        let table = try tool("keyhierarchy sql --in-memory \(script)")
        #expect(table.status == 1)
        #expect(table.errors.isEmpty)
        #expect(
            table.output == """
                one
                Msg 15151, Level 16, State 1, Line 2
                Cannot find the symmetric key 'master key', because it does not exist or you do not have permission.
                two
                three

                """)
        let csv = try tool("keyhierarchy sql --in-memory --format csv \(script)")
        #expect(csv.status == 1 && csv.output.isEmpty)
        #expect(csv.errors == table.output)
        let stopped = try tool("keyhierarchy sql --in-memory -b \(script)")
        #expect(stopped.status == 1 && stopped.output.contains("two") && !stopped.output.contains("three"))
        let caught = try tool(
            "keyhierarchy sql --in-memory -e 'BEGIN TRY DROP MASTER KEY END TRY BEGIN CATCH PRINT ERROR_NUMBER() END CATCH'"
        )
        #expect(caught.status == 0 && caught.output == "15151\n")
    }

    @Test func jsonCountsLinesInTheBatchAndInTheFile() throws {
        defer { tool.cleanUp() }
        try tool.write(
            "\nPRINT 1\nGO\n\nSELECT 1 AS n\nDROP MASTER KEY\nGO\nPRINT 2\nGO;\n", to: "script.sql")
        let run = try tool("keyhierarchy sql --in-memory --format json -f script.sql")
        #expect(run.status == 1)
        let object = try run.json
        let batches = try #require(object["batches"] as? [[String: Any]])
        #expect(batches.map { $0["line"] as? Int } == [1, 4, 8])
        let results = try #require(batches[1]["results"] as? [[String: Any]])
        #expect(results.count == 1 && results[0]["columns"] as? [String] == ["n"])
        let message = try #require((batches[1]["messages"] as? [[String: Any]])?.first)
        #expect(message["number"] as? Int == 15151 && message["line"] as? Int == 3 && message["fileLine"] as? Int == 6)
        #expect((object["failure"] as? [String: Any])?["fileLine"] as? Int == 9)
    }

    @Test func aSyntaxErrorIsPointedAtAndNoLiteralIsPrinted() throws {
        defer { tool.cleanUp() }
        try tool.write(
            "PRINT 1\nGO\nCREATE MASTER KEY\n\tENCRYPTION BY PASWORD = N'Geheim-1234' -- Geheim-1234\n",
            to: "script.sql")
        for options in ["-f script.sql", "< script.sql", "--parse-only -f script.sql", "--check -f script.sql"] {
            let run = try tool("keyhierarchy sql --in-memory \(options)")
            #expect(run.status == 1)
            #expect(run.output.contains("near 'PASWORD'"), "\(run.output)")
            #expect(
                run.output.contains("\n        ENCRYPTION BY PASWORD = N'…'\n                      ^\n"),
                "\(run.output)")
            #expect(!(run.output + run.errors).contains("Geheim"))
        }
    }

    @Test func aCheckListsWhatIsWrongAndChangesNothing() throws {
        defer { tool.cleanUp() }
        #expect(try tool("keyhierarchy init \(instance)").status == 0)
        let before = try tool("keyhierarchy status --json \(instance)").output
        try tool.write(
            """
            CREATE DATABASE Sales
            GO
            USE Sales
            CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'simple'
            BACKUP MASTER KEY TO FILE = 'c:\\k' ENCRYPTION BY PASSWORD = '9-Small-Otters-Swim'
            GO
            CREATE TABLE t (x int)
            BACKUP SERVICE MASTER KEY TO FILE = 'c:\\s' ENCRYPTION BY PASSWORD = '9-Small-Otters-Swim'

            """, to: "script.sql")
        let store = try tool.read("s.db")
        let run = try tool("keyhierarchy sql --check -f script.sql --file-root disks \(instance)")
        #expect(run.status == 1)
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 3, "\(run.output)")
        for (line, beginning) in zip(
            lines,
            ["script.sql:4: Msg 33062,", "script.sql:5: Msg 15151,", "script.sql:7: CREATE TABLE is not modelled"])
        {
            #expect(line.hasPrefix(beginning), "\(line)")
        }
        #expect(try tool("keyhierarchy status --json \(instance)").output == before)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: tool.directory.appending(path: "disks").path).isEmpty)

        let good = try tool("keyhierarchy sql --check \(instance) -e 'CREATE DATABASE Sales'")
        #expect(good.status == 0 && good.output == "No problems in 1 batch.\n")
        #expect(try tool("keyhierarchy status --json \(instance)").output == before)
        let lenient = try tool("keyhierarchy sql --check --lenient \(instance) -e 'CREATE TABLE t (x int)'")
        #expect(lenient.status == 0 && lenient.output.contains("<text>:1: CREATE TABLE is not modelled"))
        // The file of the store has the same bytes as before.
        #expect(try tool.read("s.db") == store)
    }

    @Test func theLinterListsWhatSomebodyMayRegret() throws {
        defer { tool.cleanUp() }
        try tool.write(Self.documented, to: "backup.sql")
        let published = try tool("keyhierarchy sql --lint -f backup.sql")
        #expect(published.status == 1)
        #expect(published.output.hasPrefix("backup.sql:4: publishedPassword: "), "\(published.output)")
        #expect(!published.output.contains("3dH85"))
        let readable = try tool("chmod 644 backup.sql && keyhierarchy sql --lint -f backup.sql")
        #expect(readable.output.contains(": readableByOthers: "))
        let bad = try tool("keyhierarchy sql --lint -e 'SELECT FROM'")
        #expect(bad.status == 1 && bad.output.hasPrefix("<text>:1: Msg 156, "), "\(bad.output)")
        let good = try tool("echo \"SELECT 1\" | keyhierarchy sql --lint")
        #expect(good.status == 0 && good.output == "No problems in 1 batch.\n", "\(good.output)")
    }

    @Test func whatIsNotModelledStopsTheScriptUnlessItMayBeLeftOut() throws {
        defer { tool.cleanUp() }
        let script = "-e \"CREATE TABLE t (x int)\nPRINT 'after'\""
        let strict = try tool("keyhierarchy sql --in-memory \(script)")
        #expect(strict.status == 1 && !strict.output.contains("after"))
        let lenient = try tool("keyhierarchy sql --in-memory --lenient \(script)")
        #expect(lenient.status == 0 && lenient.output.hasSuffix("after\n"))
        #expect(lenient.output.hasPrefix("Line 1: CREATE TABLE is not modelled"))
    }

    @Test func variablesAreThoseOfSqlcmd() throws {
        defer { tool.cleanUp() }
        try tool.write("PRINT '$(Name)'\nGO\n:setvar name set\nPRINT '$(NAME) $(other)'\n", to: "script.sql")
        let run = try tool("NAME=environment other=env keyhierarchy sql --in-memory -v nAme='a b' -f script.sql")
        #expect(run.output == "a b\nset env\n")
        let undefined = try tool("keyhierarchy sql --in-memory -e \"PRINT 1\nGO\nPRINT '\\$(nobody)'\"")
        #expect(undefined.status == 1)
        #expect(undefined.output == "1\nLine 3: '…' scripting variable not defined.\n")
        let plain = try tool("keyhierarchy sql --in-memory --no-sqlcmd -e \"PRINT '\\$(nobody)'\"")
        #expect(plain.status == 0 && plain.output == "$(nobody)\n")
    }

    @Test func aPathOfWindowsNeedsADirectoryToStandFor() throws {
        defer { tool.cleanUp() }
        try tool.write(Self.documented, to: "backup.sql")
        let run = try tool("keyhierarchy sql --in-memory -f backup.sql")
        #expect(run.status == 1)
        #expect(run.output.contains("--file-root"))
        let native = try tool(
            "keyhierarchy sql --in-memory -e \"BACKUP SERVICE MASTER KEY TO FILE = '$PWD/k' ENCRYPTION BY PASSWORD = 'Aa345678'\""
        )
        #expect(native.status == 0, "\(native.output)")
        #expect(tool.exists("k"))
    }

    @Test func databasesCanBeAssumed() throws {
        defer { tool.cleanUp() }
        let script = "-e 'USE Sales; SELECT DB_NAME() AS name' --format csv"
        #expect(try tool("keyhierarchy sql --in-memory \(script)").output == "name\r\nmaster\r\n")
        #expect(try tool("keyhierarchy sql --in-memory --assume-databases \(script)").output == "name\r\nSales\r\n")
    }

    @Test func theVersionDecidesTheGrammar() throws {
        defer { tool.cleanUp() }
        let query = "-e 'SELECT compatibility_level FROM sys.databases WHERE database_id = 1' --format csv"
        for (version, level) in [("2016", 130), ("2019", 150), ("2025", 170)] {
            let run = try tool("keyhierarchy sql --in-memory --sql-server \(version) \(query)")
            #expect(run.output == "compatibility_level\r\n\(level)\r\n", "\(run.output)")
        }
    }

    /// A script is read while it runs: what it has said so far is out, and no more of it is kept than a batch.
    @Test func aScriptRunsWhileItIsRead() throws {
        defer { tool.cleanUp() }
        let run = try tool(
            """
            { printf "PRINT 'first'\\nGO\\n"
              for i in $(seq 1000); do grep -q first out && printf "PRINT 'second'\\nGO\\n" && break; sleep 0.1; done
            } | keyhierarchy sql --in-memory > out && cat out
            """)
        #expect(run.output == "first\nsecond\n")
    }

    @Test func aScriptThatIsNotUTF8IsRefused() throws {
        defer { tool.cleanUp() }
        let run = try tool("printf 'PRINT 1\\nGO\\nPRINT '\"'\\\\344'\"'\\n' | keyhierarchy sql --in-memory")
        #expect(run.status == 1)
        #expect(run.output == "1\nLine 3: The batch that begins here is neither UTF-8 nor UTF-16.\n")
    }

    @Test func aFailureOfTheStoreIsSaidWithTheLineOfItsStatement() throws {
        defer { tool.cleanUp() }
        try tool.write("5-Old-Tortoises-Run", to: "a.pw")
        for line in ["init", "database create Sales", "master-key create --database Sales --password-file a.pw"] {
            #expect(try tool("keyhierarchy \(line) \(instance)").status == 0)
        }
        // A protector that no version of the library has.
        let change = "UPDATE key_encryptions SET protector = 99 WHERE database_id = 5"
        #expect(try tool("sqlite3 -cmd '.timeout 60000' s.db '\(change)'").status == 0)
        try tool.write("PRINT 'a'\nGO\n\nUSE Sales\nDROP MASTER KEY\n", to: "script.sql")
        let table = try tool("keyhierarchy sql -f script.sql \(instance)")
        #expect(table.status == 1 && table.output.contains("\nLine 5: The key store "), "\(table.output)")
        let json = try tool("keyhierarchy sql --format json -f script.sql \(instance)").json
        #expect((json["failure"] as? [String: Any])?["fileLine"] as? Int == 5)
    }

    @Test func theHelpNamesVersionsByTheirYears() throws {
        defer { tool.cleanUp() }
        let words = try tool("keyhierarchy sql --help").output.split(whereSeparator: \.isWhitespace)
        #expect(words.joined(separator: " ").contains("(values: 2016, 2017, 2019, 2022, 2025; default: 2022)"))
    }

    @Test(arguments: [
        "-f a -e b", "--store s.db --in-memory", "--check --parse-only", "--lint --format json", "--strict --lenient",
        "-v x", "-v =x",
        "--no-sqlcmd -v x=1", "--sql-server 2014", "--format xml",
    ]) func wrongUsageExitsWith64(options: String) throws {
        defer { tool.cleanUp() }
        #expect(try tool("keyhierarchy sql \(options)").status == 64)
    }

    @Test func aScriptThatIsNotThereAndAnInstanceThatIsNotThereAreSaid() throws {
        defer { tool.cleanUp() }
        let script = try tool("keyhierarchy sql --in-memory -f nothing.sql")
        #expect(script.status == 1 && script.errors.hasPrefix("The script nothing.sql cannot be read: "))
        let store = try tool("keyhierarchy sql --store nothing.db -e 'PRINT 1'")
        #expect(store.status == 1 && store.errors.hasPrefix("There is no instance at nothing.db."))
    }
}
