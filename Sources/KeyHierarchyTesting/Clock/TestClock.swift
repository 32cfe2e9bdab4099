#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// A clock that stands still until a test moves it.
///
///     let clock = TestClock()
///     var options = EncryptionHierarchy.Options()
///     options.now = clock.now
///     …
///     clock.advance(by: .seconds(3601))
public final class TestClock: Sendable {
    /// The time at which a clock stands unless it is given another: the beginning of 2026, in UTC.
    public static let start = Date(timeIntervalSince1970: 1_767_225_600)

    private let time: Guarded<Date>

    /// Creates a clock that stands at the given time.
    public init(_ time: Date = TestClock.start) {
        self.time = Guarded(time)
    }

    /// The time that the clock shows.
    ///
    /// It is a function so that it can be given to a hierarchy as it is: `options.now = clock.now`.
    public func now() -> Date {
        time.withLock { $0 }
    }

    /// Moves the clock; a negative duration moves it back, as a correction of a machine's clock does.
    public func advance(by duration: Duration) {
        time.withLock { $0 += duration / .seconds(1) }
    }

    /// Sets the clock to a time.
    public func set(to time: Date) {
        self.time.withLock { $0 = time }
    }
}
