import ArgumentParser
import KeyHierarchy

/// `keyhierarchy master-key`
struct MasterKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "master-key", abstract: "Create, alter, regenerate and drop database master keys.",
        subcommands: [Create.self, Alter.self, Regenerate.self, Drop.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create the master key of a database, under a password and the service master key.")

        @Option(help: "The database.") var database: DatabaseName
        @OptionGroup var password: NewPasswordOptions
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await instance.start().session()
            try await session.createMasterKey(
                in: database, password: password.read("Password of the new master key"), label: password.label)
            try output.print(DoneResult(done: "Created the master key of database \(database)"))
        }
    }

    struct Regenerate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replace the master key of a database by a new one, and encrypt what is under it again.",
            discussion: "The given password takes the place of all passwords of the key.")

        @Option(help: "The database.") var database: DatabaseName
        @OptionGroup var password: NewPasswordOptions
        @OptionGroup var openPassword: OpenPasswordOptions
        @OptionGroup var force: ForceOptions
        @OptionGroup var dryRun: DryRunOptions
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await instance.start().session()
            try await openPassword.open(database, in: session)
            let new = try password.read("New password of the master key")
            try await dryRun.carryOut(
                "Regenerated the master key of database \(database)", in: session, output: output,
                plan: {
                    try await session.planRegenerateMasterKey(
                        of: database, password: new, label: password.label, tolerance: force.tolerance)
                },
                perform: {
                    try await session.regenerateMasterKey(
                        of: database, password: new, label: password.label, tolerance: force.tolerance)
                })
            if !dryRun.dryRun {
                Console.note("Every backup of this master key holds an older key now. Back it up again.")
            }
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drop the master key of a database; refused while something is encrypted by it.")

        @Option(help: "The database.") var database: DatabaseName
        @OptionGroup var dryRun: DryRunOptions
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await instance.start().session()
            try await dryRun.carryOut(
                "Dropped the master key of database \(database)", in: session, output: output,
                plan: { try await session.planDropMasterKey(of: database) },
                perform: { try await session.dropMasterKey(of: database) })
        }
    }
}
