/// How far a long operation has come.
public struct ChangeProgress: Hashable, Sendable {
    /// The number of secrets that have been encrypted again.
    public let completed: Int
    /// The number of secrets that there are.
    public let total: Int
}
