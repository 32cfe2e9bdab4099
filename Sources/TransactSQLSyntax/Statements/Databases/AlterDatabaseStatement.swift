/// `ALTER DATABASE name …`.
public struct AlterDatabaseStatement: Sendable, Hashable {
    /// Which database is altered.
    @nonexhaustive
    public enum Target: Sendable, Hashable {
        /// `CURRENT`.
        case current

        /// A name.
        case database(Identifier)
    }

    /// What is altered.
    @nonexhaustive
    public enum Change: Sendable, Hashable {
        /// `SET ENCRYPTION ON | OFF | SUSPEND | RESUME`.
        case encryption(Encryption)

        /// `SET option, …`, with what becomes of the transactions that are in the way.
        case options([NamedOption], termination: Termination?)

        /// `MODIFY NAME = name`.
        case name(Identifier)

        /// `COLLATE name`.
        case collation(Identifier)
    }

    /// What is done about transparent data encryption.
    @nonexhaustive
    public enum Encryption: String, Sendable, Hashable, CaseIterable {
        /// The database is encrypted.
        case on = "ON"

        /// The database is decrypted.
        case off = "OFF"

        /// The scan stops; SQL Server 2019 and later.
        case suspend = "SUSPEND"

        /// The scan goes on; SQL Server 2019 and later.
        case resume = "RESUME"
    }

    /// What becomes of transactions that are in the way.
    @nonexhaustive
    public enum Termination: Sendable, Hashable {
        /// `WITH ROLLBACK IMMEDIATE`.
        case rollbackImmediately

        /// `WITH ROLLBACK AFTER n SECONDS`.
        case rollbackAfter(seconds: Int32)

        /// `WITH NO_WAIT`.
        case noWait
    }

    /// Which database.
    public var target: Target

    /// What is altered.
    public var change: Change

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - target: Which database.
    ///   - change: What is altered.
    public init(target: Target, change: Change) {
        self.target = target
        self.change = change
    }
}
