/// What an operation that replaces a key does about secrets under it that cannot be read.
public enum LossTolerance: Hashable, Sendable {
    /// Fail whole, and name the first one.
    case none
    /// Go on without them, and report each: SQL Server's `FORCE`. They are lost,
    /// unless the key that they are under is restored: what is stored of them stays. Until then, or until they are dropped or
    /// set again, the next replacement of the key fails without force, and names them.
    case force
}
