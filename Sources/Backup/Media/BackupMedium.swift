/// A place for a backup. Implement it for object storage, a vault, a tape robot.
///
/// What is written is encrypted: a medium need not keep it secret, only keep it. An implementation must give:
/// - ``write(_:)`` returns once the contents are there to stay, as a whole; when it throws, nothing is there;
/// - it never replaces what is there already, unless its user asked it to;
/// - ``read(limit:)`` returns what was written, from the place itself and not from a copy in memory.
public protocol BackupMedium: Sendable {
    /// What a person, later and on another machine, finds the place by: an absolute path, a URL.
    var place: String { get }

    /// Writes a backup.
    ///
    /// - Parameter contents: The bytes of the backup, some thousand.
    /// - Throws: ``BackupError/exists(_:)`` when something is there; anything else when it fails.
    func write(_ contents: [UInt8]) async throws

    /// Returns what is at the place.
    ///
    /// - Parameter limit: The most bytes to return; when there are more, throw without reading them.
    /// - Throws: ``BackupError/missing(_:cause:)`` when there is nothing, ``BackupError/tooLarge(limit:)``.
    func read(limit: Int) async throws -> [UInt8]

    /// Removes what ``write(_:)`` has just put at the place, because another file that belongs to it could not be written.
    ///
    /// It is called only for a certificate and its private key, which are there both or neither. Without an implementation
    /// it throws, and the error of the operation names the file that stays.
    ///
    /// - Parameter contents: What was written. Where something else is by now, that must stay.
    /// - Throws: ``BackupError/notTakenBack(_:)``, or another error, when what is there stays.
    func takeBack(_ contents: [UInt8]) async throws

    /// What should be known about the place, such as that others can read it.
    func warnings() async -> [BackupWarning]
}

extension BackupMedium {
    /// Takes nothing back.
    public func takeBack(_ contents: [UInt8]) async throws {
        throw BackupError.notTakenBack(place)
    }

    /// No warnings.
    public func warnings() async -> [BackupWarning] {
        []
    }
}
