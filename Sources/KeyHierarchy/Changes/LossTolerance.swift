/// What an operation that replaces a key does about secrets under it that cannot be read.
public enum LossTolerance: Hashable, Sendable {
    /// Fail whole, and name the first one.
    case none
    /// Go on without them, and report each: SQL Server's `FORCE`. They are lost.
    case force
}
