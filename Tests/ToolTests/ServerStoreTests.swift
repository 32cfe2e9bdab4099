#if PostgreSQL && SQLite
import Foundation
import PostgreSQLServer
import Testing

/// The tool on a store in a PostgreSQL database.
@Suite(
    .serialized,
    .enabled(if: PostgreSQLInstallation.isPresent, "PostgreSQL is not installed; `make setup` does it."))
final class ServerStoreTests {
    private let tool: Tool
    private let server: PostgreSQLServer
    /// A database of this test's own.
    private let database = PostgreSQLServer.newSchema()

    init() throws {
        tool = try Tool()
        server = try PostgreSQLServer.shared.get()
        try server.psql("CREATE DATABASE \(database)")
        try tool.write("5-Old-Tortoises-Run", to: "a.pw")
    }

    deinit {
        tool.cleanUp()
    }

    private func store(password: String = "") -> String {
        "'postgresql://app\(password)@/\(database)?host=\(server.directory)&port=\(server.port)'"
    }

    private func run(_ line: String, status: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation) throws
        -> Tool.Run
    {
        let run = try tool("KEYHIERARCHY_MACHINE_KEY=m.key \(line)")
        #expect(run.status == status, "\(line)\n\(run.errors)", sourceLocation: sourceLocation)
        return run
    }

    @Test func anInstanceMovesToTheServerAndBack() throws {
        _ = try run("keyhierarchy init --store s.db")
        _ = try run("keyhierarchy database create Sales --store s.db")
        _ = try run("keyhierarchy master-key create --database Sales --password-file a.pw --store s.db")
        let before = try tool.read("s.db")
        #expect(try run("keyhierarchy store copy --from s.db --to \(store()) --dry-run").output.contains("Would copy"))
        _ = try run("keyhierarchy status --store \(store())", status: 1)
        _ = try run("keyhierarchy store copy --from s.db --to \(store())")
        #expect(try tool.read("s.db") == before)
        #expect(try run("keyhierarchy store copy --from s.db --to \(store())").output.contains("of which 0"))

        // It goes on there, and comes back with what has changed.
        _ = try run("keyhierarchy backup service-master-key smk.pem --password-file a.pw --store \(store())")
        let rehearsed = try run(
            "keyhierarchy rehearse --backup smk.pem --password-file a.pw --store \(store()) --json")
        #expect(try rehearsed.json["succeeds"] as? Bool == true)
        _ = try run("keyhierarchy store copy --from \(store()) --to t.db")
        #expect(try run("keyhierarchy backup list --store t.db").output.contains("smk.pem"))
        _ = try run("keyhierarchy store copy --from \(store()) --to s.db", status: 1)
        _ = try run("keyhierarchy store copy --from \(store()) --to \(store())", status: 64)
    }

    @Test func aCopyThatBreaksOffSaysWhatIsThereAndGoesOn() throws {
        _ = try run("keyhierarchy init --store s.db")
        let proxy = try DroppingProxy(before: server)
        let host = proxy.connection().split(separator: " ")[0]
        let copy =
            "keyhierarchy store copy --from s.db --to 'postgresql://app@/\(database)?\(host)&port=\(server.port)'"
        // The tables are committed, and the mark of a copy; the rows are not.
        proxy.setFates(.pass, .pass, .dropRequest)
        let broken = try run(copy, status: 1).errors
        #expect(proxy.droppedCount == 1)
        #expect(broken.contains("The source is unchanged; the destination has an unfinished copy"), "\(broken)")
        #expect(broken.contains("give the same command again") && !broken.contains("Nothing was changed"))
        #expect(try run("keyhierarchy status --store \(store())", status: 1).errors.contains("not complete"))
        #expect(try run("\(copy) --json").json["resumed"] as? Bool == true)
        #expect(try run("keyhierarchy status --store \(store())").output.contains("opens by itself"))
    }

    @Test func anInstanceBeginsOnTheServer() throws {
        _ = try run("keyhierarchy init --store \(store())")
        _ = try run("keyhierarchy init --store \(store())", status: 1)
        _ = try run("keyhierarchy database create Sales --store \(store())")
        #expect(try run("keyhierarchy status --store \(store())").output.contains("Sales"))
        #expect(!tool.exists("postgresql:"))
    }

    @Test func aRoleThatMayNotUseTheSchemaIsToldSo() throws {
        _ = try run("keyhierarchy init --store \(store())")
        try server.psql("CREATE ROLE \(database)_looker LOGIN")
        let looker = store().replacing("postgresql://app@", with: "postgresql://\(database)_looker@")
        let refused = try run("keyhierarchy status --store \(looker)", status: 1)
        #expect(refused.errors.contains("USAGE"), "\(refused.errors)")
        let name = "'host=\(server.directory) port=\(server.port) dbname=\(database)'"
        #expect(try run("keyhierarchy init --store \(name)", status: 1).errors.contains("postgresql://USER@HOST"))
    }

    @Test func aBackupIsVerifiedThoughTheServerIsAway() throws {
        _ = try run("keyhierarchy init --store s.db")
        _ = try run("keyhierarchy backup service-master-key smk.pem --password-file a.pw --store s.db")
        let away = "KEYHIERARCHY_STORE=postgresql://app@localhost:1/none"
        let verified = try run("\(away) keyhierarchy verify smk.pem --password-file a.pw")
        #expect(verified.errors.contains("not compared with the instance"), "\(verified.errors)")
        let named = "--store postgresql://app@localhost:1/none"
        _ = try run("keyhierarchy verify smk.pem --password-file a.pw \(named)", status: 1)
    }

    /// The machine key is the only one of an instance that may be there.
    @Test func aMachineKeyIsKeptWhenNobodyKnowsWhetherItsInstanceIsThere() throws {
        let proxy = try DroppingProxy(before: server)
        let host = proxy.connection().split(separator: " ")[0]
        let proxied = "'postgresql://app@/\(database)?\(host)&port=\(server.port)'"
        // The tables are committed; and then nobody answers.
        proxy.setFates(.dropAnswerAndStayAway)
        let unknown = try run("keyhierarchy init --store \(proxied)", status: 1)
        #expect(unknown.errors.contains("was kept"))
        let key = try tool.read("m.key")
        // It can be repeated.
        _ = try run("keyhierarchy init --store \(store())")
        #expect(try tool.read("m.key") == key)
        _ = try run("keyhierarchy database create Sales --store \(store())")
        // What certainly failed leaves no key behind.
        let failing = "'\(proxied.dropFirst().dropLast())&connect_timeout=x'"
        _ = try run("rm m.key; keyhierarchy init --store \(failing)", status: 1)
        #expect(!tool.exists("m.key"))
    }

    @Test func aDatabaseHoldsAStoreInEachSchema() throws {
        let other = "'\(store().dropFirst().dropLast())&schema=other_keys'"
        _ = try run("keyhierarchy init --store \(store())")
        _ = try run("keyhierarchy init --store \(other)")
        _ = try run("keyhierarchy init --store \(other)", status: 1)
        _ = try run("keyhierarchy database create Sales --store \(other)")
        #expect(try run("keyhierarchy status --store \(other)").output.contains("Sales"))
        #expect(try !run("keyhierarchy status --store \(store())").output.contains("Sales"))
        let misnamed = other.replacing("other_keys", with: "Other")
        #expect(try run("keyhierarchy status --store \(misnamed)", status: 1).errors.contains("cannot have that name"))
    }

    @Test func aScriptThatLosesItsServerSaysAtWhichLineAndHowToAsk() throws {
        _ = try run("keyhierarchy init --store \(store())")
        // The first start notes that the machine key works: a commit that is not meant here.
        _ = try run("keyhierarchy database create Stock --store \(store())")
        try tool.write("PRINT 'a'\nGO\nCREATE DATABASE Sales\n", to: "create.sql")
        let proxy = try DroppingProxy(before: server)
        let host = proxy.connection().split(separator: " ")[0]
        proxy.setFates(.dropAnswerAndStayAway)
        let lost = try run(
            "keyhierarchy sql -f create.sql --store 'postgresql://app@/\(database)?\(host)&port=\(server.port)'",
            status: 1)
        #expect(lost.output.contains("a\nLine 3: The connection to the key store"), "\(lost.output)")
        // The query can be copied as it stands.
        let query = try #require(lost.output.split(separator: "\n").last)
        #expect(try server.psql(String(query), database: database) == "1")
    }

    /// As the documentation says it.
    @Test func aDumpOfTheSchemaIsTheWholeStore() throws {
        _ = try run("keyhierarchy init --store \(store())")
        _ = try run("keyhierarchy database create Sales --store \(store())")
        let restored = PostgreSQLServer.newSchema()
        try server.psql("CREATE DATABASE \(restored)")
        try server.restore(try server.dump(schema: "key_hierarchy", of: database), into: restored)
        let there = store().replacing(database, with: restored)
        let status = try run("keyhierarchy status --store \(there)")
        #expect(status.output.contains("Sales") && status.output.contains("opens by itself"), "\(status.output)")
        _ = try run("keyhierarchy database create Stock --store \(there)")
    }

    @Test func aPasswordInTheURIIsRefusedAndNotShown() throws {
        let refused = try run("keyhierarchy status --store \(store(password: ":Fjord7Basalt"))", status: 1)
        #expect(refused.errors.contains("has a password in it") && !refused.errors.contains("Fjord7Basalt"))
        #expect(!refused.output.contains("Fjord7Basalt"))
        let away = try run("keyhierarchy status --store 'postgresql://app@/x?host=/nowhere'", status: 1)
        #expect(away.errors.contains("There is no connection to the key store"))
    }
}
#endif
