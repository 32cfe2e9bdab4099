/// Identifiers of secrets, in the order in which they were added.
///
/// A million database master keys that follow each other take no more memory than one: what is kept is runs.
public struct KeyIdentifiers: Hashable, Sendable {
    /// Identifiers of one kind that follow each other: databases for their master keys, numbers for what a database has
    /// many of.
    private struct Run: Hashable {
        let first: KeyIdentifier
        /// Where the run begins among all identifiers.
        let start: Int
        var count = 1

        subscript(offset: Int) -> KeyIdentifier {
            let step = Int32(offset)
            return switch first.kind {
            case .databaseMasterKey:
                .databaseMasterKey(of: DatabaseIdentifier(rawValue: first.database.rawValue + step))
            default:
                KeyIdentifier(kind: first.kind, database: first.database, number: first.number + step)
            }
        }

        /// Whether the identifier is the one that would come next.
        func isContinued(by id: KeyIdentifier) -> Bool {
            guard id.kind == first.kind, let step = Int32(exactly: count) else { return false }
            switch first.kind {
            case .databaseMasterKey:
                return id.number == first.number
                    && first.database.rawValue.addingReportingOverflow(step)
                        == (id.database.rawValue, false)
            default:
                return id.database == first.database
                    && first.number.addingReportingOverflow(step) == (id.number, false)
            }
        }
    }

    private var runs: [Run] = []

    init() {}

    /// Adds an identifier at the end.
    mutating func append(_ id: KeyIdentifier) {
        if let last = runs.last, last.isContinued(by: id) {
            runs[runs.count - 1].count += 1
        } else {
            runs.append(Run(first: id, start: count))
        }
    }
}

extension KeyIdentifiers: RandomAccessCollection {
    /// Always 0.
    public var startIndex: Int {
        0
    }

    /// The number of identifiers.
    public var endIndex: Int {
        runs.last.map { $0.start + $0.count } ?? 0
    }

    /// The identifier that was added at that place, in a time that grows with the logarithm of the number of runs.
    public subscript(position: Int) -> KeyIdentifier {
        precondition(0..<endIndex ~= position, "There is no identifier \(position).")
        // The last run that begins at the position or before it.
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle].start <= position { low = middle } else { high = middle }
        }
        return runs[low][position - runs[low].start]
    }
}
