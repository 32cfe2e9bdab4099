import Foundation
import KeyHierarchyTesting
import Testing

@Suite("A test clock")
struct TestClockTests {
    @Test func standsStillUntilItIsMoved() {
        let clock = TestClock()
        #expect(clock.now() == TestClock.start)
        #expect(clock.now() == TestClock.start)
        clock.advance(by: .seconds(3601))
        #expect(clock.now() == TestClock.start.addingTimeInterval(3601))
        clock.advance(by: .milliseconds(-1500))
        #expect(clock.now() == TestClock.start.addingTimeInterval(3599.5))
    }

    @Test func isSetToATime() {
        let clock = TestClock(Date(timeIntervalSince1970: 5))
        #expect(clock.now() == Date(timeIntervalSince1970: 5))
        clock.set(to: Date(timeIntervalSince1970: 4))
        #expect(clock.now() == Date(timeIntervalSince1970: 4))
    }

    @Test func beginsWithTheYear2026() {
        #expect(TestClock.start.ISO8601Format() == "2026-01-01T00:00:00Z")
    }
}
