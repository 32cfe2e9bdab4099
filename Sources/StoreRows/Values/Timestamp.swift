package import Foundation

/// A time as a store keeps it: whole microseconds since 1970.
///
/// A `Date` counts seconds since 2001 in floating point. Seconds and fraction are converted apart, so that the result is
/// the nearest `Date`, and a `Date` that was read is written as the very same number.
package struct Timestamp: Hashable {
    package let microseconds: Int64

    private static let secondsTo2001: Int64 = 978_307_200
    private static let perSecond: Int64 = 1_000_000

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Rounds a date to microseconds; `nil` when it is outside what a store can hold.
    package init?(_ date: Date) {
        let seconds = date.timeIntervalSinceReferenceDate.rounded(.down)
        // Keeps the conversion to an integer from trapping; the exact limits come after it.
        guard seconds.magnitude < 1e11 else { return nil }
        let fraction = (date.timeIntervalSinceReferenceDate - seconds) * Double(Self.perSecond)
        microseconds = (Int64(seconds) + Self.secondsTo2001) * Self.perSecond + Int64(fraction.rounded())
        guard Limits.timestamps.contains(microseconds) else { return nil }
    }

    package var date: Date {
        let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: Self.perSecond)
        return Date(
            timeIntervalSinceReferenceDate: Double(seconds - Self.secondsTo2001)
                + Double(fraction) / Double(Self.perSecond))
    }
}
