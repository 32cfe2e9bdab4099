/// A part of a date, as `DATEADD` and its kin name it.
enum DatePart: String {
    case year, quarter, month
    case dayOfYear = "dayofyear"
    case day, week, weekday
    case isoWeek = "iso_week"
    case hour, minute, second, millisecond, microsecond, nanosecond

    /// The part of that name or abbreviation, whatever its case.
    init?(name: String) {
        let name = name.lowercased()
        self.init(rawValue: Self.abbreviations[name] ?? name)
    }

    private static let abbreviations = [
        "yy": "year", "yyyy": "year", "qq": "quarter", "q": "quarter", "mm": "month", "m": "month", "dy": "dayofyear",
        "y": "dayofyear", "dd": "day", "d": "day", "wk": "week", "ww": "week", "dw": "weekday", "w": "weekday",
        "isowk": "iso_week", "isoww": "iso_week", "hh": "hour", "mi": "minute", "n": "minute", "ss": "second",
        "s": "second", "ms": "millisecond", "mcs": "microsecond", "ns": "nanosecond",
    ]

    /// How many milliseconds the part lasts; `nil` where that depends on the date, or where it is shorter.
    private var milliseconds: Int? {
        switch self {
        case .dayOfYear, .day, .weekday: CivilTime.millisecondsOfDay
        case .week: 7 * CivilTime.millisecondsOfDay
        case .hour: 3_600_000
        case .minute: 60_000
        case .second: 1000
        case .millisecond: 1
        case .year, .quarter, .month, .isoWeek, .microsecond, .nanosecond: nil
        }
    }

    /// How many of the part a millisecond has.
    private var partsOfMillisecond: Int? {
        switch self {
        case .microsecond: 1000
        case .nanosecond: 1_000_000
        default: nil
        }
    }

    /// Whether the part is one of a time of day.
    var isTime: Bool {
        switch self {
        case .hour, .minute, .second, .millisecond, .microsecond, .nanosecond: true
        default: false
        }
    }
}

extension DatePart {
    /// A time so many of the part later; `nil` when that is beyond the years 1 to 9999, or when the part cannot be added.
    func adding(_ count: Int, to time: CivilTime) -> CivilTime? {
        let result: CivilTime
        if let months = [.year: 12, .quarter: 3, .month: 1][self] {
            let (sum, overflows) = count.multipliedReportingOverflow(by: months)
            guard !overflows, abs(sum) <= 120_000 else { return nil }
            result = Self.adding(months: sum, to: time)
        } else if let parts = partsOfMillisecond {
            result = CivilTime(milliseconds: time.milliseconds + CivilTime.floorDivide(count, parts))
        } else {
            guard let milliseconds else { return nil }
            let (sum, overflows) = count.multipliedReportingOverflow(by: milliseconds)
            guard !overflows, abs(sum) <= 400_000_000_000_000 else { return nil }
            result = CivilTime(milliseconds: time.milliseconds + sum)
        }
        return (1...9999).contains(result.year) ? result : nil
    }

    private static func adding(months: Int, to time: CivilTime) -> CivilTime {
        let month = time.year * 12 + time.month - 1 + months
        var result = time
        result.year = CivilTime.floorDivide(month, 12)
        result.month = month - result.year * 12 + 1
        // 31 January and a month is the last day of February.
        result.day = min(time.day, CivilTime.days(in: result.month, of: result.year))
        return result
    }

    /// How many boundaries of the part lie between two times; `nil` when the number has no room.
    func boundaries(from start: CivilTime, to end: CivilTime) -> Int? {
        switch self {
        case .year: return end.year - start.year
        case .quarter: return (end.year - start.year) * 4 + (end.month - 1) / 3 - (start.month - 1) / 3
        case .month: return (end.year - start.year) * 12 + end.month - start.month
        // A week begins on Sunday, whatever DATEFIRST is.
        case .week, .isoWeek:
            return CivilTime.floorDivide(end.dayNumber + 4, 7) - CivilTime.floorDivide(start.dayNumber + 4, 7)
        default:
            if let milliseconds {
                return CivilTime.floorDivide(end.milliseconds, milliseconds)
                    - CivilTime.floorDivide(start.milliseconds, milliseconds)
            }
            let (difference, overflows) = (end.milliseconds - start.milliseconds)
                .multipliedReportingOverflow(by: partsOfMillisecond ?? 1)
            return overflows ? nil : difference
        }
    }

    /// The number of the part in a time.
    func value(in time: CivilTime) -> Int {
        switch self {
        case .year: time.year
        case .quarter: (time.month - 1) / 3 + 1
        case .month: time.month
        case .dayOfYear: Self.dayOfYear(time)
        case .day: time.day
        case .week: (Self.dayOfYear(time) + Self.firstOfYear(time.year).weekday - 1) / 7 + 1
        case .weekday: time.weekday + 1
        case .isoWeek: Self.isoWeek(time)
        case .hour: time.hour
        case .minute: time.minute
        case .second: time.second
        case .millisecond: time.millisecond
        case .microsecond: time.millisecond * 1000
        case .nanosecond: time.millisecond * 1_000_000
        }
    }

    /// The name of the part in a time: `November`, `Wednesday`, and a number for all others.
    func name(in time: CivilTime) -> String {
        switch self {
        case .month: DateNames.months[time.month - 1]
        case .weekday: DateNames.days[time.weekday]
        default: String(value(in: time))
        }
    }

    private static func firstOfYear(_ year: Int) -> CivilTime {
        CivilTime(year: year, month: 1, day: 1)
    }

    private static func dayOfYear(_ time: CivilTime) -> Int {
        time.dayNumber - firstOfYear(time.year).dayNumber + 1
    }

    /// The week of ISO 8601: that of its Thursday in the year of its Thursday.
    private static func isoWeek(_ time: CivilTime) -> Int {
        let thursday = time.dayNumber - (time.weekday + 6) % 7 + 3
        let year = CivilTime(milliseconds: thursday * CivilTime.millisecondsOfDay).year
        return (thursday - firstOfYear(year).dayNumber) / 7 + 1
    }
}
