#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension TimeInterval {
    /// A span of time in the largest unit of which it has one at least, rounded down: "3 days", "1 hour". What is negative,
    /// as a time that another clock has noted may be, is no time at all.
    var inWords: String {
        let units: [(name: String, seconds: Double)] = [("day", 86_400), ("hour", 3600), ("minute", 60)]
        for unit in units where self >= unit.seconds {
            // Dates come from a store, and what is written there may be anything.
            let count = Int(Swift.min(self / unit.seconds, 1e9))
            return "\(count) \(unit.name)\(count == 1 ? "" : "s")"
        }
        return "less than a minute"
    }
}

extension Duration {
    /// The duration in seconds.
    var timeInterval: TimeInterval {
        TimeInterval(components.seconds) + TimeInterval(components.attoseconds) * 1e-18
    }
}
