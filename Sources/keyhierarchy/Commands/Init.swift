import ArgumentParser
import KeyHierarchy

/// `keyhierarchy init`
struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Create an instance: a store, a machine key if there is none, and a service master key.")

    @OptionGroup var instance: StoreOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "The name of the server, for the labels of backups (default: the name of this machine).")
    var serverName: String?

    func run() async throws {
        guard try await !instance.holdsInstance() else {
            throw ToolError("\(instance.storePath) exists already. Nothing was changed.")
        }
        var created = CreatedFiles()
        let hierarchy = try await instance.start(
            missingStore: .create, missingKey: .create, serverName: serverName, created: &created)
        guard hierarchy.isReadable else {
            let error = ToolError(
                "Somebody else has just created an instance in \(instance.storePath), with other keys.")
            await created.takeBack(fromStore: instance.storePath, after: error)
            throw error
        }
        created.announce()
        let key = try await hierarchy.session().serviceMasterKey()
        try output.print(
            InitResult(
                store: instance.storePath, machineKey: instance.usesMachineKey ? instance.machineKeyPath : nil,
                token: instance.token.text,

                server: try await hierarchy.serverName(), fingerprint: key.fingerprint.description))
    }
}

/// What was created.
private struct InitResult: Report {
    let store: String
    let machineKey: String?
    let token: String?
    let server: String
    let fingerprint: String

    func text(_ style: Style) -> String {
        let facts = Layout.facts([
            ("Server", server), ("Store", store), ("Machine key", machineKey), ("Token", token),
            ("Service master key", fingerprint),
        ])
        return """
            \(style.bold("Created an instance."))
            \(facts.joined(separator: "\n"))

            Back up the service master key now, and keep a copy away from this machine:
              keyhierarchy backup service-master-key FILE --copy-to PLACE
            """
    }
}
