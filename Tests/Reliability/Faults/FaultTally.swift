/// How many attempts have met a fault, and what has come of them.
struct FaultTally: CustomStringConvertible {
    private var succeeded = 0
    private var unchanged = 0
    /// Those that failed after the change was complete, by step.
    private var complete: [String: Int] = [:]

    mutating func count(_ name: String, _ error: (any Error)?, _ outcome: CrashCheck.Outcome) {
        switch (error, outcome) {
        case (nil, _): succeeded += 1
        case (_, .after): complete[name, default: 0] += 1
        case (_, .before), (_, .between): unchanged += 1
        }
    }

    var description: String {
        let late = complete.values.reduce(0, +)
        let names = complete.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        return """
            \(succeeded + unchanged + late) attempts; \(succeeded) succeeded all the same, \(unchanged) failed and \
            changed nothing, \(late) failed after the change was complete\(names.isEmpty ? "" : ": \(names)")
            """
    }
}
