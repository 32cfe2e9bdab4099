/// Which faults wait for their turn, and how many writes were made while the first of them waits.
struct FaultSchedule {
    private(set) var faults: [StoreFault] = []
    private var writes = 0

    init(_ faults: [StoreFault] = []) {
        self.faults = faults
    }

    /// Takes the first fault if it is one that comes before an operation begins.
    mutating func takeBeforeBeginning() -> StoreFault? {
        switch faults.first?.kind {
        case .conflict, .delay: takeFirst()
        case .failWrite, .tear, .failCommit, .loseAcknowledgement, nil: nil
        }
    }

    /// Counts a write, and takes the first fault if it is one of that write.
    mutating func takeAtWrite() -> StoreFault? {
        writes += 1
        switch faults.first?.kind {
        case .failWrite(writes), .tear(writes): return takeFirst()
        default: return nil
        }
    }

    /// Takes the given fault if it is the first.
    mutating func take(_ fault: StoreFault) -> StoreFault? {
        faults.first == fault ? takeFirst() : nil
    }

    private mutating func takeFirst() -> StoreFault {
        writes = 0
        return faults.removeFirst()
    }
}
