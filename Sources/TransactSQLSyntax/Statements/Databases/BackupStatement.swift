/// `BACKUP DATABASE | LOG name TO device, … [WITH option, …]`.
public struct BackupStatement: Sendable, Hashable {
    /// What is backed up.
    @nonexhaustive
    public enum Content: UInt8, Sendable, Hashable {
        /// `DATABASE`.
        case database

        /// `LOG`.
        case log
    }

    /// What is backed up.
    public var content: Content

    /// Of which database.
    public var database: NameOrVariable

    /// The devices that the backup is written to.
    public var devices: [BackupDevice]

    /// The options.
    public var options: [BackupOption]

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - content: What is backed up.
    ///   - database: Of which database.
    ///   - devices: The devices that the backup is written to.
    ///   - options: The options.
    public init(
        content: Content,
        database: NameOrVariable,
        devices: [BackupDevice] = [],
        options: [BackupOption] = []
    ) {
        self.content = content
        self.database = database
        self.devices = devices
        self.options = options
    }
}

/// A name, or a variable whose value is the name.
@nonexhaustive
public enum NameOrVariable: Sendable, Hashable {
    /// A name.
    case name(Identifier)

    /// A variable.
    case variable(VariableName)
}

/// A string, or a variable whose value is the string.
@nonexhaustive
public enum StringOrVariable: Sendable, Hashable {
    /// A string.
    case string(StringLiteral)

    /// A variable.
    case variable(VariableName)
}

/// What a backup is written to or read from.
@nonexhaustive
public enum BackupDevice: Sendable, Hashable {
    /// `DISK = 'path'`.
    case disk(StringOrVariable)

    /// `TAPE = 'path'`.
    case tape(StringOrVariable)

    /// `URL = 'address'`.
    case url(StringOrVariable)

    /// A device that `sp_addumpdevice` made.
    case logical(NameOrVariable)
}

/// An option of `BACKUP` or `RESTORE`.
@nonexhaustive
public enum BackupOption: Sendable, Hashable {
    /// `ENCRYPTION (ALGORITHM = …, SERVER CERTIFICATE = name)`.
    case encryption(DatabaseEncryptionAlgorithm, ServerProtector)

    /// `MOVE 'logical name' TO 'path'`.
    case move(StringOrVariable, to: StringOrVariable)

    /// Any other.
    case named(NamedOption)
}
