import Dispatch
import KeyHierarchy
import KeyHierarchyTesting
import Synchronization
import Testing

@Suite("Many at work at once")
struct ConcurrencyTests {
    @Test func leaveEveryKeyOpenable() async throws {
        let bench = try await TestInstance(databases: ["Shared"])
        let workers = 8
        let rounds = 6
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<workers {
                group.addTask { try await Self.work(worker, rounds: rounds, on: bench.hierarchy) }
            }
            try await group.waitForAll()
        }
        try await bench.expectEveryKeyOpens()
        try await bench.restarted().expectEveryKeyOpens()
        // Each worker left its password on the shared key, its database and its credential.
        for worker in 0..<workers {
            let session = bench.hierarchy.session()
            try await session.openMasterKey(of: "Shared", password: Self.password(of: worker, round: rounds - 1))
            let name = try DatabaseName("own\(worker)")
            try await session.openMasterKey(of: name, password: Self.password(of: worker, round: rounds - 1))
            #expect(try await session.text(ofCredential: "c", in: .database(name)) == "round \(rounds - 1)")
            #expect(try await session.text(ofCredential: "c\(worker)", in: .server) == "round \(rounds - 1)")
        }
        #expect(try await bench.passwords(of: "Shared").count == workers + 1)
        let revision = try #require(try await bench.snapshot().instance?.revision)
        #expect(revision > workers * rounds)
    }

    private static func password(of worker: Int, round: Int) -> Password {
        Password("Worker \(worker) Round \(round)")
    }

    /// Works on what is its own and on what is shared, and replaces the service master key now and then.
    private static func work(_ worker: Int, rounds: Int, on hierarchy: EncryptionHierarchy) async throws {
        let session = hierarchy.session()
        let own = try DatabaseName("own\(worker)")
        try await persisting { _ = try await session.createDatabase(own) }
        try await persisting { try await session.createMasterKey(in: own, password: "Start 1 Here") }
        for round in 0..<rounds {
            let secret = "round \(round)"
            let new = password(of: worker, round: round)
            try await persisting { try await session.addPassword(new, toMasterKeyOf: "Shared") }
            if round == 0 {
                try await persisting {
                    try await session.createCredential(
                        "c", in: .database(own), identity: "i", secret: SecretBytes(text: secret))
                }
                try await persisting {
                    try await session.createCredential(
                        "c\(worker)", in: .server, identity: "i", secret: SecretBytes(text: secret))
                }
            } else {
                let old = password(of: worker, round: round - 1)
                try await persisting { _ = try await session.dropPassword(old, fromMasterKeyOf: "Shared") }
                for (name, scope) in [("c", Credential.Scope.database(own)), ("c\(worker)", .server)] {
                    try await persisting {
                        try await session.alterCredential(
                            name, in: scope, identity: "i", secret: SecretBytes(text: secret))
                    }
                }
            }
            try await persisting { _ = try await session.regenerateMasterKey(of: own, password: new) }
            if (round + worker).isMultiple(of: 4) {
                try await persisting { _ = try await session.regenerateServiceMasterKey() }
            }
        }
    }

    /// Goes on after as many conflicts as an operation reports: under this load they are no failure.
    private static func persisting(_ operation: () async throws -> Void) async throws {
        for _ in 1...50 {
            do {
                return try await operation()
            } catch let error as HierarchyError where error.code == .conflict {
                continue
            }
        }
        try await operation()
    }

    /// It may have waited long for its turn, and nobody want it any more.
    @Test func anOperationThatIsCancelledWhileItWaitsIsNotCarriedOut() async throws {
        let instance = try await TestInstance()
        let isHeld = Mutex(false)
        let release = DispatchSemaphore(value: 0)
        // Whoever waits here holds a thread, which must be none of the few that others need.
        let holder = Task(executorPreference: QueueExecutor()) {
            try await instance.store.write { _ in
                isHeld.withLock { $0 = true }
                release.wait()
            }
        }
        while !isHeld.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(1)) }
        let creation = Task(executorPreference: QueueExecutor()) { try await instance.session.createDatabase("Ghost") }
        try await Task.sleep(for: .milliseconds(50))
        creation.cancel()
        release.signal()
        await #expect(throws: CancellationError.self) { try await creation.value }
        try await holder.value
        #expect(try await !instance.session.databases().contains { $0.name == "Ghost" })
    }
}
