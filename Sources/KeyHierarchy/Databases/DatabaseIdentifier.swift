/// The number of a database within its instance: `database_id` of `sys.databases`.
public struct DatabaseIdentifier: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number: 1 to 4 for the system databases, from 5 on for those of users.
    public let rawValue: Int32

    /// Creates the identifier of the database with that number.
    ///
    /// - Parameter rawValue: The number, from 1 on.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The system database that holds what belongs to the whole instance.
    public static let master = DatabaseIdentifier(rawValue: 1)
    /// The system database of temporary keys.
    package static let tempdb = DatabaseIdentifier(rawValue: 2)
    /// The number of the first database that a user creates.
    package static let firstUserDatabase = DatabaseIdentifier(rawValue: 5)

    /// Whether this is one of the four databases that every instance has.
    public var isSystem: Bool {
        self < .firstUserDatabase
    }

    /// The number.
    public var description: String {
        String(rawValue)
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}
