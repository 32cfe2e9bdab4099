import ArgumentParser
import DurableFiles
import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which instance is meant: its store, and what protects its service master key.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The store of the instance (default: KEYHIERARCHY_STORE, or a file in your data directory).",
            valueName: "file"))
    var store: String?

    @Option(
        help: ArgumentHelp(
            "The machine key that protects the service master key (default: KEYHIERARCHY_MACHINE_KEY, or a file in your "
                + "configuration directory).",
            valueName: "file"))
    var machineKey: String?

    @Option(
        help: ArgumentHelp(
            "A second key that protects the service master key, as SQL Server's service account does. Losing one of the "
                + "two is survived.",
            valueName: "file"))
    var serviceAccountKey: String?

    /// Whether an instance was named, here or in the environment.
    var isGiven: Bool {
        store != nil || Self.environment("KEYHIERARCHY_STORE") != nil
    }

    /// The path of the store.
    var storePath: String {
        store ?? Self.environment("KEYHIERARCHY_STORE")
            ?? Self.home("XDG_DATA_HOME", or: ".local/share") + "/keyhierarchy/store.db"
    }

    /// The path of the machine key: by default not where the store is, so that one stolen directory is not everything.
    var machineKeyPath: String {
        machineKey ?? Self.environment("KEYHIERARCHY_MACHINE_KEY")
            ?? Self.home("XDG_CONFIG_HOME", or: ".config") + "/keyhierarchy/machine.key"
    }

    /// What to do about a store or a machine key that is not there.
    enum Missing {
        /// Fail, and say how to make one.
        case fail
        /// Make it: the first start on a new machine.
        case create
    }

    /// Starts the instance.
    ///
    /// - Parameters:
    ///   - missingStore: What to do when there is no store.
    ///   - missingMachineKey: What to do when there is no machine key.
    ///   - serverName: The name that a new instance gets.
    func start(
        missingStore: Missing = .fail,
        missingMachineKey: Missing = .fail,
        serverName: String? = nil
    ) async throws -> EncryptionHierarchy {
        let creates = !DurableFile.isPresent(storePath)
        if creates, case .fail = missingStore {
            throw ToolError(
                "There is no instance at \(storePath).\nMake one with: keyhierarchy init --store \(storePath)")
        }
        // The machine key first: a store without it would be a locked box.
        let protectors = try rootProtectors(missing: missingMachineKey)
        if creates { try createDirectory(of: storePath) }
        let store = try openStore(creates ? .create : .readWrite)
        var options = EncryptionHierarchy.Options()
        options.serverName = serverName ?? Self.hostName
        let hierarchy = try await EncryptionHierarchy(store: store, rootProtectors: protectors, options: options)
        for message in hierarchy.startupMessages { Console.note(message.description) }
        return hierarchy
    }

    /// Starts the instance to look at it: nothing is written, and a missing machine key is no obstacle.
    func startReadOnly() async throws -> EncryptionHierarchy {
        guard DurableFile.isPresent(storePath) else {
            throw ToolError(
                "There is no instance at \(storePath).\nMake one with: keyhierarchy init --store \(storePath)")
        }
        let hasMachineKey = DurableFile.isPresent(machineKeyPath)
        let protectors: [any RootProtector] =
            hasMachineKey ? try rootProtectors(missing: .fail) : [try EphemeralRootProtector()]
        let store = try openStore(.readOnly)
        var options = EncryptionHierarchy.Options()
        options.maintainsStore = false
        return try await EncryptionHierarchy(store: store, rootProtectors: protectors, options: options)
    }

    private func rootProtectors(missing: Missing) throws -> [any RootProtector] {
        var protectors: [any RootProtector] = [try key(machineKeyPath, .machineKey, missing: missing)]
        if let path = serviceAccountKey {
            // It is an option: whoever names a new one wants one.
            protectors.append(try key(path, .serviceAccount, missing: .create))
        }
        return protectors
    }

    private func key(_ path: String, _ name: RootProtectorName, missing: Missing) throws -> MachineKeyFile {
        if DurableFile.isPresent(path) { return try MachineKeyFile(path: path, name: name) }
        guard case .create = missing else {
            throw ToolError(
                """
                There is no \(name) at \(path).
                If it is lost, restore the service master key from its backup; that makes a new one:
                keyhierarchy restore service-master-key FILE --store \(storePath) --machine-key \(path)
                """)
        }
        try createDirectory(of: path)
        Console.note("Created the \(name) \(path). Keep it on this machine, apart from backups of the store.")
        return try MachineKeyFile.create(at: path, name: name)
    }

    private func createDirectory(of path: String) throws {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
        do {
            try DurableFile.createDirectory(String(path[..<slash]))
        } catch {
            throw ToolError(error.description)
        }
    }

    private static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func home(_ variable: String, or directory: String) -> String {
        environment(variable) ?? "\(environment("HOME") ?? ".")/\(directory)"
    }

    /// The name of this machine, as SQL Server would name an instance on it.
    private static var hostName: String {
        let name = ProcessInfo.processInfo.hostName.split(separator: ".").first.map(String.init)
        return (name ?? "localhost").uppercased()
    }
}
