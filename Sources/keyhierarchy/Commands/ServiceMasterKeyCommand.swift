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
            var created = CreatedFiles()
            let hierarchy = try await instance.start(
                missingStore: .fail, missingKey: force.force && !dryRun.dryRun ? .create : .fail, created: &created)
            let session = hierarchy.session()
            let report = try await dryRun.report(
                with: created, forStore: instance.storePath,
                plan: { try await session.planRegenerateServiceMasterKey(tolerance: force.tolerance) },
                perform: {
                    try await session.regenerateServiceMasterKey(
                        tolerance: force.tolerance, progress: ProgressBar.ifWatched)
                })
            try await dryRun.print("Regenerated the service master key", report, in: session, output: output)
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
            if let first = newMachineKey, let second = newServiceAccountKey,
                DurableFile.canonicalPath(first) == DurableFile.canonicalPath(second)
            {
                throw ValidationError("The two keys are the same file: losing it would lose both.")
            }
            let session = try await instance.start().session()
            var created = CreatedFiles()
            let protectors: [any RootProtector]
            do {
                protectors = try await newProtectors(&created)
            } catch {
                await created.takeBack(fromStore: instance.storePath, after: error)
                throw error
            }
            guard !protectors.isEmpty else { throw ValidationError("Name at least one new protector.") }
            let report = try await dryRun.report(
                with: created, forStore: instance.storePath,
                plan: { try await session.planProtectServiceMasterKey(with: protectors) },
                perform: { try await session.protectServiceMasterKey(with: protectors) })
            try await dryRun.print("Protected the service master key", report, in: session, output: output)
        }

        /// Reads the keys, and makes those that are not there. A dry run has nothing to write a key for: any protector of the
        /// same name gives the same plan.
        private func newProtectors(_ created: inout CreatedFiles) async throws -> [any RootProtector] {
            if let path = newMachineKey { try add(path, .machineKey, to: &created) }
            #if PKCS11
            if let text = newToken {
                let key = try TokenPIN.uri(text)
                let pin = try await TokenPIN.read(for: key, file: newTokenPinFile)
                created.protectors.append(PKCS11RootProtector(key, pin: pin))
            }
            #endif
            if let path = newServiceAccountKey { try add(path, .serviceAccount, to: &created) }
            return created.protectors
        }

        private func add(_ path: String, _ name: RootProtectorName, to created: inout CreatedFiles) throws {
            if DurableFile.isPresent(path) {
                created.protectors.append(try MachineKeyFile(path: path, name: name))
            } else if dryRun.dryRun {
                created.protectors.append(try EphemeralRootProtector(name: name))
            } else {
                created.protectors.append(try MachineKeyFile.create(at: path, name: name))
                created.keys.append((path, name))
            }
        }
    }
}
