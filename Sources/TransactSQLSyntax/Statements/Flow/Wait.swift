/// What `WAITFOR` waits for.
@nonexhaustive
public enum Wait: Sendable, Hashable {
    /// `DELAY 'hh:mm:ss'`: an amount of time.
    case delay(StringOrVariable)

    /// `TIME 'hh:mm:ss'`: a time of the day.
    case time(StringOrVariable)
}
