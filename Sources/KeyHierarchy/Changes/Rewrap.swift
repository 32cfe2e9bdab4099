/// Encrypts again, under a new key, everything that lies under an old one.
final class Rewrap {
    private let protector: Protector
    private let tolerance: LossTolerance
    private let old: SecretOpener?
    private let new: SecretOpener
    private let sealer: SecretSealer

    private var report = ChangeReport()
    private var completed = 0

    /// How many encryptions are in memory at a time.
    private static let batchSize = 1024

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
        self.old = try old?.opener()
        self.new = try new.opener()
        sealer = try new.sealer()
    }

    /// Goes through all encryptions under the protector.
    ///
    /// - Throws: ``HierarchyError/Code-swift.struct/dependentUnreadable`` for the first secret that neither key opens,
    ///   unless losing it is tolerated; `CancellationError`.
    func perform(in store: any KeyStoreWriter, environment: ChangeEnvironment) throws -> ChangeReport {
        let total = environment.progress == nil ? 0 : try store.encryptionCount(under: protector)
        try store.forEachEncryption(under: protector, batchSize: Self.batchSize) { batch in
            try environment.checkCancellation()
            try rewrap(batch, in: store)
            environment.progress?(ChangeProgress(completed: completed, total: total))
        }
        return report
    }

    private func rewrap(_ batch: [KeyEncryption], in store: any KeyStoreWriter) throws {
        var rewrapped: [KeyEncryption] = []
        rewrapped.reserveCapacity(batch.count)
        for encryption in batch {
            // The new key is tried too: a restored key may be the one that everything was under all along.
            if let secret = try open(encryption, with: old) ?? open(encryption, with: new) {
                var encryption = encryption
                encryption.lastProved = nil
                encryption.sealed = try sealer.seal(
                    secret.bytes, as: encryption.id, protector: encryption.protector, label: encryption.label)
                rewrapped.append(encryption)
                report.rewrapped.append(encryption.id.key)
            } else {
                try lose(encryption, in: store)
            }
        }
        try store.put(rewrapped)
        completed += batch.count
    }

    private func open(_ encryption: KeyEncryption, with opener: SecretOpener?) throws -> SharedSecret? {
        guard let opener else { return nil }
        do {
            return SharedSecret(try opener.open(encryption))
        } catch let error where error.code != .libraryFailure {
            // Under another key, damaged, or of a newer version.
            return nil
        }
    }

    private func lose(_ encryption: KeyEncryption, in store: any KeyStoreWriter) throws {
        let name = try store.name(of: encryption.id.key)
        guard tolerance == .force else { throw HierarchyError.dependentUnreadable(name) }
        try store.removeEncryption(encryption.id)
        report.messages.append(.dependentIgnored(name))
        if try store.encryptions(of: encryption.id.key).isEmpty {
            report.lost.append(
                ChangeReport.Entry(
                    key: encryption.id.key, name: name, consequence: "Nothing opens it any more: set it again."))
        } else {
            report.noLongerOpens.append(
                ChangeReport.Entry(
                    key: encryption.id.key, name: name,
                    consequence: "It no longer opens by itself; its passwords still open it."))
        }
    }
}
