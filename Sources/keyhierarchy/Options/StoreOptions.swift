import ArgumentParser
import DurableFiles
import KeyHierarchy
import Recovery

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which instance is meant: its store, and what protects its service master key.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The store of the instance: a file, or postgresql://HOST/DATABASE where the tool was built with that, with "
                + "?schema=NAME for another schema than key_hierarchy (default: KEYHIERARCHY_STORE, or a file in your "
                + "data directory).",
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
            "A second key that protects the service master key, as SQL Server's service account does (default: "
                + "KEYHIERARCHY_SERVICE_ACCOUNT_KEY, or none). Losing one of the two is survived.",
            valueName: "file"))
    var serviceAccountKey: String?

    @OptionGroup var token: TokenOptions

    /// Whether an instance was named, here or in the environment.
    var isGiven: Bool {
        store != nil || Self.environment("KEYHIERARCHY_STORE") != nil
    }

    /// Whether an instance or its keys were named here.
    var isNamed: Bool {
        store != nil || machineKey != nil || serviceAccountKey != nil || token.isNamed
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

    /// The path of the second key, if there is to be one.
    var serviceAccountKeyPath: String? {
        serviceAccountKey ?? Self.environment("KEYHIERARCHY_SERVICE_ACCOUNT_KEY")
    }

    /// Whether a machine key protects the instance: a token does without one, unless one is named.
    var usesMachineKey: Bool {
        machineKey != nil || Self.environment("KEYHIERARCHY_MACHINE_KEY") != nil || !token.isGiven
    }

    /// What to do about a store or a machine key that is not there.
    enum Missing {
        /// Fail, and say how to make one.
        case fail
        /// Make it: the first start on a new machine.
        case create
    }

    /// Starts the instance, as one of a version of SQL Server.
    func start(
        _ missing: Missing = .fail, of version: SQLServerVersion = .sql2022
    ) async throws -> EncryptionHierarchy {
        var created = CreatedFiles()
        let hierarchy = try await start(
            missingStore: .fail, missingKey: missing, version: version, created: &created)
        created.announce()
        return hierarchy
    }

    /// Starts the instance.
    ///
    /// - Parameters:
    ///   - missingStore: What to do when there is no store.
    ///   - missingKey: What to do when there is no machine key, or no second key that was named.
    ///   - serverName: The name that a new instance gets.
    ///   - version: The version of SQL Server that is modelled.
    ///   - created: The files that were made for it, for whoever has to take them back, or to announce them when all is
    ///     done.
    func start(
        missingStore: Missing,
        missingKey: Missing,
        serverName: String? = nil,
        version: SQLServerVersion = .sql2022,
        created: inout CreatedFiles
    ) async throws -> EncryptionHierarchy {
        let isNew = try await !Self.isPresent(storePath)
        if isNew, case .fail = missingStore { throw noInstance }
        do {
            // The keys first: a store without them would be a locked box.
            let protectors = try await rootProtectors(missing: missingKey, created: &created)
            let isNewFile = isNew && !Self.isOnServer(storePath)
            if isNewFile { try createDirectory(of: storePath) }
            let store = try await openStore(isNew ? .create : .readWrite)
            // Not before: what was there a moment later is somebody else's.
            if isNewFile { created.store = storePath }
            var options = EncryptionHierarchy.Options()
            options.serverName = serverName ?? Self.hostName
            options.sqlServerVersion = version
            let hierarchy = try await EncryptionHierarchy(store: store, rootProtectors: protectors, options: options)
            // Whoever has a key made knows that it does not open the service master key.
            if missingKey == .fail || hierarchy.isReadable {
                noteRootFailures(of: hierarchy, except: created.keys.map(\.name))
            }
            try await takeBackUnused(protectors.map(\.name), of: hierarchy, &created)
            return hierarchy
        } catch {
            await created.takeBack(fromStore: storePath, after: error)
            throw error
        }
    }

    /// Says which of the keys do not protect the instance: a start adds none, nor does what follows it. Files that were made
    /// for such are removed.
    private func takeBackUnused(
        _ names: [RootProtectorName],
        of hierarchy: EncryptionHierarchy,
        _ created: inout CreatedFiles
    ) async throws {
        let key = try await hierarchy.session().serviceMasterKey()
        guard key.isReadable else { return }
        let unused = names.filter { name in !key.encryptions.contains { $0.protector == .root(name) } }
        hierarchy.forgetRootProtectors(Set(unused))
        for name in unused {
            created.removeKey(of: name)
            Console.note(
                "The \(name.rawValue) does not protect the service master key of this instance. To let it, name all that are to: "
                    + "keyhierarchy service-master-key protect.")
        }
    }

    /// Whether the store has an instance in it. One that has none is what an attempt leaves that was broken off.
    func holdsInstance() async throws -> Bool {
        guard try await Self.isPresent(storePath) else { return false }
        return try await openStore(.readOnly).read { try $0.instance() } != nil
    }

    /// Starts the instance if one was named and is there, for work that can be done without it.
    ///
    /// - Parameter purpose: What it would be good for: "to compare the backup with".
    func startIfGiven(_ purpose: String) async throws -> EncryptionHierarchy? {
        guard isGiven else { return nil }
        guard try await Self.isPresent(storePath) else {
            Console.note("There is no instance at \(storePath) \(purpose).")
            return nil
        }
        return try await start()
    }

    /// Starts the instance for a dry run, also where there is none yet: then an empty one in memory takes its place.
    ///
    /// - Parameters:
    ///   - access: How the store is opened: for reading alone where a copy is worked on, and not a transaction rolled back.
    ///   - version: The version of SQL Server that is modelled.
    func startRehearsal(
        _ access: Access = .readWrite, of version: SQLServerVersion = .sql2022
    ) async throws -> EncryptionHierarchy {
        var options = EncryptionHierarchy.Options()
        options.sqlServerVersion = version
        options.maintainsStore = false
        let isNew = try await !Self.isPresent(storePath)
        let store: any KeyStore = isNew ? InMemoryKeyStore() : try await openStore(access)
        let protectors = try await presentKeys()
        return try await EncryptionHierarchy(store: store, rootProtectors: protectors, options: options)
    }

    /// Starts the instance to look at it: nothing is written, and missing keys are no obstacle.
    func startReadOnly() async throws -> EncryptionHierarchy {
        guard try await Self.isPresent(storePath) else { throw noInstance }
        let protectors = try await presentKeys()
        let store = try await openStore(.readOnly)
        var options = EncryptionHierarchy.Options()
        options.maintainsStore = false
        let hierarchy = try await EncryptionHierarchy(store: store, rootProtectors: protectors, options: options)
        if token.isGiven || keyFiles.contains(where: { DurableFile.isPresent($0.path) }) {
            noteRootFailures(of: hierarchy)
        }
        return hierarchy
    }

    /// Starts the instance to work on single protectors: none is mended in passing, and missing keys are no obstacle.
    func startWithoutMending() async throws -> EncryptionHierarchy {
        guard try await Self.isPresent(storePath) else { throw noInstance }
        let protectors = try await presentKeys(orElse: RootProtectorName(rawValue: "no key"))
        let store = try await openStore(.readWrite)
        var options = EncryptionHierarchy.Options()
        options.maintainsStore = false
        return try await EncryptionHierarchy(store: store, rootProtectors: protectors, options: options)
    }

    /// Reads the keys that are there; where there is none, one that opens nothing takes their place.
    private func presentKeys(orElse name: RootProtectorName = .machineKey) async throws -> [any RootProtector] {
        var present: [any RootProtector] = try keyFiles.compactMap { path, name in
            DurableFile.isPresent(path) ? try MachineKeyFile(path: path, name: name) : nil
        }
        if let token = try await token.protector() { present.append(token) }
        return present.isEmpty ? [try EphemeralRootProtector(name: name)] : present
    }

    private var noInstance: ToolError {
        ToolError("There is no instance at \(storePath).\nMake one with: keyhierarchy init --store \(storePath)")
    }

    /// The files of the keys that were named, each with the part that it plays.
    private var keyFiles: [(path: String, name: RootProtectorName)] {
        (usesMachineKey ? [(machineKeyPath, .machineKey)] : [])
            + (serviceAccountKeyPath.map { [($0, .serviceAccount)] } ?? [])
    }

    /// Says which root protectors do not open the service master key, and why.
    ///
    /// - Parameters:
    ///   - hierarchy: The instance.
    ///   - new: Those that were just made, which cannot have opened it.
    private func noteRootFailures(of hierarchy: EncryptionHierarchy, except new: [RootProtectorName] = []) {
        if !hierarchy.isReadable, hierarchy.rootFailures.isEmpty {
            Console.note("\(keyNames) does not open the service master key of this instance.")
        }
        for failure in hierarchy.rootFailures where !new.contains(failure.name) {
            let path = keyFiles.first { $0.name == failure.name }.map { " \($0.path)" } ?? ""
            let rest =
                failure.isMended
                ? "; another root protector does, and it was mended"
                : hierarchy.isReadable ? "; another root protector does" : ""
            Console.note("The \(failure.name)\(path) does not open the service master key\(rest). \(failure.error)")
        }
    }

    /// Reads the keys, and makes those that are missing where that is wanted.
    ///
    /// A machine key that is lost is made anew as well where there is another protector: that one opens the instance, which
    /// then mends it.
    private func rootProtectors(missing: Missing, created: inout CreatedFiles) async throws -> [any RootProtector] {
        if usesMachineKey, let second = serviceAccountKeyPath,
            DurableFile.canonicalPath(second) == DurableFile.canonicalPath(machineKeyPath)
        {
            throw ValidationError("The two keys are the same file: losing it would lose both.")
        }
        let present = keyFiles.filter { DurableFile.isPresent($0.path) }
        let hasAnother = !present.isEmpty || token.isGiven
        if case .fail = missing {
            if !hasAnother { throw missingMachineKey }
            // No reason to make one unasked: a typing error would take the real one's place.
            if let second = serviceAccountKeyPath, !DurableFile.isPresent(second) { throw missingSecondKey }
        }
        // First, so that no file is made when the token is misnamed.
        let token = try await token.protector()
        for (path, name) in keyFiles {
            if DurableFile.isPresent(path) {
                created.protectors.append(try MachineKeyFile(path: path, name: name))
            } else {
                try createDirectory(of: path)
                created.protectors.append(try MachineKeyFile.create(at: path, name: name))
                created.keys.append((path, name))
            }
        }
        if let token { created.protectors.append(token) }
        return created.protectors
    }

    private var missingMachineKey: ToolError {
        ToolError(
            """
            There is no key at \(machineKeyPath).
            If the machine key is lost, restore the service master key from its backup; that makes a new one:
            keyhierarchy restore service-master-key FILE --store \(storePath.shellPath) --machine-key \(machineKeyPath.shellPath)
            """)
    }

    private var missingSecondKey: ToolError {
        let path = serviceAccountKeyPath ?? ""
        let other = usesMachineKey ? ("--machine-key", machineKeyPath.shellPath) : ("--token", "URI")
        return ToolError(
            """
            There is no key at \(path).
            If it is lost, start without it (--service-account-key, KEYHIERARCHY_SERVICE_ACCOUNT_KEY): what else protects the \
            service master key opens it. To have a new one made:
            keyhierarchy service-master-key protect --store \(storePath.shellPath) \(other.0) \(other.1) --new\(other.0.dropFirst()) \
            \(other.1) --new-service-account-key \(path.shellPath)
            """)
    }

    /// What was named to open the instance, for a note.
    private var keyNames: String {
        usesMachineKey ? "The machine key \(machineKeyPath)" : "The token"
    }

    private func createDirectory(of path: String) throws {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
        do {
            try DurableFile.createDirectory(String(path[..<slash]))
        } catch {
            throw ToolError(error.description)
        }
    }

    static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func home(_ variable: String, or directory: String) -> String {
        environment(variable) ?? inHome(directory)
    }

    /// The path of a file or a directory in the home directory.
    static func inHome(_ name: String) -> String {
        "\(environment("HOME") ?? ".")/\(name)"
    }

    /// The name of this machine, as SQL Server would name an instance on it.
    private static var hostName: String {
        let name = ProcessInfo.processInfo.hostName.split(separator: ".").first.map(String.init)
        return (name ?? "localhost").uppercased()
    }
}

extension EncryptionHierarchy {
    /// Whether a root protector opened the service master key at the start.
    var isReadable: Bool {
        !startupMessages.contains { $0.severity > 10 }
    }
}
