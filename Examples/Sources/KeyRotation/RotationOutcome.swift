public import KeyHierarchy

/// What a run has done about one database.
public struct RotationOutcome: Sendable {
    /// The database.
    public let database: DatabaseName
    /// Whether its master key was replaced.
    public internal(set) var isRotated = false
    /// Whether its master key was backed up.
    public internal(set) var isBackedUp = false
    /// Why it did not come to an end; the next run tries again.
    public internal(set) var failure: (any Error)?
}

/// Replacing a key would lose something: a person should look first.
public struct RotationRefused: Error, CustomStringConvertible {
    /// What would be lost.
    public let report: ChangeReport

    init(_ report: ChangeReport) {
        self.report = report
    }

    /// What would be lost, in words.
    public var description: String {
        "Replacing the key would lose: "
            + (report.lost + report.noLongerOpens).map { "\($0.name). \($0.consequence)" }.joined(separator: " ")
    }
}
