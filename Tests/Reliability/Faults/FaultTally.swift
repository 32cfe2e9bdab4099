/// How many attempts have met a fault, and what has come of them.
struct FaultTally: CustomStringConvertible {
    private var succeeded = 0
    private var failed: [CrashCheck.Outcome: Int] = [:]

    mutating func count(_ error: (any Error)?, _ outcome: CrashCheck.Outcome) {
        if error == nil { succeeded += 1 } else { failed[outcome, default: 0] += 1 }
    }

    var description: String {
        let before = failed[.before] ?? 0
        let after = failed[.after] ?? 0
        return """
            \(succeeded + before + after) attempts; \(succeeded) succeeded all the same, \(before) failed and changed \
            nothing, \(after) failed after the change was complete
            """
    }
}
