import ArgumentParser
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore

/// Lets several processes with several tasks each work on one store, and checks that the outcome is that of some order.
struct StressCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stress",
        abstract: "Lets processes and tasks work on one store, and replays in one order what they have done.")

    @Option(help: "How many processes.") var processes = 4
    @Option(help: "How many tasks in each process.") var tasks = 8
    @Option(help: "How long, in seconds.") var seconds = 60.0
    @Option(help: "Where the random choices begin; who is faster is up to the machine.")
    var seed = UInt64.random(in: 0 ... .max)

    @Option(help: "The database of the store.") var database = Database.sqlite
    @Option(help: "How often a server of PostgreSQL's is killed and started again meanwhile.") var kills = 3

    /// What keeps the store.
    enum Database: String, CaseIterable, ExpressibleByArgument {
        case sqlite
        /// A server that is killed meanwhile.
        case postgresql
        /// Two servers, of which the second one takes over when the first is killed.
        case failover
    }

    func run() async throws {
        print("Seed \(seed).")
        let place = Place.temporary()
        let servers = try StressedServers(database, in: place)
        try await place.create(databases: 20)
        try await Self.writeFirstBackups(in: place)
        let before = try await Facts.observe(place)
        let revision = try await Self.revision(of: place)
        let notes = try await work(in: place, servers)
        let replay = try Replay(from: before, revision: revision, notes)
        guard try await Self.revision(of: place) == revision + Int64(notes.count(where: \.isCommit)) else {
            throw Violation("The last revision is not the last one that was committed.")
        }
        for note in notes { try replay.check(note) }
        let observed = try await Facts.observe(place)
        guard observed == replay.last else {
            throw Violation("Done in one order: \(replay.last); found: \(observed), in \(place.directory.path)")
        }
        servers?.stop()
        try Self.requireNoticed(notes, from: before, revision: revision)
        place.remove()
        print(Self.summary(of: notes, seconds: seconds))
    }

    /// Backs up what tasks can restore at once: the service master key, and a certificate, which takes too long to be made
    /// often.
    private static func writeFirstBackups(in place: Place) async throws {
        let hierarchy = try await place.start()
        let steps: [Step] = [
            .backUpServiceMasterKey(backup: 0), .createDatabase(0), .createMasterKey(0, password: 0),
            .key(.createCertificate, in: 0),
            .key(.backUpCertificate(password: nil, backup: StressChild.certificateBackups), in: 0),
        ]
        for step in steps { try await step.perform(in: place, on: hierarchy) }
    }

    private func work(in place: Place, _ servers: StressedServers?) async throws -> [Note] {
        let children = try (0..<processes).map { number in
            try ChildProcess([
                "stress-child", "--directory", place.directory.path, "--seed", "\(seed &+ UInt64(number) &* 1000)",
                "--tasks", "\(tasks)", "--seconds", "\(seconds)",
            ])
        }
        async let trouble: Void? = servers?.makeTrouble(times: kills, within: seconds)
        let notes = try children.flatMap { child in
            try JSONDecoder().decode([Note].self, from: child.finish())
        }
        try await trouble
        return notes
    }

    /// A commit that is missing, and a backup of a key that nobody had, must be found out, or all the rest says nothing.
    private static func requireNoticed(_ notes: [Note], from facts: Facts, revision: Int64) throws {
        guard let lost = notes.firstIndex(where: \.isCommit) else { throw Violation("Nothing was committed.") }
        var fewer = notes
        fewer.remove(at: lost)
        guard (try? Replay(from: facts, revision: revision, fewer)) == nil else {
            throw Violation("A commit that is missing was not noticed.")
        }
        guard let backup = notes.firstIndex(where: \.isBackup) else { throw Violation("Nothing was backed up.") }
        var other = notes
        other[backup] = Note(
            step: notes[backup].step, outcome: notes[backup].outcome, written: "none", first: notes[backup].first,
            last: notes[backup].last)
        guard (try? Replay(from: facts, revision: revision, other)) == nil else {
            throw Violation("A backup of a key that nobody had was not noticed.")
        }
    }

    private static func revision(of place: Place) async throws -> Int64 {
        try await place.open().read { try $0.instance()?.revision ?? 0 }
    }

    private static func summary(of notes: [Note], seconds: Double) -> String {
        var failures: [String: Int] = [:]
        for case .failed(let code) in notes.map(\.outcome) { failures[code, default: 0] += 1 }
        let list = failures.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        let commits = notes.count(where: \.isCommit)
        let backups = notes.count(where: \.isBackup)
        let restores = notes.count { $0.isCommit && $0.step.readBackup != nil }
        return """
            \(notes.count) operations, \(commits) of them commits, whose order explains everything. Keys of databases were
            backed up \(backups) times and restored \(restores) times. \(Int(Double(commits) / seconds)) commits a second. Failed:
            \(list).
            """
    }
}

extension Note {
    fileprivate var isCommit: Bool {
        if case .committed = outcome { true } else { false }
    }

    fileprivate var isBackup: Bool {
        written != nil
    }
}
