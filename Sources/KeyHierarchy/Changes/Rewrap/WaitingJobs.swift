import Synchronization

/// The jobs that nobody has begun, the oldest first. Lanes take from them, and so does the store's thread.
final class WaitingJobs: Sendable {
    private let jobs = Mutex<[RewrapJob]>([])

    func append(_ job: RewrapJob) {
        jobs.withLock { $0.append(job) }
    }

    /// Takes the oldest one, which the caller must run.
    func takeFirst() -> RewrapJob? {
        jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }

    /// Takes all of them, which nobody will run.
    func takeAll() -> [RewrapJob] {
        jobs.withLock { jobs in
            defer { jobs = [] }
            return jobs
        }
    }
}
