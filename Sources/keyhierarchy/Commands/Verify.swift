import ArgumentParser
import Backup
import DurableFiles
import KeyHierarchy
import Recovery

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `keyhierarchy verify`
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Open a backup and check everything in it; nothing is restored.",
        discussion: """
            With --store it also says whether the backup still holds the key in use, and notes the proof. Where the instance \
            is not, --receipt writes down what was shown; `backup record` takes that in at home.
            """)

    @Argument(help: "The backup.") var file: String
    @Option(help: ArgumentHelp("A file to write a receipt to.", valueName: "file")) var receipt: String?
    @OptionGroup var password: ExistingPasswordOptions
    @OptionGroup var instance: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let medium = BackupFile(file)
        // What is wrong with the file itself should be said before a password is asked for.
        _ = try await medium.sealedBackup()
        if let receipt, DurableFile.isPresent(receipt) {
            throw ToolError("\(receipt) exists already. Nothing was written.")
        }
        let hierarchy = try await startIfPossible()
        let password = try password.read()
        let verification =
            if let hierarchy {
                try await hierarchy.session().verify(medium, password: password)
            } else {
                try await medium.verify(password: password)
            }
        if let receipt { try write(verification, of: medium, to: receipt) }
        try output.print(VerifyResult(file, verification, receipt: receipt))
    }

    /// Starts the instance, if one was named. One that only the environment names may be away: the backup is good or not all
    /// the same.
    private func startIfPossible() async throws -> EncryptionHierarchy? {
        do {
            return try await instance.startIfGiven("to compare the backup with")
        } catch {
            if instance.isNamed { throw error }
            Console.note("The backup is not compared with the instance, and nothing is noted there. \(error)")
            return nil
        }
    }

    private func write(_ verification: BackupVerification, of medium: BackupFile, to path: String) throws {
        let receipt = try BackupVerificationReceipt(verification, place: medium.place, verified: Date()).encoded()
        do {
            try receipt.withRawSpan { (bytes) throws(FileError) in
                try DurableFile.create(at: path, contents: bytes)
            }
        } catch {
            throw ToolError("The backup is good, but no receipt was written: \(error)")
        }
    }
}

/// What verifying has shown.
private struct VerifyResult: Report {
    let file: String
    let verified = true
    let facts: BackupFactsResult?
    let algorithm: String
    let fingerprint: String?
    let openedBy: String
    /// Whether the instance still uses this key; absent when none was asked, or it has no such key.
    let current: Bool?
    /// Where the receipt was written, if one was asked for.
    let receipt: String?
    let warnings: [String]

    init(_ file: String, _ verification: BackupVerification, receipt: String?) {
        self.file = file
        self.receipt = receipt
        facts = verification.facts.map(BackupFactsResult.init)
        algorithm = verification.algorithm.name
        fingerprint = verification.fingerprint?.description
        openedBy = verification.openedBy
        current = verification.isCurrent
        warnings = verification.warnings.map(\.description)
    }

    private enum CodingKeys: String, CodingKey {
        case file, verified, facts, algorithm, fingerprint, openedBy, current, receipt, warnings
    }

    func text(_ style: Style) -> String {
        let what =
            facts == nil
            ? "opens and is authentic, and does not say which key it holds." : "opens, and is what it says it is."
        var lines = ["\(style.good("Verified")): \(file) \(what)"]
        lines += facts?.lines ?? Layout.facts([("Algorithm", algorithm), ("Fingerprint", fingerprint)])
        switch current {
        case true?: lines.append("Current: yes, the instance uses this key.")
        case false?: lines.append(style.warning("Current: no, the instance has another key now. Make a new backup."))
        case nil: break
        }
        if let receipt {
            lines.append("Receipt: \(receipt). Take it in at home: keyhierarchy backup record \(receipt.shellPath)")
        }
        return (lines + Layout.warnings(warnings, style)).joined(separator: "\n")
    }
}
