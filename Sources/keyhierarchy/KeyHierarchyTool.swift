import ArgumentParser

/// The tool: what the library does, for people and scripts.
struct KeyHierarchyTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keyhierarchy",
        abstract: "Models SQL Server's encryption hierarchy: master keys, what protects them, and their backups.",
        discussion: """
            Start with `keyhierarchy init`, then back the service master key up:

              keyhierarchy backup service-master-key smk.pem --copy-to /mnt/usb
              keyhierarchy verify smk.pem

            Passwords are asked for, or read from --password-file or --password-stdin; never from an argument.
            Exit status: 0 done, 1 refused or failed, 64 wrong usage.
            """,
        version: "0.1.0",
        subcommands: [
            Init.self, Status.self, DatabaseCommand.self, MasterKeyCommand.self, ServiceMasterKeyCommand.self,
            ProtectorsCommand.self, BackupCommand.self, Inspect.self, Verify.self, RestoreCommand.self, Rehearse.self,
            WhatIf.self, DiagramCommand.self, ReportCommand.self, PasswordCommand.self, SQLCommand.self,
            StoreCommand.self,
        ] + optionalSubcommands
    )

    /// The commands of parts of the library that the tool may have been built without.
    private static var optionalSubcommands: [any ParsableCommand.Type] {
        #if PKCS11
        [TokenCommand.self]
        #else
        []
        #endif
    }
}
