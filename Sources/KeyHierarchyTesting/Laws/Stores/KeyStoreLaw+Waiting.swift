import Dispatch
import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// What a store promises about several at work at the same time.
extension KeyStoreLaw {
    static let waiting = [
        KeyStoreLaw("writers come one after the other, or throw a conflict, and no change is lost") { store in
            try await store.write { try $0.put(InstanceRecord.sample(revision: 0)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask { try await store.incrementRevision() }
                }
                try await group.waitForAll()
            }
            try expect("the revision after 50 increments", try await store.read { try $0.instance()?.revision }, is: 50)
        },
        KeyStoreLaw("a reader sees one state throughout, beside writers") { store in
            try await store.writePair(0)
            // On a thread of its own: the pool's may all be busy, with this reader too, until it has done.
            let writing = Task(executorPreference: QueueExecutor()) {
                var revision: Int64 = 0
                while !Task.isCancelled {
                    revision += 1
                    try await store.writePair(revision)
                }
            }
            defer { writing.cancel() }
            // At least 50 times, and until the writer has been seen to come along beside the reader.
            let deadline = ContinuousClock.now + .seconds(10)
            var reads = 0
            var seen: Int64 = 0
            while reads < 50 || seen < 20 && ContinuousClock.now < deadline {
                let (revision, version) = try await store.read { store in
                    let revision = try store.instance()?.revision
                    block(for: .microseconds(500))
                    return (revision, try store.key(.masterKey(7))?.version)
                }
                try expect("the version that was written with the revision", version, is: revision)
                reads += 1
                seen = revision ?? 0
            }
            writing.cancel()
            try await writing.value
        },
        KeyStoreLaw("a reader that is kept open across a write sees the old state, or the writer waits") { store in
            try await store.writePair(1)
            let reading = DispatchSemaphore(value: 0)
            let writing = DispatchSemaphore(value: 0)
            let written = DispatchSemaphore(value: 0)
            let writer = Task(executorPreference: QueueExecutor()) {
                block(until: reading)
                writing.signal()
                try await store.writePair(2)
                written.signal()
            }
            // Whatever becomes of the reader, the writer goes on.
            defer { reading.signal() }
            let seen = try await store.read { store in
                let before = try store.instance()?.revision
                reading.signal()
                _ = writing.wait(timeout: .now() + .seconds(5))
                // Then it is done in no time, or waits for this reader.
                _ = written.wait(timeout: .now() + .milliseconds(300))
                return [before, try store.instance()?.revision, try store.key(.masterKey(7))?.version]
            }
            try expect("the state that was there when the reader began", seen, is: [1, 1, 1])
            try await writer.value
            let after = try await store.read { [try $0.instance()?.revision, try $0.key(.masterKey(7))?.version] }
            try expect("the state that was written", after, is: [2, 2])
        },
        writesOffThreadPool(patience: .seconds(60)),
    ]

    /// The law that an operation does not hold a thread of Swift concurrency's pool while it writes.
    ///
    /// As many writers as the pool has threads wait for a task to run. If they wait on those threads, it cannot.
    ///
    /// - Parameter patience: How long a writer waits before it says that the task has not run.
    package static func writesOffThreadPool(patience: Duration) -> KeyStoreLaw {
        KeyStoreLaw(
            "an operation that writes does not hold a thread of Swift concurrency's pool",
            body: .stores { stores in
                let release = DispatchSemaphore(value: 0)
                // Every writer that can begin has begun by then.
                DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(200)) {
                    Task { for _ in stores { release.signal() } }
                }
                let released = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for store in stores {
                        group.addTask {
                            try await store.write { _ in
                                release.wait(timeout: .now() + DispatchTimeInterval(patience)) == .success
                            }
                        }
                    }
                    return try await group.reduce(true) { $0 && $1 }
                }
                try expect(
                    "another task that runs while \(stores.count) operations write", released,
                    found: "It did not run until they were done.")
            })
    }

    /// How many threads Swift concurrency's pool has.
    static let threadCount = ProcessInfo.processInfo.activeProcessorCount
}

/// Holds the thread until the semaphore is signalled.
private func block(until semaphore: DispatchSemaphore) {
    semaphore.wait()
}

/// Holds the thread, as a long computation would.
private func block(for duration: Duration) {
    _ = DispatchSemaphore(value: 0).wait(timeout: .now() + DispatchTimeInterval(duration))
}

extension DispatchTimeInterval {
    fileprivate init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(Int(seconds * 1_000_000_000 + attoseconds / 1_000_000_000))
    }
}

extension KeyStore {
    /// Adds one to the revision of the instance, again after each conflict.
    func incrementRevision() async throws {
        for _ in 0..<1000 {
            do {
                return try await write { store in
                    guard var instance = try store.instance() else {
                        throw UnmetExpectation(expected: "the instance that was written", found: "none")
                    }
                    instance.revision += 1
                    try store.put(instance)
                }
            } catch let error as HierarchyError where error.code == .conflict {
                await Task.yield()
            }
        }
        throw UnmetExpectation(expected: "an operation that succeeds at last", found: "1,000 conflicts in a row")
    }

    /// Writes two records that belong together.
    fileprivate func writePair(_ number: Int64) async throws {
        try await write { store in
            try store.put(InstanceRecord.sample(revision: number))
            if number < 2 { try store.put(DatabaseRecord.sample(7)) }
            try store.put(KeyRecord.sample(.masterKey(7), version: number))
        }
    }
}
