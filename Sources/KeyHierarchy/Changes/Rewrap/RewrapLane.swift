import Dispatch

/// A thread that encrypts batches again, one after the other.
///
/// Sendable is unchecked because of the ciphers, which serve one thread at a time: the lane's own.
final class RewrapLane: @unchecked Sendable {
    private var rewrapper: BatchRewrapper
    private let queue = DispatchQueue(label: "KeyHierarchy.RewrapLane")

    init(_ rewrapper: consuming BatchRewrapper) {
        self.rewrapper = rewrapper
    }

    /// Runs the job that waits longest by then, if there is one left, when this lane has nothing else to do.
    func takeOne(of jobs: WaitingJobs) {
        queue.async { jobs.takeFirst()?.run(with: &self.rewrapper) }
    }
}
