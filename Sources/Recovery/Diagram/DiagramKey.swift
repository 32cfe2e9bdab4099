/// A key as a diagram shows it; or the keys of many databases of the same shape, which it shows as one.
struct DiagramKey: Sendable {
    /// One way in.
    struct Way: Sendable {
        let text: String
        /// When it was proved, and whether everything depends on it.
        let note: String
        let mark: Mark
    }

    /// A backup; or, of many keys, what is common to theirs.
    struct Backup: Sendable {
        let place: String
        let note: String
        let mark: Mark
    }

    let title: String
    let mark: Mark
    /// What it lacks, in a few words each.
    let remarks: [String]
    let ways: [Way]
    /// How many more ways in there are than those above.
    let furtherWays: Int
    let backups: [Backup]
    /// How many more backups there are than those above.
    let furtherBackups: Int
    /// Whether the service master key is one of the ways in.
    let isUnderServiceMasterKey: Bool
}
