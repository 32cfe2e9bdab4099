import ArgumentParser
import KeyHierarchy

extension MasterKeyCommand {
    /// `keyhierarchy master-key alter`
    struct Alter: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add or drop what opens the master key of a database: one change at a time.")

        @Option(help: "The database.") var database: DatabaseName
        @Flag(help: "Let the service master key open it, so that it opens by itself.") var addServiceMasterKey = false
        @Flag(help: "No longer let the service master key open it.") var dropServiceMasterKey = false
        @Option(help: ArgumentHelp("Add the password in this file.", valueName: "file")) var addPasswordFile: String?
        @Option(help: ArgumentHelp("Drop the password in this file.", valueName: "file")) var dropPasswordFile: String?
        @Flag(help: "Add a password that is asked for.") var addPassword = false
        @Flag(help: "Drop a password that is asked for.") var dropPassword = false
        @Option(help: "What to call an added password: where it is kept, not what it is.")
        var label = KeyEncryption.defaultLabel
        @OptionGroup var openPassword: OpenPasswordOptions
        @OptionGroup var dryRun: DryRunOptions
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        /// The one change that was asked for.
        private enum Change {
            case addServiceMasterKey
            case dropServiceMasterKey
            case addPassword(file: String?)
            case dropPassword(file: String?)
        }

        private var changes: [Change] {
            var changes: [Change] = []
            if addServiceMasterKey { changes.append(.addServiceMasterKey) }
            if dropServiceMasterKey { changes.append(.dropServiceMasterKey) }
            if addPassword || addPasswordFile != nil { changes.append(.addPassword(file: addPasswordFile)) }
            if dropPassword || dropPasswordFile != nil { changes.append(.dropPassword(file: dropPasswordFile)) }
            return changes
        }

        func validate() throws {
            guard changes.count == 1 else {
                throw ValidationError(
                    "Name one change: --add-service-master-key, --drop-service-master-key, --add-password[-file] or "
                        + "--drop-password[-file].")
            }
            switch changes[0] {
            case .addServiceMasterKey, .addPassword:
                if dryRun.dryRun { throw ValidationError("Adding loses nothing: there is no --dry-run for it.") }
            case .dropServiceMasterKey, .dropPassword:
                break
            }
        }

        func run() async throws {
            let session = try await instance.start().session()
            try await openPassword.open(database, in: session)
            switch changes[0] {
            case .addServiceMasterKey:
                try await session.addServiceMasterKeyEncryption(toMasterKeyOf: database)
                try output.print(
                    DoneResult(done: "The service master key opens the master key of database \(database)"))
            case .addPassword(let file):
                let password = try PasswordSource(file: file, prompt: "New password", isNew: true).read()
                try await session.addPassword(password, label: label, toMasterKeyOf: database)
                try output.print(DoneResult(done: "Added the password '\(label)' to the master key of \(database)"))
            case .dropServiceMasterKey:
                try await dryRun.carryOut(
                    "Dropped the encryption by the service master key", in: session, output: output,
                    plan: { try await session.planDropServiceMasterKeyEncryption(fromMasterKeyOf: database) },
                    perform: { try await session.dropServiceMasterKeyEncryption(fromMasterKeyOf: database) })
            case .dropPassword(let file):
                let password = try PasswordSource(file: file, prompt: "Password to drop").read()
                try await dryRun.carryOut(
                    "Dropped a password", in: session, output: output,
                    plan: { try await session.planDropPassword(password, fromMasterKeyOf: database) },
                    perform: { try await session.dropPassword(password, fromMasterKeyOf: database) })
            }
        }
    }
}
