import CommitLogKeyStore
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import TemporaryDirectories
import Testing

/// What this store promises beside the laws, and how it holds its own against crashes and damage.
struct CommitLogKeyStoreTests {
    private let directory: TemporaryDirectory
    private let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.file("store")
    }

    @Test func aHierarchyLivesOnItAndComesBack() async throws {
        let instance = try await TestInstance(databases: ["Sales"], store: try await CommitLogKeyStore(path: path))
        try await instance.createCredential(in: .database("Sales"), secret: "storage key")
        try await instance.session.regenerateServiceMasterKey()

        var options = instance.hierarchy.options
        options.maintainsStore = false
        let hierarchy = try await EncryptionHierarchy(
            store: try await CommitLogKeyStore(path: path), rootProtectors: instance.rootProtectors, options: options)
        let found = try await hierarchy.session().withSecret(ofCredential: "storage", in: .database("Sales")) {
            secret in
            secret.byteCount
        }
        #expect(found == "storage key".utf8.count)
    }

    @Test func twoProcessesThatChangeItAtOnceBothSucceed() async throws {
        let first = try await TestInstance(store: try await CommitLogKeyStore(path: path))
        let second = try await EncryptionHierarchy(
            store: try await CommitLogKeyStore(path: path), rootProtectors: first.rootProtectors,
            options: first.hierarchy.options)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<10 {
                let session = number.isMultiple(of: 2) ? first.session : second.session()
                group.addTask { try await session.createDatabase(try DatabaseName("Database \(number)")) }
            }
            try await group.waitForAll()
        }
        #expect(try await first.session.databases().count == 14)
    }

    /// A process is killed while it writes pairs of records. Whatever its last moment was, no half of a pair is there.
    @Test(arguments: [5, 20, 40]) func holdsWholeCommitsAfterAProcessWasKilled(milliseconds: Int) async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, milliseconds = milliseconds as Int] in
            let store = try await CommitLogKeyStore(path: path)
            try await store.putPair(1)
            Task {
                for revision in 2... { try await store.putPair(Int64(revision)) }
            }
            try await Task.sleep(for: .milliseconds(milliseconds))
            kill(getpid(), SIGKILL)
        }
        let store = try await CommitLogKeyStore(path: path)
        let (revision, database) = try await store.read { store in
            (try store.instance()?.revision, try store.databases(after: nil, limit: 1).first?.name.description)
        }
        #expect(try #require(revision) >= 1)
        #expect(database == revision.map { "Revision \($0)" })
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        #expect(names.allSatisfy { $0.hasSuffix(".commit") })
        try await store.putPair(1000)
    }

    @Test func refusesADirectoryThatLacksACommit() async throws {
        let store = try await CommitLogKeyStore(path: path)
        for revision in 1...3 { try await store.putPair(Int64(revision)) }
        try FileManager.default.removeItem(atPath: "\(path)/00000002.commit")
        let error = try await #require(throws: CommitLogError.self) { try await CommitLogKeyStore(path: path) }
        #expect(error.code == .missing)
    }

    @Test(arguments: ["", "{", #"{"changes":[]}"#, #"{"version":1,"changes":[{"putColour":{"_0":1}}]}"#])
    func refusesAFileThatIsNoCommit(text: String) async throws {
        let store = try await CommitLogKeyStore(path: path)
        try await store.putPair(1)
        try text.write(toFile: "\(path)/00000002.commit", atomically: true, encoding: .utf8)
        let error = try await #require(throws: CommitLogError.self) { try await CommitLogKeyStore(path: path) }
        #expect(error.code == .damaged)
        // A store that is open says so too, and goes on from nothing that it could not read.
        await #expect(throws: CommitLogError.self) { try await store.read { try $0.instance() } }
        try FileManager.default.removeItem(atPath: "\(path)/00000002.commit")
        #expect(try await store.read { try $0.instance()?.revision } == 1)
    }

    @Test func refusesACommitOfANewerVersion() async throws {
        try await CommitLogKeyStore(path: path).putPair(1)
        try #"{"version":2,"deltas":[]}"#.write(toFile: "\(path)/00000002.commit", atomically: true, encoding: .utf8)
        let error = try await #require(throws: CommitLogError.self) { try await CommitLogKeyStore(path: path) }
        #expect(error.code == .unsupported)
    }

    @Test func refusesADirectoryThatOthersCanEnter() async throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
        let error = try await #require(throws: CommitLogError.self) { try await CommitLogKeyStore(path: path) }
        #expect(error.code == .accessibleToOthers)
    }
}

extension CommitLogKeyStore {
    /// Writes two records that belong together.
    fileprivate func putPair(_ revision: Int64) async throws {
        try await write { store in
            try store.put(
                InstanceRecord(
                    id: UUID(), serverName: "server", created: Date(), revision: revision, nextDatabase: 6,
                    nextCredential: 65_536))
            try store.put(
                DatabaseRecord(
                    id: DatabaseIdentifier(rawValue: 5), name: try DatabaseName("Revision \(revision)"), family: UUID(),
                    created: Date()))
        }
    }
}
