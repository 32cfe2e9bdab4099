/// What one step of one task has come to, for the replay.
struct Note: Codable {
    /// How it has ended.
    enum Outcome: Codable {
        /// It was committed as the given revision of the instance.
        ///
        /// - Parameters:
        ///   - revision: The revision that its own transaction wrote.
        ///   - fingerprint: The key that it has put in place, or the service master key, read in that transaction.
        case committed(revision: Int64, fingerprint: String)
        /// It succeeded without a change, such as a backup of which nothing was noted.
        case unchanged
        /// It failed with the given code.
        case failed(String)

        var isFailure: Bool {
            if case .failed = self { true } else { false }
        }
    }

    let step: Step
    let outcome: Outcome
    /// The key in the backup that it has written, if any.
    let written: String?
    /// The revision just before it began, and just after it had ended.
    let first: Int64
    let last: Int64
}
