/// `RESTORE … FROM device, … [WITH option, …]`.
public struct RestoreStatement: Sendable, Hashable {
    /// What is restored, or read.
    @nonexhaustive
    public enum Content: Sendable, Hashable {
        /// `DATABASE name`.
        case database(NameOrVariable)

        /// `LOG name`.
        case log(NameOrVariable)

        /// `FILELISTONLY`.
        case fileList

        /// `HEADERONLY`.
        case headers

        /// `LABELONLY`.
        case label

        /// `VERIFYONLY`.
        case verification
    }

    /// What is restored, or read.
    public var content: Content

    /// The devices that the backup is on; none where `RESTORE DATABASE name WITH RECOVERY` ends a sequence.
    public var devices: [BackupDevice]

    /// The options.
    public var options: [BackupOption]

    /// Creates one from its parts.
    ///
    /// - Parameters:
    ///   - content: What is restored, or read.
    ///   - devices: The devices that the backup is on.
    ///   - options: The options.
    public init(content: Content, devices: [BackupDevice] = [], options: [BackupOption] = []) {
        self.content = content
        self.devices = devices
        self.options = options
    }
}
