extension SQLValue {
    /// The time that a date stands for; `nil` for any other value.
    var civilTime: CivilTime? {
        switch self {
        case .date(let date), .dateTime(let date): CivilTime(date)
        default: nil
        }
    }

    /// A value of one of the types of dates; `nil` when there is no such day or time.
    init?(_ time: CivilTime, _ type: SQLType) {
        var time = time
        if type.name == .date { time = CivilTime(year: time.year, month: time.month, day: time.day) }
        guard let date = time.date else { return nil }
        self = type.name == .date ? .date(date) : .dateTime(date)
    }
}

extension SQLType {
    /// Whether values are days, with or without a time.
    var isDate: Bool { [.date, .datetime, .datetime2].contains(name) }
}
