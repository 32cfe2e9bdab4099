/// A format of `FORMAT` for dates: letters such as `yyyyMMdd` stand for parts of the date, as in .NET.
struct DateFormat {
    private let text: String

    /// Takes a format; `nil` for one of a single letter, which depends on a culture, and for letters that stand for what is
    /// not known here.
    init?(_ text: String) {
        guard text.count > 1,
            Self.parts(of: text).allSatisfy({ part in
                guard case .letters(let letter, let count) = part else { return true }
                return Self.value(of: letter, count, in: CivilTime(year: 1, month: 1, day: 1)) != nil
            })
        else { return nil }
        self.text = text
    }

    /// A time in this format.
    func text(of time: CivilTime) -> String {
        Self.parts(of: text).map { part in
            switch part {
            case .literal(let text): text
            case .letters(let letter, let count): Self.value(of: letter, count, in: time) ?? ""
            }
        }.joined()
    }

    private enum Part {
        case literal(String)
        case letters(Character, Int)
    }

    /// Letters of one kind belong together. What stands in marks or behind a `\` is no letter of the format, and neither are
    /// letters without a meaning, such as the `T` of ISO 8601.
    private static func parts(of text: String) -> [Part] {
        var parts: [Part] = []
        var rest = Substring(text)
        while let first = rest.popFirst() {
            switch first {
            case "\\": parts.append(.literal(rest.popFirst().map(String.init) ?? ""))
            case "'", "\"":
                parts.append(.literal(String(rest.prefix { $0 != first })))
                rest = rest.drop { $0 != first }.dropFirst()
            case _ where "dfFghHKmMstyz".contains(first):
                let count = rest.prefix { $0 == first }.count
                rest = rest.dropFirst(count)
                parts.append(.letters(first, count + 1))
            default: parts.append(.literal(String(first)))
            }
        }
        return parts
    }

    private static func value(of letter: Character, _ count: Int, in time: CivilTime) -> String? {
        switch letter {
        case "y": return CivilTime.digits(count <= 2 ? time.year % 100 : time.year, count)
        case "M":
            guard count > 2 else { return CivilTime.digits(time.month, count) }
            let name = DateNames.months[time.month - 1]
            return count == 3 ? String(name.prefix(3)) : name
        case "d":
            guard count > 2 else { return CivilTime.digits(time.day, count) }
            let name = DateNames.days[time.weekday]
            return count == 3 ? String(name.prefix(3)) : name
        case "H": return CivilTime.digits(time.hour, min(count, 2))
        case "h": return CivilTime.digits((time.hour + 11) % 12 + 1, min(count, 2))
        case "m": return CivilTime.digits(time.minute, min(count, 2))
        case "s": return CivilTime.digits(time.second, min(count, 2))
        case "f" where count <= 7: return String((CivilTime.digits(time.millisecond, 3) + "0000").prefix(count))
        case "t":
            let half = time.hour < 12 ? "AM" : "PM"
            return count == 1 ? String(half.prefix(1)) : half
        default: return nil
        }
    }
}
