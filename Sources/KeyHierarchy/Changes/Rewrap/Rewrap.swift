/// Encrypts again, under a new key, everything that lies under an old one.
///
/// The store's thread reads and writes; lanes on the other processors encrypt meanwhile, and so does the store's thread
/// where it would have to wait. What is written stays in the order in which it was read.
final class Rewrap {
    private let protector: Protector
    private let tolerance: LossTolerance
    private let lanes: RewrapLanes

    private var report = ChangeReport()
    private var completed = 0

    /// How many encryptions go to a lane at a time.
    private static let batchSize = 512

    /// Prepares the work.
    ///
    /// - Parameters:
    ///   - protector: The key that is replaced.
    ///   - old: The present key, or `nil` when it cannot be read.
    ///   - new: The key that takes its place.
    ///   - tolerance: What to do about secrets that neither key opens.
    init(under protector: Protector, from old: OpenKey?, to new: OpenKey, tolerance: LossTolerance) throws {
        self.protector = protector
        self.tolerance = tolerance
        lanes = try RewrapLanes { () throws(CryptographyError) in try BatchRewrapper(from: old, to: new) }
    }

    /// Goes through all encryptions under the protector.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/dependentUnreadable`` for the first secret that neither key opens,
    ///   unless losing it is tolerated; `CancellationError`.
    func perform(in store: any KeyStoreWriter, environment: ChangeEnvironment) throws -> ChangeReport {
        let total = environment.progress == nil ? 0 : try store.encryptionCount(under: protector)
        func finish(_ job: RewrapJob) throws {
            try write(job, in: store)
            environment.progress?(ChangeProgress(completed: completed, total: total))
        }
        // The store's thread draws the nonces, so that it does not depend on chance which of them a secret gets.
        try store.forEachEncryption(under: protector, batchSize: Self.batchSize) { batch in
            try environment.checkCancellation()
            if let job = try lanes.submit(&batch, random: environment.random) { try finish(job) }
        }
        while let job = lanes.next() {
            try environment.checkCancellation()
            try finish(job)
        }
        return report
    }

    private func write(_ job: RewrapJob, in store: any KeyStoreWriter) throws {
        let (rewrapped, unreadable) = try job.result()
        for encryption in unreadable { try lose(encryption, in: store) }
        try store.put(rewrapped)
        completed += rewrapped.count + unreadable.count
        let done = rewrapped.span
        for index in done.indices { report.rewrapped.append(done[index].id.key) }
    }

    /// Gives up an encryption that neither key opens.
    ///
    /// The only one of a secret stays as it is: it may be under a key of which a backup turns up, and to restore that one
    /// brings the secret back. Where a secret has another encryption, this one goes, or it would seem to open by itself.
    private func lose(_ encryption: KeyEncryption, in store: any KeyStoreWriter) throws {
        let key = encryption.id.key
        // SQL Server's messages name no database.
        let title = try store.name(of: key)
        guard tolerance == .force else { throw HierarchyError.dependentUnreadable(title) }
        report.messages.append(
            key.kind == .linkedServerLogin ? .linkedLoginIgnored(title) : .dependentIgnored(title))
        let name = try store.fullName(of: key)
        if try store.encryptions(of: key).contains(where: { $0.id != encryption.id }) {
            try store.removeEncryption(encryption.id)
            report.noLongerOpens.append(
                ChangeReport.Entry(
                    key: key, name: name, consequence: "It no longer opens by itself; its passwords still open it."))
        } else {
            var unproved = encryption
            unproved.lastProved = nil
            try store.put([unproved])
            report.lost.append(ChangeReport.Entry(key: key, name: name, consequence: key.kind.wayBack))
        }
    }
}

extension KeyIdentifier.Kind {
    /// What can be done about one of them that nothing opens any more.
    fileprivate var wayBack: String {
        switch self {
        case .certificate, .asymmetricKey:
            "Its private key is lost, unless a backup brings it back, or the key that it is under."
        default: "Nothing opens it any more: set it again, or restore the key that it is under."
        }
    }
}
