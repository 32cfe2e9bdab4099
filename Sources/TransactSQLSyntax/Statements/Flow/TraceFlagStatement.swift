/// `DBCC TRACEON | TRACEOFF | TRACESTATUS (flag, … [, -1]) [WITH NO_INFOMSGS]`.
public struct TraceFlagStatement: Sendable, Hashable {
    /// What is done with the flags. The raw value is the word behind `DBCC`.
    @nonexhaustive
    public enum Action: String, Sendable, Hashable {
        /// They are switched on.
        case turnOn = "TRACEON"

        /// They are switched off.
        case turnOff = "TRACEOFF"

        /// Their state is shown.
        case showStatus = "TRACESTATUS"
    }

    /// What is done with the flags.
    public var action: Action

    /// The numbers of the flags; none with `TRACESTATUS` for all that are on.
    public var flags: [Int32]

    /// Whether `-1` stands among them: the flags are those of all sessions.
    public var isGlobal: Bool

    /// Whether `WITH NO_INFOMSGS` keeps back that the statement is done.
    public var hidesMessages: Bool

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - action: What is done with the flags.
    ///   - flags: The numbers of the flags.
    ///   - isGlobal: Whether `-1` stands among them.
    ///   - hidesMessages: Whether `WITH NO_INFOMSGS` is given.
    public init(action: Action, flags: [Int32], isGlobal: Bool = false, hidesMessages: Bool = false) {
        self.action = action
        self.flags = flags
        self.isGlobal = isGlobal
        self.hidesMessages = hidesMessages
    }
}
