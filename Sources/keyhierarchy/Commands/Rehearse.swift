import ArgumentParser
import Backup
import KeyHierarchy
import Recovery

/// `keyhierarchy rehearse`
struct Rehearse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Restore backups in memory, as on a new machine, and say which keys would come back.",
        discussion: """
            Nothing outside of memory is changed. With --store the keys of that instance are opened with what the backups
            give back, and with nothing else: its machine key is not used. Without it only the backups are tried. The files
            with private keys that BACKUP CERTIFICATE writes, .pvk and .pfx, may be among them.

            Exit status 0 only if every backup opens and every key comes back: run it every night.
            """)

    @Option(name: .customLong("backup"), help: ArgumentHelp("A backup; may be repeated.", valueName: "file"))
    var backups: [String] = []
    @Option(
        name: .customLong("password-file"),
        help: ArgumentHelp(
            "A file with a password of a backup, or of a key that only a password opens; may be repeated.",
            valueName: "file"))
    var passwordFiles: [String] = []
    @Flag(help: "Read a password from standard input.") var passwordStdin = false
    @OptionGroup var instance: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if backups.isEmpty { throw ValidationError("Name the backups that you would have: --backup FILE.") }
    }

    func run() async throws {
        var passwords = try passwordFiles.map { try PasswordSource(file: $0, prompt: "").read() }
        if passwordStdin || passwords.isEmpty {
            passwords.append(
                try PasswordSource(standardInput: passwordStdin, prompt: "Password of the backups").read())
        }
        let hierarchy = instance.isGiven ? try await instance.startReadOnly() : nil
        let rehearsal = try await Rehearsal(
            backups: backups.map { BackupFile($0) }, passwords: passwords, of: hierarchy)
        try output.print(RehearsalResult(rehearsal))
        if !rehearsal.succeeds { throw ExitCode.failure }
    }
}
