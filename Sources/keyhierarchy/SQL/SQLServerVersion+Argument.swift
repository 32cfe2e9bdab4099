public import ArgumentParser
public import KeyHierarchy

extension SQLServerVersion: ExpressibleByArgument {
    /// Reads the year of a version.
    public init?(argument: String) {
        guard let version = Self.allCases.first(where: { String($0.year) == argument }) else { return nil }
        self = version
    }

    /// The year.
    public var defaultValueDescription: String { String(year) }

    /// The years of all versions.
    public static var allValueStrings: [String] { allCases.map { String($0.year) } }
}
