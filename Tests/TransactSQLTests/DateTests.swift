import Testing
import TransactSQL

/// Dates, and what is made of them, as SELECT shows them.
@Suite struct DateTests {
    private static let moment = "CAST('2026-11-25 22:01:02.123' AS datetime)"

    static let values: [(expression: String, value: String)] = [
        ("DATEADD(month, 1, '20260131')", "2026-02-28 00:00:00.000"),
        ("DATEADD(yy, -1, '20240229')", "2023-02-28 00:00:00.000"),
        ("DATEADD(DAY, -1, CAST('20260301' AS date))", "2026-02-28"),
        ("DATEADD(q, 2, CAST('20261101' AS date))", "2027-05-01"),
        ("DATEADD(mi, 90, '20261231 23:00')", "2027-01-01 00:30:00.000"),
        ("DATEADD(wk, 1, CAST('20261231' AS date))", "2027-01-07"),
        ("DATEADD(ms, -1, '20260101')", "2025-12-31 23:59:59.999"), ("DATEADD(day, NULL, '20260101')", "NULL"),
        ("DATEDIFF(year, '20251231', '20260101')", "1"), ("DATEDIFF(month, '20260131', '20260201')", "1"),
        ("DATEDIFF(day, '20260101 23:00', '20260102')", "1"), ("DATEDIFF(day, '20260102', '20260101')", "-1"),
        ("DATEDIFF(week, '20260103', '20260104')", "1"), ("DATEDIFF(hour, '20260101 00:59', '20260101 01:00')", "1"),
        ("DATEDIFF(second, '20260101', '20260101 00:01')", "60"), ("DATEDIFF(quarter, '20260331', '20260401')", "1"),
        ("DATEDIFF(day, '19691231', '19700101')", "1"), ("DATEDIFF_BIG(ms, '19000101', '20260101')", "3976214400000"),
        ("DATEDIFF(day, NULL, '20260101')", "NULL"),
        ("DATEADD(dd, 0, DATEDIFF(dd, 0, \(moment)))", "2026-11-25 00:00:00.000"),
        ("CAST(FLOOR(CAST(\(moment) AS float)) AS datetime)", "2026-11-25 00:00:00.000"),
        ("CAST(CAST('19000102 18:00' AS datetime) AS int)", "2"), ("CAST(1.5 AS datetime)", "1900-01-02 12:00:00.000"),
        ("DATEPART(weekday, '20261125')", "4"), ("DATEPART(iso_week, '20270101')", "53"),
        ("DATEPART(ww, '20260104')", "2"),
        ("DATEPART(dayofyear, '20241231')", "366"), ("DATEPART(ns, '20260101 00:00:00.5')", "500000000"),
        ("DATENAME(month, '20261125')", "November"), ("DATENAME(dw, '20261125')", "Wednesday"),
        ("DATENAME(year, '20261125')", "2026"), ("YEAR('20261125')", "2026"), ("MONTH(NULL)", "NULL"),
        ("EOMONTH('20240215')", "2024-02-29"), ("EOMONTH('20241231', 2)", "2025-02-28"),
        ("DATEFROMPARTS(2026, 11, 25)", "2026-11-25"),
        ("CAST(\(moment) AS date)", "2026-11-25"),
        ("CAST(CAST('20261125' AS date) AS datetime)", "2026-11-25 00:00:00.000"),
        ("CAST(CAST('20261125' AS date) AS varchar(20))", "2026-11-25"),
        ("IIF(CAST(\(moment) AS date) = '20261125', 1, 0)", "1"),
        ("CAST('12/31/40' AS datetime)", "2040-12-31 00:00:00.000"), ("CAST('12/31/50' AS date)", "1950-12-31"),
        ("CAST('31 December 2040' AS date)", "2040-12-31"), ("CAST('31 Dec, 49 10:00' AS date)", "2049-12-31"),
        ("CAST('December 31, 40' AS date)", "2040-12-31"), ("CAST('2040' AS datetime)", "2040-01-01 00:00:00.000"),
        ("CAST('401231' AS date)", "2040-12-31"), ("CAST('1752-01-01' AS date)", "1752-01-01"),
        ("CONVERT(varchar(30), \(moment), 112)", "20261125"),
        ("CONVERT(varchar(30), \(moment), 120)", "2026-11-25 22:01:02"),
        ("CONVERT(varchar(30), \(moment), 126)", "2026-11-25T22:01:02.123"),
        ("CONVERT(varchar(30), \(moment), 108)", "22:01:02"),
        ("CONVERT(varchar(30), \(moment), 113)", "25 Nov 2026 22:01:02:123"),
        ("CONVERT(varchar(30), \(moment), 109)", "Nov 25 2026 10:01:02:123PM"),
        ("CONVERT(varchar(30), \(moment), 106)", "25 Nov 2026"),
        ("CONVERT(varchar(30), \(moment), 107)", "Nov 25, 2026"),
        ("CONVERT(varchar(30), \(moment), 114)", "22:01:02:123"), ("CONVERT(varchar(30), \(moment), 3)", "25/11/26"),
        ("CONVERT(varchar(30), \(moment), 12)", "261125"),
        ("CONVERT(varchar(30), \(moment), 100)", "Nov 25 2026 10:01PM"),
        ("FORMAT(\(moment), 'yyyyMMdd_HHmmss')", "20261125_220102"),
        ("FORMAT(\(moment), 'd MMM yy h:mm tt')", "25 Nov 26 10:01 PM"),
        ("FORMAT(\(moment), 'dddd, MMMM dd ''at'' HH\\h', 'en-US')", "Wednesday, November 25 at 22h"),
        ("FORMAT(\(moment), 'yyyy-MM-ddTHH:mm:ss.fff')", "2026-11-25T22:01:02.123"), ("FORMAT(NULL, 'yyyy')", "NULL"),
    ]

    @Test(arguments: values)
    func isWhatAServerSays(_ expression: String, _ value: String) async throws {
        #expect(try await Connection().value(expression) == value)
    }

    @Test(arguments: [
        ("DATEADD(nonsense, 1, '20260101')", 155), ("DATEADD('day', 1, '20260101')", 1023), ("DATEADD(day, 1)", 174),
        ("DATEADD(year, 9999, '20260101')", 517), ("DATEADD(ms, 9000000000000000000, '20260101')", 517),
        ("DATEDIFF(ms, '19000101', '20260101')", 535), ("DATEADD(hour, 1, CAST('20260101' AS date))", 9810),
        ("DATEFROMPARTS(2026, 2, 29)", 289), ("CAST('20260101' AS date) + 1", 206),
        ("CAST('1752-01-01' AS datetime)", 242), ("CAST('2026-02-30' AS datetime)", 242),
        ("CAST('2026-02-30' AS date)", 241), ("CAST('12/31/040' AS datetime)", 241),
        ("CAST('31 Dezember 2040' AS date)", 241),
        ("CONVERT(varchar(30), GETDATE(), 999)", 281), ("CAST('99991231' AS datetime) + 1", 8115),
    ])
    func givesAnError(_ expression: String, _ number: Int) async throws {
        #expect(try await Connection().errors("SELECT \(expression)") == [number])
    }

    @Test(arguments: ["FORMAT(1.5, 'N2')", "FORMAT(GETDATE(), 'D')", "FORMAT(GETDATE(), 'yyyy-zz')"])
    func whatDependsOnACultureIsRefused(_ expression: String) async throws {
        #expect(try await Connection().run("SELECT \(expression)").unmodelled.count == 1)
    }
}
