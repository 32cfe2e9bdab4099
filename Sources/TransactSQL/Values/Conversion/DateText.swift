#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Dates as text, in the styles of `CONVERT`.
enum DateText {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// A date in a style of `CONVERT`; one that is not modelled gives style 121.
    static func text(of date: Date, type: SQLType, style: Int) -> String {
        let time = CivilTime(date)
        let full = time.description
        let day = String(full.prefix(10))
        let clock = String(full.dropFirst(11).prefix(8))
        let parts = (
            year: String(full.prefix(4)), month: String(day.dropFirst(5).prefix(2)), day: String(day.suffix(2))
        )
        switch style {
        case 0, 100:
            if type.name == .date { return day }
            if type.name == .datetime2 { return full }
            let hour = (time.hour + 11) % 12 + 1
            return "\(months[time.month - 1]) \(padded(time.day)) \(parts.year) \(padded(hour)):"
                + "\(clock.dropFirst(3).prefix(2))\(time.hour < 12 ? "AM" : "PM")"
        case 1: return "\(parts.month)/\(parts.day)/\(parts.year.suffix(2))"
        case 101: return "\(parts.month)/\(parts.day)/\(parts.year)"
        case 102: return "\(parts.year).\(parts.month).\(parts.day)"
        case 103: return "\(parts.day)/\(parts.month)/\(parts.year)"
        case 104: return "\(parts.day).\(parts.month).\(parts.year)"
        case 105: return "\(parts.day)-\(parts.month)-\(parts.year)"
        case 108: return clock
        case 110: return "\(parts.month)-\(parts.day)-\(parts.year)"
        case 111: return "\(parts.year)/\(parts.month)/\(parts.day)"
        case 12: return "\(parts.year.suffix(2))\(parts.month)\(parts.day)"
        case 112: return parts.year + parts.month + parts.day
        case 23: return day
        case 20, 120: return "\(day) \(clock)"
        case 126, 127: return "\(day)T\(full.dropFirst(11))"
        default: return full
        }
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? " \(number)" : "\(number)"
    }

    /// The date that a text stands for: `20261125`, `2026-11-25`, `11/25/2026` with the month first, each with or without a
    /// time, `2026-11-25T22:01:02.123`, or `Nov 25 2026`; `nil` for any other.
    static func date(_ text: String) -> Date? {
        let text = text.trimmed
        guard !text.isEmpty else { return CivilTime(year: 1900, month: 1, day: 1).date }
        guard text.utf8.count <= 40 else { return nil }
        var words = text.split { $0 == " " || $0 == "T" && text.first?.isNumber == true }.map(String.init)
        guard var time = day(consuming: &words) else { return nil }
        if words.count == 2, ["AM", "PM"].contains(words[1].uppercased()) { words = [words[0] + words[1]] }
        guard words.count <= 1 else { return nil }
        if let word = words.first {
            guard read(word, into: &time) else { return nil }
        }
        return time.date
    }

    private static func day(consuming words: inout [String]) -> CivilTime? {
        let first = words.removeFirst()
        if let month = months.firstIndex(where: { first.lowercased().hasPrefix($0.lowercased()) }), words.count >= 2 {
            let day = words.removeFirst().filter { $0 != "," }
            guard let day = number(day), let year = number(words.removeFirst()) else { return nil }
            return CivilTime(year: year, month: month + 1, day: day)
        }
        if first.count == 8, let digits = number(first) {
            return CivilTime(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
        }
        let parts = first.split(omittingEmptySubsequences: false) { "-/.".contains($0) }.map { number(String($0)) }
        guard parts.count == 3, let one = parts[0], let two = parts[1], let three = parts[2] else { return nil }
        return first.prefix(4).allSatisfy(\.isNumber)
            ? CivilTime(year: one, month: two, day: three) : CivilTime(year: three, month: one, day: two)
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
