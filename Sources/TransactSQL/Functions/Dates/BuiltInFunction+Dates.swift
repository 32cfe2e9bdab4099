import KeyHierarchy

extension BuiltInFunction {
    /// The clock of the instance, whose local time is UTC, and what is made of dates.
    static let dates: [String: BuiltInFunction] = [
        "getdate": clock(.datetime), "getutcdate": clock(.datetime), "current_timestamp": clock(.datetime),
        "sysdatetime": clock(SQLType(.datetime2)), "sysutcdatetime": clock(SQLType(.datetime2)),
        "sysdatetimeoffset": clock(SQLType(.datetime2)),
        "year": part(.year), "month": part(.month), "day": part(.day),
        "eomonth": BuiltInFunction(1...2, SQLType(.date)) { call in
            let months = call.arguments.count > 1 ? try call.int(1) : 0
            guard var time = try call.time(0) else { return .null }
            time.day = 1
            guard let first = DatePart.month.adding(months ?? 0, to: time) else { throw StatementFailure(517, "date") }
            time = first
            time.day = CivilTime.days(in: time.month, of: time.year)
            return SQLValue(time, SQLType(.date)) ?? .null
        },
        "datefromparts": BuiltInFunction(3...3, SQLType(.date)) { call in
            guard let year = try call.int(0), let month = try call.int(1), let day = try call.int(2) else {
                return .null
            }
            guard let date = SQLValue(CivilTime(year: year, month: month, day: day), SQLType(.date)) else {
                throw StatementFailure(289, "date")
            }
            return date
        },
        "format": BuiltInFunction(2...3, .nvarchar(4000)) { call in
            guard call.type(0)?.isDate ?? true else { throw NotModelled("FORMAT of a number", nil) }
            guard let time = try call.time(0), let text = try call.text(1) else { return .null }
            guard let format = DateFormat(text) else {
                throw NotModelled("this format of FORMAT", "It depends on a culture, or is not known here.")
            }
            return .text(format.text(of: time))
        },
    ]

    private static func clock(_ type: SQLType) -> BuiltInFunction {
        BuiltInFunction(0...0, type) { .dateTime($0.context.now) }
    }

    private static func part(_ part: DatePart) -> BuiltInFunction {
        BuiltInFunction(1...1, .int) { call in try call.time(0).map { .int(Int64(part.value(in: $0))) } ?? .null }
    }
}

extension BuiltInCall {
    /// An argument as a time; `nil` for `NULL`.
    fileprivate func time(_ index: Int) throws -> CivilTime? {
        try self[index].converted(from: type(index) ?? .datetime, to: SQLType(.datetime2)).civilTime
    }
}
