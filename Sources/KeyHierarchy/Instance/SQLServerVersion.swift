/// A version of SQL Server.
@nonexhaustive
public enum SQLServerVersion: Int, CaseIterable, Comparable, Hashable, Sendable {
    /// SQL Server 2016, version 13.
    case sql2016 = 13
    /// SQL Server 2017, version 14.
    case sql2017 = 14
    /// SQL Server 2019, version 15.
    case sql2019 = 15
    /// SQL Server 2022, version 16.
    case sql2022 = 16
    /// SQL Server 2025, version 17.
    case sql2025 = 17

    /// The year in the product's name.
    public var year: Int {
        switch self {
        case .sql2016: 2016
        case .sql2017: 2017
        case .sql2019: 2019
        case .sql2022: 2022
        case .sql2025: 2025
        }
    }

    /// The compatibility level of new databases: 130 to 170.
    public var compatibilityLevel: Int { rawValue * 10 }

    /// Orders versions by their age.
    public static func < (left: SQLServerVersion, right: SQLServerVersion) -> Bool {
        left.rawValue < right.rawValue
    }
}
