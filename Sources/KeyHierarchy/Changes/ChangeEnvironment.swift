import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a change needs to know from outside while it is carried out.
struct ChangeEnvironment: Sendable {
    /// The time that everything in the change is stamped with.
    let now: Date
    /// Where nonces and identities come from.
    let random: any RandomSource
    /// Set when the task that asked for the change is cancelled.
    let cancellation: CancellationFlag
    /// Called as a long change goes on.
    let progress: (@Sendable (ChangeProgress) -> Void)?

    /// Throws `CancellationError` when the change is no longer wanted; nothing is committed then.
    func checkCancellation() throws {
        if cancellation.isSet { throw CancellationError() }
    }
}

/// Whether an operation was cancelled. Transactions run outside tasks, where `Task.isCancelled` says nothing.
final class CancellationFlag: Sendable {
    private let flag = Atomic(false)

    var isSet: Bool {
        flag.load(ordering: .relaxed)
    }

    func set() {
        flag.store(true, ordering: .relaxed)
    }
}
