/// The threads of a ``Rewrap``: batches go in at one end, and come out in the same order at the other.
///
/// One thread for each processor encrypts. One of them is the caller's, the store's: when it would have to wait for a
/// batch, it encrypts one itself. With a thread of its own for that, more threads than processors would take turns, and the
/// store, for which everything waits, would wait for its turn. It belongs to one thread at a time.
final class RewrapLanes {
    private let makeRewrapper: () throws(CryptographyError) -> BatchRewrapper
    private let waiting = WaitingJobs()
    /// The ciphers of the caller's thread.
    private var own: BatchRewrapper
    /// The other threads, once there is more than one batch: most keys have few dependents, and handing them over would
    /// take longer than encrypting them.
    private var lanes: [RewrapLane] = []
    /// How many jobs were offered to lanes.
    private var offered = 0
    /// The jobs that have come in and not gone out, the oldest first.
    private var pending: [RewrapJob] = []
    /// Jobs whose memory is free, but for the last, which may still be read.
    private var idle: [RewrapJob] = []

    private static let laneCount = Processors.count - 1
    /// How many jobs are pending at most: with fewer, lanes would wait while the store writes.
    private static let maximumPending = 6 * Processors.count

    /// Prepares the ciphers, for each thread its own.
    init(_ makeRewrapper: @escaping () throws(CryptographyError) -> BatchRewrapper) throws(CryptographyError) {
        own = try makeRewrapper()
        self.makeRewrapper = makeRewrapper
    }

    deinit {
        // When an operation has failed, nobody may still be at work with its keys.
        let abandoned = waiting.takeAll()
        for job in pending where !abandoned.contains(where: { $0 === job }) { job.wait() }
    }

    /// Takes a batch in, away from the caller, and returns the oldest job, done, when there are as many as there may be.
    func submit(_ batch: inout [KeyEncryption], random: some RandomSource) throws -> RewrapJob? {
        let job = idle.count > 1 ? idle.removeFirst() : RewrapJob()
        try job.load(&batch, random: random)
        waiting.append(job)
        pending.append(job)
        if pending.count > 1 { try offer() }
        return pending.count < Self.maximumPending ? nil : finishOldest()
    }

    /// Returns the oldest job, done, or `nil` when there is none.
    func next() -> RewrapJob? {
        pending.isEmpty ? nil : finishOldest()
    }

    /// Lets a lane take a job, as soon as it has nothing else to do.
    private func offer() throws(CryptographyError) {
        guard Self.laneCount > 0 else { return }
        if lanes.count < Self.laneCount {
            lanes.append(RewrapLane(try makeRewrapper()))
        }
        lanes[offered % lanes.count].takeOne(of: waiting)
        offered += 1
    }

    private func finishOldest() -> RewrapJob {
        let oldest = pending.removeFirst()
        while !oldest.isDone, let job = waiting.takeFirst() { job.run(with: &own) }
        oldest.wait()
        idle.append(oldest)
        return oldest
    }
}
