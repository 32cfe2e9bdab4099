/// `DROP class [IF EXISTS] name, …`, of whatever is not a key.
public struct DropStatement: Sendable, Hashable {
    /// The kind of thing that is dropped.
    @nonexhaustive
    public enum Class: String, Sendable, Hashable, CaseIterable {
        /// A database.
        case database = "DATABASE"

        /// A function.
        case function = "FUNCTION"

        /// A login.
        case login = "LOGIN"

        /// A procedure.
        case procedure = "PROCEDURE"

        /// A role of a database.
        case role = "ROLE"

        /// A schema.
        case schema = "SCHEMA"

        /// A synonym.
        case synonym = "SYNONYM"

        /// A table.
        case table = "TABLE"

        /// A trigger.
        case trigger = "TRIGGER"

        /// A type.
        case type = "TYPE"

        /// A user of a database.
        case user = "USER"

        /// A view.
        case view = "VIEW"
    }

    /// The kind of thing.
    public var droppedClass: Class

    /// Whether a missing one is no error.
    public var ifExists: Bool

    /// The names.
    public var names: [QualifiedName]

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - droppedClass: The kind of thing.
    ///   - ifExists: Whether a missing one is no error.
    ///   - names: The names.
    public init(droppedClass: Class, ifExists: Bool = false, names: [QualifiedName] = []) {
        self.droppedClass = droppedClass
        self.ifExists = ifExists
        self.names = names
    }
}
