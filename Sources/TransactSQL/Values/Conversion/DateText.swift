#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Dates as text, in the styles of `CONVERT`.
enum DateText {
    /// A date in a style of `CONVERT`.
    ///
    /// - Throws: ``StatementFailure`` 281 for a style that there is none of.
    static func text(of date: Date, type: SQLType, style: Int) throws -> String {
        let time = CivilTime(date)
        if let day = day(of: time, style) { return day }
        let clock = clock(of: time)
        let thousandths = CivilTime.digits(time.millisecond, 3)
        let long = "\(month(time)) \(padded(time.day)) \(CivilTime.digits(time.year, 4))"
        switch style {
        case 0 where type.name == .date, 21 where type.name == .date, 121 where type.name == .date: return iso(time)
        case 0 where type.name == .datetime2, 21, 121, 25: return time.description
        case 0, 100: return "\(long) \(half(of: time, .minutes))"
        case 9, 109: return "\(long) \(half(of: time, .milliseconds))"
        case 13, 113:
            return
                "\(CivilTime.digits(time.day, 2)) \(month(time)) \(CivilTime.digits(time.year, 4)) \(clock):\(thousandths)"
        case 14, 114: return "\(clock):\(thousandths)"
        case 8, 24, 108: return clock
        case 20, 120: return "\(iso(time)) \(clock)"
        case 22:
            let date = day(of: time, 1) ?? ""
            return "\(date) \(half(of: time, .seconds))"
        case 126, 127: return "\(iso(time))T\(clock).\(thousandths)"
        default: throw StatementFailure(281, style, type.name.rawValue)
        }
    }

    /// A date in a style that has the day alone; those below 100 have two digits of the year.
    private static func day(of time: CivilTime, _ style: Int) -> String? {
        let (month, day) = (CivilTime.digits(time.month, 2), CivilTime.digits(time.day, 2))
        let year = CivilTime.digits(style < 100 ? time.year % 100 : time.year, style < 100 ? 2 : 4)
        switch style {
        case 1, 101: return "\(month)/\(day)/\(year)"
        case 2, 102: return "\(year).\(month).\(day)"
        case 3, 103: return "\(day)/\(month)/\(year)"
        case 4, 104: return "\(day).\(month).\(year)"
        case 5, 105: return "\(day)-\(month)-\(year)"
        case 6, 106: return "\(day) \(Self.month(time)) \(year)"
        case 7, 107: return "\(Self.month(time)) \(day), \(year)"
        case 10, 110: return "\(month)-\(day)-\(year)"
        case 11, 111: return "\(year)/\(month)/\(day)"
        case 12, 112: return year + month + day
        case 23: return iso(time)
        default: return nil
        }
    }

    /// `2026-11-25`
    private static func iso(_ time: CivilTime) -> String { String(time.description.prefix(10)) }

    /// `22:01:02`
    private static func clock(of time: CivilTime) -> String { String(time.description.dropFirst(11).prefix(8)) }

    private enum Precision { case minutes, seconds, milliseconds }

    /// The time of day in the twelve hours before or after noon: `10:01PM`.
    private static func half(of time: CivilTime, _ precision: Precision) -> String {
        let hour = padded((time.hour + 11) % 12 + 1)
        let half = time.hour < 12 ? "AM" : "PM"
        let (minute, second) = (CivilTime.digits(time.minute, 2), CivilTime.digits(time.second, 2))
        switch precision {
        case .minutes: return "\(hour):\(minute)\(half)"
        case .seconds: return "\(hour):\(minute):\(second) \(half)"
        case .milliseconds: return "\(hour):\(minute):\(second):\(CivilTime.digits(time.millisecond, 3))\(half)"
        }
    }

    private static func month(_ time: CivilTime) -> String { String(DateNames.months[time.month - 1].prefix(3)) }

    private static func padded(_ number: Int) -> String {
        number < 10 ? " \(number)" : "\(number)"
    }

    /// The date that a text stands for; `nil` when it stands for none.
    static func date(_ text: String) -> Date? { time(text)?.date }

    /// The day and the time that a text stands for, which need not exist: `20261125`, `2026-11-25`, `11/25/2026` with the month
    /// first, `Nov 25 2026`, `25 Nov 2026`, `2026`, each with or without a time, or `2026-11-25T22:01:02.123`; `nil` for any
    /// other. A year of two digits is one from 1950 to 2049.
    static func time(_ text: String) -> CivilTime? {
        let text = text.trimmed
        guard !text.isEmpty else { return CivilTime(year: 1900, month: 1, day: 1) }
        guard text.utf8.count <= 40 else { return nil }
        var words = text.split { $0 == " " || $0 == "T" && text.first?.isNumber == true }.map(String.init)
        guard var time = day(consuming: &words) else { return nil }
        if words.count == 2, ["AM", "PM"].contains(words[1].uppercased()) { words = [words[0] + words[1]] }
        guard words.count <= 1 else { return nil }
        if let word = words.first {
            guard read(word, into: &time) else { return nil }
        }
        return time
    }

    private static func day(consuming words: inout [String]) -> CivilTime? {
        let first = words.removeFirst()
        if let month = month(first), words.count >= 2 {
            let day = words.removeFirst().filter { $0 != "," }
            guard let day = number(day), let year = year(words.removeFirst()) else { return nil }
            return CivilTime(year: year, month: month, day: day)
        }
        if words.count >= 2, let day = number(first), let month = words.first.flatMap({ Self.month($0) }) {
            words.removeFirst()
            guard let year = year(words.removeFirst()) else { return nil }
            return CivilTime(year: year, month: month, day: day)
        }
        if let digits = number(first) {
            switch first.count {
            case 8: return CivilTime(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
            case 6:
                return year(String(first.prefix(2))).map {
                    CivilTime(year: $0, month: digits / 100 % 100, day: digits % 100)
                }
            case 4: return CivilTime(year: digits, month: 1, day: 1)
            default: return nil
            }
        }
        let parts = first.split(omittingEmptySubsequences: false) { "-/.".contains($0) }.map(String.init)
        guard parts.count == 3, let two = number(parts[1]) else { return nil }
        if parts[0].count == 4 {
            guard let year = year(parts[0]), let day = number(parts[2]) else { return nil }
            return CivilTime(year: year, month: two, day: day)
        }
        guard let month = number(parts[0]), let year = year(parts[2]) else { return nil }
        return CivilTime(year: year, month: month, day: two)
    }

    /// The number of a month by its name, or by the beginning of that, of three letters.
    private static func month(_ word: String) -> Int? {
        let word = word.lowercased().filter { $0 != "," }
        return DateNames.months.firstIndex { word == $0.lowercased() || word == $0.prefix(3).lowercased() }.map {
            $0 + 1
        }
    }

    /// A year of four digits, or of two with a server's cutoff: up to 49 they are of this century.
    private static func year(_ text: String) -> Int? {
        guard let number = number(text) else { return nil }
        switch text.count {
        case 4: return number
        case 1, 2: return number + (number <= 49 ? 2000 : 1900)
        default: return nil
        }
    }

    private static func read(_ word: String, into time: inout CivilTime) -> Bool {
        var word = word.uppercased()
        if word.hasSuffix("Z") { word.removeLast() }
        let half = word.hasSuffix("PM") ? 12 : word.hasSuffix("AM") ? 0 : nil
        if half != nil { word.removeLast(2) }
        let parts = word.split(omittingEmptySubsequences: false) { $0 == ":" }.map(String.init)
        guard (1...3).contains(parts.count), parts.count > 1 || half != nil, let hour = number(parts[0]) else {
            return false
        }
        guard half == nil || (1...12).contains(hour) else { return false }
        time.hour = half.map { hour % 12 + $0 } ?? hour
        if parts.count > 1 {
            guard let minute = number(parts[1]) else { return false }
            time.minute = minute
        }
        if parts.count > 2 {
            let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard seconds.count <= 2, let second = number(seconds[0]) else { return false }
            time.second = second
            if seconds.count == 2 {
                guard let fraction = number(seconds[1]), fraction >= 0, !seconds[1].isEmpty else { return false }
                time.millisecond = number(String((seconds[1] + "00").prefix(3))) ?? 0
            }
        }
        return true
    }

    private static func number(_ text: String) -> Int? {
        !text.isEmpty && text.utf8.count <= 9 && text.allSatisfy { $0.isASCII && $0.isNumber } ? Int(text) : nil
    }
}
