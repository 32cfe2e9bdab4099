/// Something that goes wrong in a ``FaultInjectingStore``, once.
public struct StoreFault: Hashable, Sendable, CustomStringConvertible {
    enum Kind: Hashable, Sendable {
        case failWrite(Int)
        case tear(Int)
        case failCommit
        case loseAcknowledgement
        case conflict
        case delay(Duration)
    }

    let kind: Kind

    /// A single write fails, and with it its operation, of which nothing stays.
    ///
    /// - Parameter number: Which one, counted from 1 since the fault's turn came. Each call of a function of
    ///   ``/KeyHierarchy/KeyStoreWriter`` that changes something is one write.
    public static func failWrite(_ number: Int) -> StoreFault {
        precondition(number >= 1, "Writes are counted from 1.")
        return StoreFault(kind: .failWrite(number))
    }

    /// What an operation wrote before a single write stays, that write fails and the rest does not happen: what no
    /// store may do, to see that a test would notice.
    ///
    /// - Parameter number: Which write is the first to be missing, counted from 1 since the fault's turn came.
    public static func tear(atWrite number: Int) -> StoreFault {
        precondition(number >= 1, "Writes are counted from 1.")
        return StoreFault(kind: .tear(number))
    }

    /// An operation is carried out to its end, and then fails and is not committed.
    public static let failCommit = StoreFault(kind: .failCommit)

    /// An operation is committed, and its caller is told that it failed: the connection broke too early.
    public static let loseAcknowledgement = StoreFault(kind: .loseAcknowledgement)

    /// Another writer was faster: the operation does not begin, and gets a ``/KeyHierarchy/HierarchyError`` with the
    /// code `conflict`.
    public static let conflict = StoreFault(kind: .conflict)

    /// An operation waits before it begins. Cancelling its task ends the wait, and the operation goes on.
    public static func delay(_ duration: Duration) -> StoreFault {
        StoreFault(kind: .delay(duration))
    }

    /// The fault in words, such as "fail write 3".
    public var description: String {
        switch kind {
        case .failWrite(let number): "fail write \(number)"
        case .tear(let number): "tear at write \(number)"
        case .failCommit: "fail the commit"
        case .loseAcknowledgement: "lose the acknowledgement"
        case .conflict: "conflict"
        case .delay(let duration): "delay by \(duration)"
        }
    }
}
