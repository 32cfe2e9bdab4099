#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A point in time as year, month, day and time of day in UTC, by the Gregorian calendar.
struct CivilTime: Hashable {
    var year: Int
    var month: Int
    var day: Int
    var hour = 0
    var minute = 0
    var second = 0
    var millisecond = 0
}

extension CivilTime {
    /// The civil time of a date, to the nearest millisecond; dates beyond the years 1 to 9999 count as the nearest of those.
    init(_ date: Date) {
        let limits = -62_135_596_800.0...253_402_300_799.0
        let seconds = min(max(date.timeIntervalSince1970, limits.lowerBound), limits.upperBound)
        self.init(milliseconds: Int((seconds * 1000).rounded()))
    }

    /// The civil time of so many milliseconds since the beginning of 1970.
    init(milliseconds: Int) {
        let days = Self.floorDivide(milliseconds, Self.millisecondsOfDay)
        let time = milliseconds - days * Self.millisecondsOfDay
        (year, month, day) = Self.date(ofDays: days)
        hour = time / 3_600_000
        minute = time / 60_000 % 60
        second = time / 1000 % 60
        millisecond = time % 1000
    }

    static let millisecondsOfDay = 86_400_000

    /// The date; `nil` when there is no such day or time.
    var date: Date? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (0...999).contains(millisecond)
        else { return nil }
        return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    /// Days since the beginning of 1970.
    var dayNumber: Int { Self.days(year: year, month: month, day: day) }

    /// Milliseconds since the beginning of 1970.
    var milliseconds: Int {
        dayNumber * Self.millisecondsOfDay + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond
    }

    /// The day of the week, from 0 for Sunday.
    var weekday: Int {
        // The first day of 1970 was a Thursday.
        let days = dayNumber + 4
        return days - Self.floorDivide(days, 7) * 7
    }

    /// The number of days of a month.
    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1 January 1970. Years begin in March here, so that the leap day is the last one of its year.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = floorDivide(year, 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(ofDays days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The quotient, rounded down.
    static func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
        let quotient = dividend / divisor
        return dividend % divisor < 0 ? quotient - 1 : quotient
    }
}

extension CivilTime: CustomStringConvertible {
    /// The form of ODBC's canonical date with milliseconds: `2026-11-25 22:01:02.123`.
    var description: String {
        "\(Self.digits(year, 4))-\(Self.digits(month, 2))-\(Self.digits(day, 2)) "
            + "\(Self.digits(hour, 2)):\(Self.digits(minute, 2)):\(Self.digits(second, 2)).\(Self.digits(millisecond, 3))"
    }

    /// A number with so many digits at least.
    static func digits(_ value: Int, _ count: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
