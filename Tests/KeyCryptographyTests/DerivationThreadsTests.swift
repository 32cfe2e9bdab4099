import Foundation
import Synchronization
import Testing

@testable import KeyCryptography

struct DerivationThreadsTests {
    @Test func otherTasksGoOnWhileEveryThreadIsBusy() async throws {
        let count = DerivationThreads.processorCount
        let threads = DerivationThreads(count: count)
        let gate = Gate()
        // The work waits for a signal that only another task gives: if it held the cooperative threads, none would.
        let waiting = (0..<(count * 4)).map { _ in
            Task { try await threads.run { gate.wait() } }
        }
        try await gate.isEntered(by: count)
        await Task { gate.open() }.value
        for task in waiting {
            #expect(try await task.value == .opened)
        }
    }

    @Test func noMoreWorkRunsAtOnceThanThereAreThreads() async throws {
        let threads = DerivationThreads(count: 2)
        let attendance = Attendance()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await threads.run {
                        attendance.enter()
                        // Long enough for too many to meet.
                        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(2))
                        attendance.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(attendance.most == 2)
    }

    @Test func anErrorOfTheWorkComesBack() async throws {
        struct Failure: Error {}
        let threads = DerivationThreads(count: 1)
        await #expect(throws: Failure.self) { try await threads.run { throw Failure() } }
        #expect(try await threads.run { 42 } == 42)
    }

    @Test func aTaskCancelledInTheQueueDoesNoWork() async throws {
        let threads = DerivationThreads(count: 1)
        let gate = Gate()
        let first = Task { try await threads.run { gate.wait() } }
        try await gate.isEntered(by: 1)
        let isDone = Flag()
        let second = Task { try await threads.run { isDone.raise() } }
        // Whether the second is in the queue by now or not: it has not begun.
        try await Task.sleep(for: .milliseconds(20))
        second.cancel()
        gate.open()
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(try await first.value == .opened)
        #expect(!isDone.isRaised)
    }
}

extension DerivationThreads {
    /// The number of threads that the shared pool has.
    static var processorCount: Int {
        sysconf(Int32(_SC_NPROCESSORS_ONLN))
    }
}

/// Holds threads, not tasks, until it is opened.
final class Gate: Sendable {
    enum Outcome {
        case opened, gaveUp
    }

    private let count = Atomic(0)
    private let signal = DispatchSemaphore(value: 0)

    /// How many threads came to the gate so far.
    var entered: Int {
        count.load(ordering: .acquiring)
    }

    /// Blocks the calling thread until the gate is open; a failing test gives up rather than hang.
    func wait() -> Outcome {
        count.add(1, ordering: .acquiringAndReleasing)
        let outcome = signal.wait(timeout: .now() + .seconds(300))
        // The next one may go as well.
        signal.signal()
        return outcome == .success ? .opened : .gaveUp
    }

    /// Returns when as many threads came to the gate.
    func isEntered(by count: Int) async throws {
        while entered < count { try await Task.sleep(for: .milliseconds(1)) }
    }

    func open() {
        signal.signal()
    }
}

/// Counts how many are there at once.
final class Attendance: Sendable {
    private let state = Mutex((now: 0, most: 0))

    var most: Int {
        state.withLock { $0.most }
    }

    func enter() {
        state.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
        }
    }

    func leave() {
        state.withLock { $0.now -= 1 }
    }
}

/// Something that happened, or did not.
final class Flag: Sendable {
    private let value = Atomic(false)

    var isRaised: Bool {
        value.load(ordering: .acquiring)
    }

    func raise() {
        value.store(true, ordering: .releasing)
    }
}
