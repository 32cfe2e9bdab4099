import AgentRootProtector
import ArgumentParser
import Foundation
import KeyHierarchy
import PasswordFiles
import SQLiteKeyStore
import TenantVault

/// Where a vault is, and what opens it.
struct VaultOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The store of the vault.", valueName: "file"))
    var store: String

    @Option(help: ArgumentHelp("A machine key that protects the vault.", valueName: "file"))
    var machineKey: String?

    @Option(help: ArgumentHelp("The socket of a root-key-agent that protects the vault.", valueName: "path"))
    var agent: String?

    @Option(help: ArgumentHelp("The password that opens everything when both are lost, mode 0600.", valueName: "file"))
    var recoveryPasswordFile: String

    @Option(help: ArgumentHelp("Where the service master key is backed up to.", valueName: "directory"))
    var backupDirectory: String

    @Option(help: ArgumentHelp("Where a copy of that goes.", valueName: "directory"))
    var copyDirectory: String

    @Flag(help: "Make what is not there yet: the first start. Without it, a lost store is not mistaken for a new one.")
    var create = false

    func validate() throws {
        guard machineKey != nil || agent != nil else { throw ValidationError("Give --machine-key, --agent, or both.") }
    }

    /// Opens the vault.
    func open() async throws -> TenantVault {
        // Before anything is made: a vault without a password to recover it by is not begun.
        let password = try PasswordFile(recoveryPasswordFile).password()
        let isNew = create && !FileManager.default.fileExists(atPath: store)
        let protectors = try rootProtectors(mayCreate: isNew)
        return try await TenantVault(
            store: try SQLiteKeyStore(path: store, access: isNew ? .create : .readWrite), rootProtectors: protectors,
            recoveryPassword: password,
            rootBackup: RootBackup(directory: backupDirectory, copyDirectory: copyDirectory))
    }

    /// - Parameter mayCreate: Whether a machine key that is missing is made. For a store that is there it would open
    ///   nothing.
    private func rootProtectors(mayCreate: Bool) throws -> [any RootProtector] {
        var protectors: [any RootProtector] = []
        if let machineKey {
            let isMissing = !FileManager.default.fileExists(atPath: machineKey)
            protectors.append(
                mayCreate && isMissing
                    ? try MachineKeyFile.create(at: machineKey) : try MachineKeyFile(path: machineKey))
        }
        if let agent { protectors.append(AgentRootProtector(socket: agent)) }
        return protectors
    }
}
