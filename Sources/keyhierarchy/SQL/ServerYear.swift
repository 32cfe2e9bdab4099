import ArgumentParser
import KeyHierarchy

/// A version of SQL Server as it is written in a command: its year.
///
/// It is no enumeration with raw values: of those, the parser's help shows the raw value of the default, such as 16.
struct ServerYear: ExpressibleByArgument {
    /// The version of that year.
    let version: SQLServerVersion

    init(_ version: SQLServerVersion) {
        self.version = version
    }

    init?(argument: String) {
        guard let version = SQLServerVersion.allCases.first(where: { String($0.year) == argument }) else { return nil }
        self.version = version
    }

    /// The year.
    var defaultValueDescription: String { String(version.year) }

    /// The years of all versions.
    static var allValueStrings: [String] { SQLServerVersion.allCases.map { String($0.year) } }
}
