import ArgumentParser
import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `keyhierarchy database`
struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "Create, list and drop databases.",
        subcommands: [Create.self, List.self, Drop.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Create a database, without a master key.")

        @Argument(help: "The name of the database.") var name: DatabaseName
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try await instance.start().session().createDatabase(name)
            try output.print(DoneResult(done: "Created database \(name)"))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the databases.")

        @Flag(help: "List master, tempdb, model and msdb too.") var system = false
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await instance.startReadOnly().session()
            var databases: [DatabaseList.Entry] = []
            for database in try await session.allDatabases() where system || !database.id.isSystem {
                let key = try await session.masterKey(of: database.name)
                databases.append(
                    DatabaseList.Entry(
                        id: database.id.rawValue, name: database.name.description, created: database.created,
                        masterKey: key?.protection.rawValue))
            }
            try output.print(DatabaseList(databases: databases))
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drop a database, with its master key and everything under it.")

        @Argument(help: "The name of the database.") var name: DatabaseName
        @OptionGroup var dryRun: DryRunOptions
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await instance.start().session()
            try await dryRun.carryOut(
                "Dropped database \(name)", in: session, output: output,
                plan: { try await session.planDropDatabase(name) },
                perform: { try await session.dropDatabase(name) })
        }
    }
}

/// The databases of an instance.
private struct DatabaseList: Report {
    struct Entry: Encodable {
        let id: Int32
        let name: String
        let created: Date
        let masterKey: String?
    }

    let databases: [Entry]

    func text(_ style: Style) -> String {
        guard !databases.isEmpty else {
            return "There are no databases. Create one with: keyhierarchy database create NAME"
        }
        let lines = databases.map { database in
            let key =
                switch database.masterKey {
                case DatabaseMasterKey.Protection.serviceMasterKeyAndPasswords.rawValue: "opens by itself"
                case DatabaseMasterKey.Protection.passwordsOnly.rawValue: "opens with a password only"
                default: "none"
                }
            return "\(style.bold(database.name))  master key: \(key)"
        }
        return lines.joined(separator: "\n")
    }
}
