/// What is not wrong with a backup, but should be known. New warnings may be added.
@nonexhaustive
public enum BackupWarning: Hashable, Sendable, CustomStringConvertible {
    /// The file has no label: only whoever has the password can say what it holds.
    case noLabel
    /// The backup was made by another program: it does not say which key it holds.
    case noFacts
    /// The password is protected by fewer iterations than are recommended today.
    case fewIterations(Int)
    /// Group or others may read or write in the directory of a backup.
    case directoryIsAccessible(String)
    /// There is no copy beside the backup itself.
    case noCopy
    /// A private key file (PVK) is encrypted with RC4 under a single SHA-1 of its password.
    case weakPrivateKeyFile(String)
    /// The store could not note that the backup was made or verified.
    case notNoted

    /// The warning, for a person.
    public var description: String {
        switch self {
        case .noLabel:
            "The file has no label. Whoever finds it cannot tell what it is without the password."
        case .noFacts:
            "The backup does not say which key it holds: it was made by another program. Be sure that it is the right one."
        case .fewIterations(let iterations):
            "Only \(iterations) iterations protect the password. Make a new backup."
        case .directoryIsAccessible(let place):
            "Others than you can read or write in the directory of \(place). Move the backup to a private one."
        case .noCopy:
            "There is one backup and no copy. Keep another one away from this machine, and verify it there."
        case .weakPrivateKeyFile(let place):
            "The form of \(place) (PVK) protects little: passwords can be guessed at the speed of SHA-1. Take a long one, or "
                + "write a PFX."
        case .notNoted:
            "The backup is good, but the store could not note it. The instance does not know of this backup."
        }
    }
}
