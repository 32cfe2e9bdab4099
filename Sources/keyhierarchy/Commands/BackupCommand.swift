import ArgumentParser
import Backup
import KeyHierarchy

/// `keyhierarchy backup`
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back up master keys, list their backups, change the passwords of one, and record receipts.",
        subcommands: [
            ServiceMasterKey.self, MasterKey.self, List.self, AddPassword.self, RemovePassword.self, Record.self,
        ])

    struct ServiceMasterKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Back up the service master key: one of the first things to do to a new instance.")

        @Argument(help: "The file to write.") var file: String
        @OptionGroup var target: BackupTargetOptions
        @OptionGroup var password: NewPasswordOptions
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await instance.start().session()
            let receipt = try await session.backUpServiceMasterKey(
                to: target.medium(file), copies: try target.copies(of: file),
                under: BackupPassword(password.read("Password of the backup"), label: password.label))
            try output.print(BackupResult(receipt))
        }
    }

    struct MasterKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Back up the master key of a database.")

        @Argument(help: "The database.") var database: DatabaseName
        @Argument(help: "The file to write.") var file: String
        @OptionGroup var target: BackupTargetOptions
        @OptionGroup var openPassword: OpenPasswordOptions
        @OptionGroup var password: NewPasswordOptions
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await instance.start().session()
            try await openPassword.open(database, in: session)
            let receipt = try await session.backUpMasterKey(
                of: database, to: target.medium(file), copies: try target.copies(of: file),
                under: BackupPassword(password.read("Password of the backup"), label: password.label))
            try output.print(BackupResult(receipt))
        }
    }
}
