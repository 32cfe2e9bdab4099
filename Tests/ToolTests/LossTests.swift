import Foundation
import Testing

/// What the tool says before something is lost, and that it is true when it is.
@Suite struct LossTests {
    let tool: Tool
    let instance = "--store s.db --machine-key m.key"

    init() throws {
        tool = try Tool()
        try tool.write("Dmk-Passw0rd-77", to: "dmk.pw")
        try tool.write("B4ckup-Passw0rd", to: "b.pw")
        for line in [
            "init", "database create Sales", "master-key create --database Sales --label vault --password-file dmk.pw",
            "sql -e \"CREATE CREDENTIAL mail WITH IDENTITY = 'm', SECRET = 's'\"",
        ] {
            let run = try tool("keyhierarchy \(line) \(instance)")
            try #require(run.status == 0, "\(line)\n\(run.output)\(run.errors)")
        }
    }

    private func backUp() throws {
        let run = try tool(
            "keyhierarchy backup service-master-key smk.pem --label safe --password-file b.pw \(instance)")
        try #require(run.status == 0, "\(run.errors)")
    }

    /// The commands of the steps, as they are printed.
    private func commands(losing what: String) throws -> [String] {
        let run = try tool("keyhierarchy what-if --lose \(what) --json \(instance)")
        try #require(run.status == 0, "\(run.errors)")
        let steps = try #require(try run.json["steps"] as? [[String: Any]])
        return steps.compactMap { $0["command"] as? String }
    }

    @Test func theStepsBringBackWhatALostMachineKeyCosts() throws {
        defer { tool.cleanUp() }
        try backUp()
        let commands = try commands(losing: "machine-key")
        #expect(commands.count == 1)
        try FileManager.default.removeItem(at: tool.directory.appending(path: "m.key"))
        for command in commands {
            let run = try tool("\(command) --password-file b.pw \(instance)")
            #expect(run.status == 0, "\(command)\n\(run.errors)")
        }
        let run = try tool("keyhierarchy rehearse --backup smk.pem --password-file b.pw --json \(instance)")
        #expect(run.status == 0, "\(run.output)")
        let read = try tool("keyhierarchy backup master-key Sales sales.pem --password-file b.pw \(instance)")
        #expect(read.status == 0, "\(read.errors)")
    }

    @Test func withoutABackupTheStepsSaveWhatAPasswordOpens() throws {
        defer { tool.cleanUp() }
        let commands = try commands(losing: "machine-key")
        try FileManager.default.removeItem(at: tool.directory.appending(path: "m.key"))
        for command in commands where !command.contains("NEW-FILE") {
            // What a person would type at the prompt.
            let answered = command.replacing("--open-password", with: "--open-password-file dmk.pw")
            let run = try tool("\(answered) \(instance)")
            #expect(run.status == 0, "\(command)\n\(run.errors)")
        }
        let run = try tool("keyhierarchy backup master-key Sales sales.pem --password-file b.pw \(instance)")
        #expect(run.status == 0, "\(run.errors)")
    }

    @Test func aLostStoreComesBackFromTheBackups() throws {
        defer { tool.cleanUp() }
        try backUp()
        let backup = try tool("keyhierarchy backup master-key Sales sales.pem --password-file b.pw \(instance)")
        try #require(backup.status == 0, "\(backup.errors)")
        let commands = try commands(losing: "store --lose machine-key")
        for name in ["s.db", "s.db-wal", "s.db-shm", "m.key"] where tool.exists(name) {
            try FileManager.default.removeItem(at: tool.directory.appending(path: name))
        }
        for command in commands {
            var answered = command.replacing("--open-password", with: "--open-password-file dmk.pw")
            if command.contains(" restore ") { answered += " --password-file b.pw" }
            if command.contains("restore master-key") { answered += " --new-password-file dmk.pw" }
            let run = try tool("\(answered) \(instance)")
            #expect(run.status == 0, "\(command)\n\(run.errors)")
        }
        let status = try tool("keyhierarchy status --json \(instance)").json
        #expect((status["databases"] as? [[String: Any]])?.contains { $0["name"] as? String == "Sales" } == true)
    }

    @Test func aRehearsalFailsWhereSomethingWouldNotComeBack() throws {
        defer { tool.cleanUp() }
        try backUp()
        try tool.write("wrong-Passw0rd", to: "wrong.pw")
        let before = try tool.read("s.db")
        for (line, status) in [
            ("--backup smk.pem --password-file b.pw", Int32(0)), ("--backup smk.pem --password-file wrong.pw", 1),
            ("--backup smk.pem --password-file wrong.pw --password-file b.pw", 0),
            ("--backup smk.pem --backup gone.pem --password-file b.pw", 1), ("--password-file b.pw", 64),
        ] {
            for source in [instance, ""] {
                let run = try tool("keyhierarchy rehearse \(line) \(source)")
                #expect(run.status == status, "\(line) \(source)\n\(run.output)\(run.errors)")
                #expect(!run.output.contains("Passw0rd") && !run.errors.contains("Passw0rd"))
            }
        }
        #expect(try tool.read("s.db") == before)
    }

    @Test func weaknessesAreToldAndMended() throws {
        defer { tool.cleanUp() }
        let weak = try tool("keyhierarchy what-if --json \(instance)").json
        let first = try #require((weak["weaknesses"] as? [[String: Any]])?.first)
        #expect(first["lose"] as? [String] == ["store"])
        // What is listed can be given back.
        for entry in try #require(weak["weaknesses"] as? [[String: Any]]) {
            let lose = try #require(entry["lose"] as? [String]).map { "--lose '\($0)'" }.joined(separator: " ")
            let run = try tool("keyhierarchy what-if \(lose) --json \(instance)")
            #expect(run.status == 0, "\(run.errors)")
            #expect(try run.json["losesNothing"] as? Bool == false)
        }
        try backUp()
        let mended = try tool("keyhierarchy what-if --lose machine-key --json \(instance)").json
        #expect(mended["losesNothing"] as? Bool == true)
        let unknown = try tool("keyhierarchy what-if --lose nonsense \(instance)")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("machine-key"))
    }

    /// Each loss has steps of its own, and each weakness remedies: a server could read all of their statements.
    @Test func theStatementsOfStepsAndRemediesAreTransactSQL() throws {
        defer { tool.cleanUp() }
        try backUp()
        let setUp = try tool(
            """
            keyhierarchy sql \(instance) -e "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Walnut 5 Harbour!'; \
            CREATE CERTIFICATE [it's mine] WITH SUBJECT = 'c'; CREATE DATABASE [O'Hara]]s];" &&
            keyhierarchy sql \(instance) -e "USE Sales; CREATE DATABASE ENCRYPTION KEY WITH ALGORITHM = AES_256 \
            ENCRYPTION BY SERVER CERTIFICATE [it's mine]; ALTER DATABASE Sales SET ENCRYPTION ON; \
            CREATE SYMMETRIC KEY [a]]b] WITH ALGORITHM = AES_256 ENCRYPTION BY PASSWORD = 'Walnut 5 Harbour!';" &&
            keyhierarchy master-key create --database "O'Hara]s" --password-file dmk.pw \(instance) &&
            keyhierarchy backup master-key "O'Hara]s" "o'hara.pem" --password-file b.pw \(instance)
            """)
        try #require(setUp.status == 0, "\(setUp.output)\(setUp.errors)")
        var statements: [String] = []
        let weak = try tool("keyhierarchy what-if --json \(instance)").json
        for entry in try #require(weak["weaknesses"] as? [[String: Any]]) {
            for remedy in try #require(entry["remedies"] as? [[String: Any]]) {
                if let text = remedy["transactSQL"] as? String { statements.append(text) }
            }
        }
        for what in ["machine-key", "store", "database:master", "password:safe --lose machine-key", "password:vault"] {
            let report = try tool("keyhierarchy what-if --lose \(what) --json \(instance)").json
            for step in try #require(report["steps"] as? [[String: Any]]) {
                if let text = step["transactSQL"] as? String { statements.append(text) }
            }
        }
        #expect(statements.count > 8)
        try tool.write(statements.joined(separator: "\nGO\n"), to: "all.sql")
        let run = try tool("keyhierarchy sql --parse-only -f all.sql")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }
}
