import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import PostgreSQLKeyStore

/// How many commits a second several processes come to on one store in PostgreSQL, beside pgbench with as many clients and the
/// statements of one commit: both wait for the lock of the writers, and for the disk.
struct PostgreSQLThroughput {
    /// Where the database is, as libpq reads it.
    let connection: String
    /// How long each measurement takes, in seconds.
    let seconds: Int

    /// How many sessions each process has.
    private static let sessions = 8
    private static let processes = [1, 2, 4, 8]
    /// How many commits a second pgbench comes to, about.
    private static let expected = 1000

    func measure(into table: inout Table) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "throughput-\(UUID())")
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: directory) }
        let machineKey = directory.appending(path: "machine.key").path
        try await create(machineKey: machineKey)
        let script = directory.appending(path: "commit.sql").path
        try Self.statements.write(toFile: script, atomically: false, encoding: .utf8)
        for count in Self.processes {
            var pairs: [(ours: Double, floor: Double)] = []
            for _ in 0..<3 {
                let outputs = try ThisProcess.runAgain(
                    together: (0..<count).map { ["postgresql-writer", connection, machineKey, "\($0)", "\(seconds)"] })
                pairs.append(
                    (
                        outputs.compactMap { Double($0.trimmingCharacters(in: .newlines)) }.reduce(0, +),
                        try pgbench(script, clients: count)
                    ))
            }
            table.add(
                "Commits a second on PostgreSQL, \(count) \(count == 1 ? "process" : "processes") of \(Self.sessions) sessions",
                ours: decimal(median(pairs.map(\.ours)), 0), floor: decimal(median(pairs.map(\.floor)), 0),
                ratio: decimal(median(pairs.map { $0.ours / $0.floor }), 2), bound: "")
        }
    }

    /// Works as one of the processes, and prints its commits a second.
    static func work(connection: String, machineKey: String, number: Int, seconds: Int) async throws {
        let store = try await PostgreSQLKeyStore(connection)
        let hierarchy = try await EncryptionHierarchy(store: store, rootProtectors: [MachineKeyFile(path: machineKey)])
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let commits = try await withThrowingTaskGroup(of: Int.self) { group in
            for session in 0..<sessions {
                group.addTask {
                    let name = credential(of: number, session)
                    let session = hierarchy.session()
                    var count = 0
                    while ContinuousClock.now < end {
                        do {
                            try await session.alterCredential(
                                name, in: .server, identity: "app",
                                secret: unsafe SecretBytes(copying: [UInt8(count & 0xFF)].span.bytes))
                            count += 1
                        } catch let error as HierarchyError where error.code == .conflict {
                        }
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        print(Double(commits) / ((ContinuousClock.now - start) / .seconds(1)))
    }

    /// Makes an instance with a credential for each session.
    private func create(machineKey: String) async throws {
        try PSQL.run("DROP SCHEMA IF EXISTS key_hierarchy CASCADE", on: connection)
        let store = try await PostgreSQLKeyStore(connection, access: .create)
        let hierarchy = try await EncryptionHierarchy(
            store: store, rootProtectors: [try MachineKeyFile.create(at: machineKey)])
        let session = hierarchy.session()
        for process in 0..<(Self.processes.max() ?? 1) {
            for number in 0..<Self.sessions {
                try await session.createCredential(
                    Self.credential(of: process, number), in: .server, identity: "app",
                    secret: unsafe SecretBytes(copying: [UInt8(0)].span.bytes))
            }
        }
    }

    /// The transactions a second of pgbench.
    private func pgbench(_ script: String, clients: Int) throws -> Double {
        let report = try ThisProcess.output(
            of: "/usr/bin/env",
            [
                "pgbench", "--no-vacuum", "--protocol=prepared", "--client=\(clients)", "--jobs=\(clients)",
                // Not a time: it would be told by a signal, and this thread blocks those.
                "--transactions=\(seconds * Self.expected / clients)", "--file=\(script)", connection,
            ])
        let line = report.split(separator: "\n").first { $0.hasPrefix("tps = ") }
        guard let rate = line.flatMap({ Double($0.dropFirst(6).prefix { $0 != " " }) }) else {
            throw ThisProcess.Failed(arguments: ["pgbench"])
        }
        return rate
    }

    /// What must be read and written to alter a credential, and no more. The first one's number is 65,536.
    private static let statements = """
        \\set number 65536 + :client_id * \(sessions) + random(0, \(sessions - 1))
        BEGIN;
        SELECT id FROM key_hierarchy.store WHERE id = 1 FOR UPDATE;
        SELECT * FROM key_hierarchy.instance;
        SELECT * FROM key_hierarchy.keys WHERE database_id = 1 AND kind = 3 AND number = :number;
        UPDATE key_hierarchy.keys SET modified = modified + 1, version = version + 1
            WHERE database_id = 1 AND kind = 3 AND number = :number;
        UPDATE key_hierarchy.key_encryptions SET created = created + 1, sealed = sealed
            WHERE database_id = 1 AND kind = 3 AND number = :number;
        UPDATE key_hierarchy.instance SET revision = revision + 1;
        SELECT pg_notify('key_hierarchy', '1');
        COMMIT;

        """

    private static func credential(of process: Int, _ session: Int) -> String {
        "process \(process), session \(session)"
    }
}
