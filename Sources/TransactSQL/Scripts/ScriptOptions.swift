public import Backup

/// How a script is to be run.
public struct ScriptOptions: Sendable {
    /// What follows when a script asks for something that is not modelled.
    public enum Strictness: Hashable, Sendable {
        /// It is reported, and the script ends: nothing runs that might depend on it.
        case strict
        /// It is reported, and the next statement runs.
        case lenient
    }

    /// What follows when something is not modelled.
    public var strictness: Strictness = .strict
    /// Whether `USE`, `ALTER DATABASE`, `sp_control_dbmasterkey_password @db_name = …` and the names of views and
    /// procedures create the user database that they name when there is none, for scripts that were written against
    /// databases of their own.
    public var assumesDatabases = false
    /// The compatibility level of the databases, 100 to 170; `nil` for that of the version that the instance models.
    public var compatibilityLevel: Int?
    /// Which numbers a refused password gives.
    public var passwordMessages: PasswordMessages = .sqlServerPolicy
    /// The directory under which the paths of a script are found; `nil` for the file system itself, where only POSIX paths
    /// are taken.
    public var fileRoot: FileRoot?
    /// What a password costs to try that protects a backup which the script writes.
    public var backupDerivation: BackupDerivation = .standard
    /// The variables of sqlcmd, which turn `$(name)` and the commands of sqlcmd on; `nil` for plain Transact-SQL.
    public var sqlcmdVariables: [String: String]?
    /// Whether the script ends after the batch in which an error occurred, as `sqlcmd -b` does.
    public var stopsOnError = false
    /// Whether the script is only rehearsed: on a copy of the instance that is thrown away, without writing a file, and
    /// without waiting in `WAITFOR`. Files that the script restores from or takes in with `:r` are read.
    public var isDryRun = false
    /// Whether batches are only parsed, as under `SET PARSEONLY ON`: errors of syntax are sent, and nothing runs.
    public var parsesOnly = false

    /// How large what the script makes may become.
    var limits = ScriptLimits()

    /// Creates the options of a strict run of plain Transact-SQL.
    public init() {}

    /// Which numbers of `sys.messages` a refused password gives.
    @nonexhaustive
    public enum PasswordMessages: Hashable, Sendable {
        /// Those of SQL Server's own policy, which holds on Linux: 33062, 33063, 33064.
        case sqlServerPolicy
        /// Those of Windows' policy: 15116, 15117, 15118.
        case operatingSystemPolicy
    }
}
