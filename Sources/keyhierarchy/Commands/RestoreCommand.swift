import ArgumentParser
import Backup
import KeyHierarchy

/// `keyhierarchy restore`
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Restore master keys from their backups.",
        subcommands: [ServiceMasterKey.self, MasterKey.self])

    struct ServiceMasterKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Restore the service master key, and encrypt what is under the present one again.",
            discussion: """
                An instance or a machine key that is not there is created: that is what a new machine looks like.
                """)

        @Argument(help: "The backup.") var file: String
        @OptionGroup var password: ExistingPasswordOptions
        @OptionGroup var force: ForceOptions
        @OptionGroup var dryRun: DryRunOptions
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let medium = BackupFile(file)
            let password = try password.read()
            // Before anything is created for it.
            let verification = try await medium.verify(password: password)
            if let kind = verification.facts?.kind, kind != .serviceMasterKey {
                throw ToolError("\(file) is a backup of a \(kind.rawValue), not of a service master key.")
            }
            var created = CreatedFiles()
            let hierarchy =
                dryRun.dryRun
                ? try await instance.startRehearsal()
                : try await instance.start(
                    missingStore: .create, missingKey: .create, serverName: verification.facts?.server,
                    created: &created)
            let session = hierarchy.session()
            let report = try await dryRun.report(
                with: created, forStore: instance.storePath,
                plan: {
                    try await session.planRestoreServiceMasterKey(
                        from: medium, password: password, tolerance: force.tolerance)
                },
                perform: {
                    try await session.restoreServiceMasterKey(
                        from: medium, password: password, tolerance: force.tolerance,
                        progress: ProgressBar.ifWatched)
                })
            verification.noteWarnings()
            try await dryRun.print(
                "Restored the service master key\(verification.fingerprint.map { " \($0)" } ?? "")", report,
                in: session,
                output: output)
        }
    }

    struct MasterKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Restore the master key of a database.",
            discussion: """
                In a database without a master key the restored one opens with the new password only; add
                `master-key alter --add-service-master-key` to let it open by itself. A database that is not there is
                created if it has the name that the backup says.
                """)

        @Argument(help: "The database.") var database: DatabaseName
        @Argument(help: "The backup.") var file: String
        @OptionGroup var password: ExistingPasswordOptions
        @Option(help: ArgumentHelp("A file that holds the password of the key from now on.", valueName: "file"))
        var newPasswordFile: String?
        @Option(help: "What to call the new password: where it is kept, not what it is.")
        var label = KeyEncryption.defaultLabel
        @OptionGroup var openPassword: OpenPasswordOptions
        @OptionGroup var force: ForceOptions
        @OptionGroup var dryRun: DryRunOptions
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let medium = BackupFile(file)
            let password = try password.read()
            let verification = try await medium.verify(password: password)
            let new = try PasswordSource(
                file: newPasswordFile, prompt: "New password of the master key", isNew: true
            ).read()
            let session = try await instance.start().session()
            let isCreated = try await createDatabase(namedBy: verification, in: session)
            let report: ChangeReport
            do {
                try await openPassword.open(database, in: session)
                report = try await dryRun.report(
                    plan: {
                        try await session.planRestoreMasterKey(
                            of: database, from: medium, password: password, newPassword: new, label: label,
                            tolerance: force.tolerance)
                    },
                    perform: {
                        try await session.restoreMasterKey(
                            of: database, from: medium, password: password, newPassword: new, label: label,
                            tolerance: force.tolerance)
                    })
            } catch let error as HierarchyError where error.code == .outcomeUnknown {
                // The key may be there by now.
                throw error
            } catch {
                if isCreated { _ = try? await session.dropDatabase(database) }
                throw error
            }
            verification.noteWarnings()
            try await dryRun.print(
                "Restored the master key of database \(database)", report, in: session, output: output)
        }

        /// Creates the database if it is not there and has the name that the backup says, as on a new machine. One of
        /// another name would be a typing error.
        ///
        /// - Returns: Whether it was created.
        private func createDatabase(
            namedBy verification: BackupVerification,
            in session: Session
        ) async throws -> Bool {
            do {
                _ = try await session.database(database)
                return false
            } catch let error as HierarchyError where error.code == .noSuchDatabase {
                guard !dryRun.dryRun, let name = verification.facts?.database, try DatabaseName(name) == database
                else { throw error }
                try await session.createDatabase(database)
                Console.note("Created database \(database), which the backup names.")
                return true
            }
        }
    }
}

extension BackupVerification {
    /// Says what should be known about the file, once it has been restored from.
    fileprivate func noteWarnings() {
        for warning in warnings { Console.note(warning.description) }
    }
}
