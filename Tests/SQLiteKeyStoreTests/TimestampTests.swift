#if SQLite
import Foundation
import KeyHierarchyTesting
import StoreRows
import Testing

@Suite struct TimestampTests {
    @Test func everyTimestampComesBackFromItsDate() {
        var generator = SystemRandomNumberGenerator()
        let random = (0..<100_000).map { _ in Int64.random(in: Limits.timestamps, using: &generator) }
        let edges = [0, 1, 978_307_199_999_999, 978_307_200_000_001, Limits.timestamps.upperBound]
        for microseconds in random + edges {
            let date = Timestamp(microseconds: microseconds).date
            #expect(Timestamp(date)?.microseconds == microseconds)
        }
    }

    @Test func aDateIsRoundedToTheNearestMicrosecond() throws {
        for date in [Date.sample, Date(timeIntervalSinceReferenceDate: 0.000_000_4), Date()] {
            let timestamp = try #require(Timestamp(date))
            #expect(abs(timestamp.date.timeIntervalSince(date)) <= 0.000_000_6)
        }
    }

    // Seconds, because Foundation cannot describe some of these as dates: the process ends.
    @Test(arguments: [
        -62_135_769_600, -0.001, 7_258_118_400, 64_092_211_200, 1e300, -1e300, .infinity, -.infinity, .nan,
    ])
    func aDateThatNoClockShowsHasNone(_ seconds: TimeInterval) {
        #expect(Timestamp(Date(timeIntervalSince1970: seconds)) == nil)
    }
}
#endif
