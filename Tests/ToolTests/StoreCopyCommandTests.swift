#if SQLite
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore
import Testing

@Suite("Copying a store with the tool")
final class StoreCopyCommandTests {
    private let tool: Tool

    init() throws {
        tool = try Tool()
    }

    deinit {
        tool.cleanUp()
    }

    private func run(_ line: String, status: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation) throws
        -> Tool.Run
    {
        let run = try tool(line)
        #expect(run.status == status, "\(run.errors)", sourceLocation: sourceLocation)
        return run
    }

    @Test func makesAnInstanceThatOpensWithTheSameKey() throws {
        _ = try run("keyhierarchy init --store old.db --machine-key m.key")
        _ = try run("keyhierarchy database create Sales --store old.db --machine-key m.key")
        let before = try tool.read("old.db")
        let plan = try run("keyhierarchy store copy --from old.db --to new.db --dry-run --json").json
        #expect(plan["databases"] as? Int == 5 && plan["databasesWritten"] as? Int == 5)
        #expect(!tool.exists("new.db"))
        let copy = try run("keyhierarchy store copy --from old.db --to new.db --json").json
        #expect(copy["databasesWritten"] as? Int == 5 && copy["resumed"] as? Bool == false)
        #expect(try tool.read("old.db") == before)
        #expect(try run("keyhierarchy store copy --from old.db --to new.db").output.contains("of which 0"))
        _ = try run("keyhierarchy service-master-key regenerate --store new.db --machine-key m.key")
        #expect(
            try run("keyhierarchy store copy --from old.db --to new.db", status: 1).errors
                .contains("one of the two was changed since"))
    }

    @Test func refusesStoresThatDoNotFit() throws {
        _ = try run("keyhierarchy init --store one.db --machine-key m.key")
        _ = try run("keyhierarchy init --store two.db --machine-key n.key")
        #expect(
            try run("keyhierarchy store copy --from one.db --to two.db", status: 1).errors.contains("another instance"))
        _ = try run("keyhierarchy store copy --from none.db --to new.db", status: 1)
        #expect(!tool.exists("new.db"))
        _ = try run("keyhierarchy store copy --from one.db --to ./one.db", status: 64)
    }

    @Test(arguments: ["", "--dry-run"]) func saysThatTheDirectoryOfTheCopyIsMissing(option: String) throws {
        _ = try run("keyhierarchy init --store one.db --machine-key m.key")
        let refused = try run("keyhierarchy store copy --from one.db --to nowhere/x.db \(option)", status: 1)
        #expect(refused.errors.hasPrefix("The directory nowhere does not exist"), "\(refused.errors)")
    }

    /// The process is killed at random instants; the command then goes on, and ends with the whole.
    @Test func goesOnAfterTheProcessWasKilled() async throws {
        let path = tool.directory.appending(path: "old.db").path
        let source = try SQLiteKeyStore(path: path, access: .create)
        let instance = try await TestInstance(store: source)
        try await instance.hierarchy.fill(databases: 3000)
        var killed = 0
        for delay in [0.1, 0.2, 0.3, 0.4, 0.6, 0.8] {
            let status = try tool("timeout -s KILL \(delay) keyhierarchy store copy --from old.db --to new.db").status
            if status != 0 { killed += 1 }
        }
        #expect(killed > 0)
        _ = try run("keyhierarchy store copy --from old.db --to new.db")
        let expected = try await StoreSnapshot(of: source)
        let copy = try SQLiteKeyStore(path: tool.directory.appending(path: "new.db").path)
        #expect(try await StoreSnapshot(of: copy) == expected)
        let restarted = try await TestInstance(store: copy, rootProtectors: instance.rootProtectors)
        #expect(try await restarted.session.serviceMasterKey().isReadable)
    }
}
#endif
