import KeyHierarchy
import KeyHierarchyTesting

extension BrokenLaw {
    static let walking = [
        BrokenLaw(
            "every encryption under a protector is visited once, in batches of at most the given size",
            "forgets the last batch when it is not full"
        ) { ForgetsLastBatch(base: $0) },
        BrokenLaw(
            "every encryption under a protector is visited once, in batches of at most the given size",
            "passes everything in one batch"
        ) { PassesAllAtOnce(base: $0) },
        BrokenLaw("protectors are told apart", "takes all root protectors for one") { ConfusesRoots(base: $0) },
        BrokenLaw(
            "several encryptions of one key under one protector are visited once each",
            "goes on behind the key that a batch ended with"
        ) { SkipsRestOfKey(base: $0) },
        BrokenLaw("a walk may replace and remove the encryptions of its batch", "counts rows to find the next batch") {
            PagesByOffset(base: $0)
        },
        BrokenLaw(
            "a walk may take batches away, and replace and remove the encryptions of earlier ones",
            "visits what was changed behind it again"
        ) { VisitsChangedAgain(base: $0) },
        BrokenLaw(
            "a walk may take batches away, and replace and remove the encryptions of earlier ones",
            "goes on from what is left of a batch"
        ) { GoesOnFromWhatIsLeft(base: $0) },
        BrokenLaw("a walk may read and write other records", "does not write while it walks") {
            WritesNothingInWalk(base: $0)
        },
        BrokenLaw("an error thrown in a walk ends it and is passed on", "goes on after an error") {
            GoesOnAfterErrors(base: $0)
        },
        BrokenLaw("one operation writes and walks thousands of records", "walks at most 2,048 encryptions") {
            StopsEarly(base: $0)
        },
    ]
}

extension ForwardingWriter {
    /// All encryptions under a protector.
    fileprivate func all(under protector: Protector) throws -> [KeyEncryption] {
        var all: [KeyEncryption] = []
        try base.forEachEncryption(under: protector, batchSize: .max) { all += $0 }
        return all
    }
}

private struct ForgetsLastBatch: ForwardingWriter {
    let base: any KeyStoreWriter

    func forEachEncryption(under protector: Protector, batchSize: Int, _ body: (inout [KeyEncryption]) throws -> Void)
        throws
    {
        try base.forEachEncryption(under: protector, batchSize: batchSize) { batch in
            if batch.count == batchSize { try body(&batch) }
        }
    }
}

private struct PassesAllAtOnce: ForwardingWriter {
    let base: any KeyStoreWriter

    func forEachEncryption(under protector: Protector, batchSize: Int, _ body: (inout [KeyEncryption]) throws -> Void)
        throws
    {
        var all = try all(under: protector)
        if !all.isEmpty { try body(&all) }
    }
}

private struct ConfusesRoots: ForwardingWriter {
    let base: any KeyStoreWriter

    func encryptionCount(under protector: Protector) throws -> Int {
        guard case .root = protector else { return try base.encryptionCount(under: protector) }
        return try base.encryptions(of: .serviceMasterKey).count
    }
}

private struct SkipsRestOfKey: ForwardingWriter {
    let base: any KeyStoreWriter

    func forEachEncryption(under protector: Protector, batchSize: Int, _ body: (inout [KeyEncryption]) throws -> Void)
        throws
    {
        var rest = try all(under: protector)
        while !rest.isEmpty {
            let batch = Array(rest.prefix(batchSize))
            var given = batch
            try body(&given)
            rest = rest.filter { encryption in batch.allSatisfy { $0.id.key < encryption.id.key } }
        }
    }
}

private struct GoesOnFromWhatIsLeft: ForwardingWriter {
    let base: any KeyStoreWriter

    func forEachEncryption(under protector: Protector, batchSize: Int, _ body: (inout [KeyEncryption]) throws -> Void)
        throws
    {
        var rest = try all(under: protector)
        while !rest.isEmpty {
            var batch = Array(rest.prefix(batchSize))
            try body(&batch)
            // The batch may have been taken away.
            rest = batch.last.map { last in rest.filter { last.id < $0.id } } ?? []
        }
    }
}

private struct PagesByOffset: ForwardingWriter {
    let base: any KeyStoreWriter

    func forEachEncryption(under protector: Protector, batchSize: Int, _ body: (inout [KeyEncryption]) throws -> Void)
        throws
    {
        var offset = 0
        while case let batch = try all(under: protector).dropFirst(offset).prefix(batchSize), !batch.isEmpty {
            var given = Array(batch)
            try body(&given)
            offset += batch.count
        }
    }
}

private struct VisitsChangedAgain: ForwardingWriter {
    let base: any KeyStoreWriter

    func forEachEncryption(under protector: Protector, batchSize: Int, _ body: (inout [KeyEncryption]) throws -> Void)
        throws
    {
        // As each was when the walk had last gone past it.
        var visited: [KeyEncryption.Identifier: KeyEncryption] = [:]
        while true {
            let due = try all(under: protector).filter { visited[$0.id] != $0 }.prefix(batchSize)
            guard !due.isEmpty else { return }
            var given = Array(due)
            try body(&given)
            for encryption in due {
                visited[encryption.id] = try base.encryptions(of: encryption.id.key).first { $0.id == encryption.id }
            }
        }
    }
}

private final class WritesNothingInWalk: ForwardingWriter {
    let base: any KeyStoreWriter
    private var isWalking = false

    init(base: any KeyStoreWriter) {
        self.base = base
    }

    func put(_ instance: InstanceRecord) throws {
        if !isWalking { try base.put(instance) }
    }

    func forEachEncryption(under protector: Protector, batchSize: Int, _ body: (inout [KeyEncryption]) throws -> Void)
        throws
    {
        isWalking = true
        defer { isWalking = false }
        try base.forEachEncryption(under: protector, batchSize: batchSize, body)
    }
}

private struct GoesOnAfterErrors: ForwardingWriter {
    let base: any KeyStoreWriter

    func forEachEncryption(under protector: Protector, batchSize: Int, _ body: (inout [KeyEncryption]) throws -> Void)
        throws
    {
        var failure: (any Error)?
        try base.forEachEncryption(under: protector, batchSize: batchSize) { batch in
            do { try body(&batch) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}

private struct StopsEarly: ForwardingWriter {
    let base: any KeyStoreWriter

    func forEachEncryption(under protector: Protector, batchSize: Int, _ body: (inout [KeyEncryption]) throws -> Void)
        throws
    {
        var visited = 0
        try base.forEachEncryption(under: protector, batchSize: batchSize) { batch in
            visited += batch.count
            if visited <= 2048 { try body(&batch) }
        }
    }
}
