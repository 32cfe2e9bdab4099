import ArgumentParser
import KeyHierarchy

/// `keyhierarchy protectors`
struct ProtectorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protectors", abstract: "List what opens each key, try it, rename it, and make it stronger.",
        subcommands: [List.self, Check.self, Rename.self, Upgrade.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show who can open which key, and when each last did. Nothing is changed.")

        @Option(help: "One database only.") var database: DatabaseName?
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await instance.startReadOnly().session()
            try output.print(ProtectorList(try await session.protectors(in: database)))
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Try one protector of a key, and note when it worked.",
            discussion: """
                Nothing else is changed: a root key that does not open the service master key is not mended. Exit status 1 \
                when the protector does not open the key. Without --database the key is the service master key.
                """)

        @OptionGroup var key: KeyOptions
        @OptionGroup var protector: ProtectorOptions
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let key = try key.key
            let selection = try protector.selection
            let session = try await instance.startWithoutMending().session()
            let password = try await session.protectors(of: key).first { $0.isSelected(by: selection) }
                .flatMap { try protector.readPassword(for: $0) }
            let checked = try await session.checkProtector(selection, of: key, password: password)
            try output.print(CheckedProtector(checked))
        }
    }

    struct Rename: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a password of a key another label.",
            discussion: "The label is bound into the encryption, which is therefore made anew: it takes the password.")

        @OptionGroup var key: KeyOptions
        @OptionGroup var protector: ProtectorOptions
        @Option(help: "The new label: where the password is kept, not what it is.") var to: String
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let key = try key.key
            let selection = try protector.selection
            let session = try await instance.startWithoutMending().session()
            _ = try await session.protectors(of: key)
            let renamed = try await session.renamePassword(
                selection, of: key, password: try protector.readPassword(of: key), to: to)
            try output.print(
                DoneResult(
                    done: "The password in slot \(renamed.slot) of the \(key) is labelled '\(renamed.label)' now"))
        }
    }

    struct Upgrade: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make guessing a password as dear as it is for new ones.",
            discussion: """
                A key under a password whose derivation is below today's is wrapped again. Slot, password and label stay. \
                --all-below tries the password on every such password of the instance, or of one database; it costs a \
                derivation for each.
                """)

        @OptionGroup var key: KeyOptions
        @OptionGroup var protector: ProtectorOptions
        @Flag(help: "Upgrade whatever this password opens, and is below today's derivation.") var allBelow = false
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let session = try await instance.startWithoutMending().session()
            guard !allBelow else {
                let password = try PasswordSource(
                    file: protector.passwordFile, standardInput: protector.passwordStdin, prompt: "Password"
                ).read()
                try output.print(UpgradeResult(try await session.upgradePasswords(password, in: key.database)))
                return
            }
            let key = try key.key
            let selection = try protector.selection
            _ = try await session.protectors(of: key)
            let upgraded = try await session.upgradePassword(
                selection, of: key, password: try protector.readPassword(of: key))
            try output.print(UpgradeResult(upgraded.map { [$0] } ?? []))
        }
    }
}

extension KeyProtector {
    fileprivate func isSelected(by selection: ProtectorSelection) -> Bool {
        switch selection {
        case .slot(let slot): self.slot == slot
        case .label(let label): self.label == label
        }
    }
}
