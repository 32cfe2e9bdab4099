/// The lanes of a ``Rewrap``: batches go in at one end, and come out in the same order at the other.
///
/// A single batch is encrypted on the thread that asks for it: most keys have few dependents, and handing them over would
/// take longer. It belongs to one thread at a time.
final class RewrapLanes {
    private let makeRewrapper: () throws(CryptographyError) -> BatchRewrapper
    /// The lanes that have been needed.
    private var lanes: [RewrapLane] = []
    /// How many jobs the lanes have been given.
    private var started = 0
    /// The job that came first, as long as it is the only one.
    private var only: RewrapJob?
    /// The jobs that the lanes have, the oldest first.
    private var pending: [RewrapJob] = []
    /// Jobs whose memory is free, but for the last, which may still be read.
    private var idle: [RewrapJob] = []

    private static let laneCount = Processors.count
    /// How many jobs the lanes have at most: with fewer, lanes would wait while the store writes.
    private static let maximumPending = 3 * laneCount

    /// Creates lanes whose ciphers `makeRewrapper` prepares when they are needed.
    init(_ makeRewrapper: @escaping () throws(CryptographyError) -> BatchRewrapper) {
        self.makeRewrapper = makeRewrapper
    }

    deinit {
        // When an operation has failed, nobody may still be at work with its keys.
        for job in pending { job.wait() }
    }

    /// Takes a batch in, and returns the oldest job, done, when the lanes have as many as they may have.
    func submit(_ batch: [KeyEncryption], random: some RandomSource) throws -> RewrapJob? {
        let job = idle.count > 1 ? idle.removeFirst() : RewrapJob()
        try job.load(batch, random: random)
        if started == 0 {
            guard let first = only else {
                only = job
                return nil
            }
            only = nil
            try start(first)
        }
        try start(job)
        return pending.count < Self.maximumPending ? nil : finished()
    }

    /// Waits for the oldest job and returns it, or `nil` when there is none.
    func next() throws -> RewrapJob? {
        guard let job = only else { return pending.isEmpty ? nil : finished() }
        only = nil
        var rewrapper = try makeRewrapper()
        job.run(with: &rewrapper)
        job.wait()
        return job
    }

    private func start(_ job: RewrapJob) throws(CryptographyError) {
        if lanes.count < Self.laneCount {
            lanes.append(RewrapLane(try makeRewrapper()))
        }
        lanes[started % lanes.count].start(job)
        pending.append(job)
        started += 1
    }

    private func finished() -> RewrapJob {
        let job = pending.removeFirst()
        job.wait()
        idle.append(job)
        return job
    }
}
