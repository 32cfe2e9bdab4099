import ArgumentParser
import Backup
import KeyHierarchy
import Policy

extension BackupCommand {
    /// `keyhierarchy backup add-password`
    struct AddPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a new backup from an existing one that one more password opens.",
            discussion: "With --store the instance notes the new backup, and which passwords open it.")

        @Argument(help: "The existing backup.") var file: String
        @Argument(help: "The new backup.") var newFile: String
        @OptionGroup var password: ExistingPasswordOptions
        @Option(help: ArgumentHelp("A file that holds the password to add.", valueName: "file"))
        var newPasswordFile: String?
        @Option(help: "What to call the added password: where it is kept, not what it is.")
        var label = KeyEncryption.defaultLabel
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let hierarchy = try await instance.startIfGiven("to note the new backup")
            let opened = try await BackupFile(file).sealedBackup().open(password: try password.read())
            let new = try PasswordSource(file: newPasswordFile, prompt: "Password to add", isNew: true).read()
            let violations = new.withText { PasswordPolicy.sqlServer.violations(of: $0) }
            guard violations.isEmpty else {
                throw ToolError(
                    "The new password does not satisfy the policy:\n"
                        + violations.map(\.requirement).joined(separator: "\n"))
            }
            let backup = try await opened.adding(new, label: label)
            let medium = BackupFile(newFile)
            try await medium.writeVerified(backup, password: new)
            try await hierarchy?.session().note(medium, password: new)
            try output.print(DoneResult(done: "Wrote \(newFile), which '\(label)' opens too. \(file) is as it was"))
        }
    }

    /// `keyhierarchy backup remove-password`
    struct RemovePassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a new backup from an existing one that one of its passwords no longer opens.",
            discussion: """
                The existing file still opens with it: destroy it, and every copy. With --store the instance notes the new \
                backup, unless the password that is removed is the one that was given: then nothing has opened it.
                """)

        @Argument(help: "The existing backup.") var file: String
        @Argument(help: "The new backup.") var newFile: String
        @Option(help: "The password to remove, as `inspect` names it: eight digits.") var id: String
        @OptionGroup var password: ExistingPasswordOptions
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let hierarchy = try await instance.startIfGiven("to note the new backup")
            let password = try password.read()
            let opened = try await BackupFile(file).sealedBackup().open(password: password)
            let backup = try opened.removingPassword(id)
            // Proved with the password that was given, unless that is the one that was removed.
            let isRemoved = opened.openedBy == id.lowercased()
            let medium = BackupFile(newFile)
            try await medium.writeVerified(backup, password: isRemoved ? nil : password)
            if !isRemoved { try await hierarchy?.session().note(medium, password: password) }
            try output.print(
                DoneResult(
                    done:
                        "Wrote \(newFile), which password \(id) no longer opens. \(file) still opens with it: destroy it"
                ))
        }
    }
}

extension Session {
    /// Notes a backup that was just written. It is good whether or not that is possible.
    fileprivate func note(_ medium: BackupFile, password: Password) async throws {
        let verification = try await verify(medium, password: password)
        for warning in verification.warnings where warning == .notNoted { Console.note(warning.description) }
    }
}
