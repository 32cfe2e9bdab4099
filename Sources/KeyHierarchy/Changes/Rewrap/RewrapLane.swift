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

    /// Runs a job when those before it are done.
    func start(_ job: RewrapJob) {
        queue.async { job.run(with: &self.rewrapper) }
    }
}
