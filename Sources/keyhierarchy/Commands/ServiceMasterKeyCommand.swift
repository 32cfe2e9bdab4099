import ArgumentParser
import DurableFiles
import KeyHierarchy
import PKCS11RootProtector

/// `keyhierarchy service-master-key`
struct ServiceMasterKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service-master-key", abstract: "Regenerate the service master key, and change what protects it.",
        subcommands: [Regenerate.self, Protect.self])

    struct Regenerate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replace the service master key by a new one, and encrypt what is under it again.",
            discussion: "Backups of the old key stay what they are. Back the new one up.")

        @OptionGroup var force: ForceOptions
        @OptionGroup var dryRun: DryRunOptions
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            // With force the present key may be unreadable because its machine key is gone: then a new one is made.
            let hierarchy = try await instance.start(force.force && !dryRun.dryRun ? .create : .fail)
            let session = hierarchy.session()
            try await dryRun.carryOut(
                "Regenerated the service master key", in: session, output: output,
                plan: { try await session.planRegenerateServiceMasterKey(tolerance: force.tolerance) },
                perform: {
                    try await session.regenerateServiceMasterKey(
                        tolerance: force.tolerance, progress: ProgressBar.ifWatched)
                })
            if !dryRun.dryRun {
                Console.note(
                    "Every backup of the service master key holds an older key now. Back it up: keyhierarchy backup "
                        + "service-master-key FILE --copy-to PLACE")
            }
        }
    }

    struct Protect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Protect the service master key with other root protectors than those it has.",
            discussion: """
                What is named here takes the place of what protects the key now; a file that does not exist is created.
                The old key files stay where they are: destroy them once the new ones have been proved.
                """)

        @Option(help: ArgumentHelp("The new machine key.", valueName: "file")) var newMachineKey: String?
        @Option(help: ArgumentHelp("The new second key.", valueName: "file")) var newServiceAccountKey: String?
        #if PKCS11
        @Option(help: ArgumentHelp("The new key in a token, as a pkcs11: URI.", valueName: "uri")) var newToken: String?
        @Option(help: ArgumentHelp("A file that holds the PIN of the new token.", valueName: "file"))
        var newTokenPinFile: String?
        #endif
        @OptionGroup var dryRun: DryRunOptions
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await instance.start().session()
            // A dry run has nothing to write a key for: any protector of the same name gives the same plan.
            var protectors: [any RootProtector] = []
            if let path = newMachineKey { protectors.append(try protector(path, .machineKey)) }
            #if PKCS11
            if let text = newToken {
                let key = try TokenPIN.uri(text)
                let pin = try await TokenPIN.read(for: key, file: newTokenPinFile)
                protectors.append(PKCS11RootProtector(key, pin: pin))
            }
            #endif
            if let path = newServiceAccountKey { protectors.append(try protector(path, .serviceAccount)) }
            guard !protectors.isEmpty else { throw ValidationError("Name at least one new protector.") }
            try await dryRun.carryOut(
                "Protected the service master key", in: session, output: output,
                plan: { try await session.planProtectServiceMasterKey(with: protectors) },
                perform: { try await session.protectServiceMasterKey(with: protectors) })
        }

        private func protector(_ path: String, _ name: RootProtectorName) throws -> any RootProtector {
            if DurableFile.isPresent(path) { return try MachineKeyFile(path: path, name: name) }
            return dryRun.dryRun
                ? try EphemeralRootProtector(name: name) : try MachineKeyFile.create(at: path, name: name)
        }
    }
}
