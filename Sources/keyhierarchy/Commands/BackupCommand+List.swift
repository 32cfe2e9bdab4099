import ArgumentParser
import KeyHierarchy
import Recovery

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension BackupCommand {
    /// `keyhierarchy backup list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the backups that are known, and say which of those of older keys are still needed.",
            discussion: "Nothing is opened for it: `rehearse` and `verify` show that a backup opens.")

        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let inventory = try await instance.startReadOnly().session().inventory()
            try output.print(BackupList(inventory))
        }
    }
}

/// The backups that are known.
private struct BackupList: Report {
    struct Backup: Encodable {
        let key: String
        let place: String
        let copy: Bool
        let reported: Bool
        let verified: Date
        let fingerprint: String
        let passwords: [BackupFactsResult.Password]
        /// Whether it holds the key that is in use.
        let current: Bool
        /// What one of another key is needed for; absent of one that is current.
        let need: String?
        /// How many secrets may be under the older key; absent of one that is current.
        let unprovedSecrets: Int?
    }

    let backups: [Backup]

    init(_ inventory: Inventory) {
        backups =
            inventory.keys.flatMap { key in
                key.presentBackups.map { Backup($0, of: inventory.fullTitle(of: key.id), outdated: nil) }
            } + inventory.outdatedBackups.map { Backup($0.record, of: $0.title, outdated: $0) }
    }

    func text(_ style: Style) -> String {
        guard !backups.isEmpty else { return "No backup is known." }
        return backups.flatMap { $0.lines(style) }.joined(separator: "\n")
    }
}

extension BackupList.Backup {
    init(_ record: BackupRecord, of key: String, outdated: Inventory.OutdatedBackup?) {
        self.key = key
        place = record.place
        copy = record.isCopy
        reported = record.isReported
        verified = record.verified
        fingerprint = record.fingerprint.description
        passwords = record.passwords.map { BackupFactsResult.Password(id: $0.id, label: $0.label) }
        current = outdated == nil
        need = outdated?.explanation
        unprovedSecrets = outdated.map { if case .perhaps(let secrets) = $0.need { secrets.count } else { 0 } }
    }

    func lines(_ style: Style) -> [String] {
        let names = passwords.map { $0.label.isEmpty ? $0.id : "'\($0.label)' (\($0.id))" }
        let facts = [
            "\(copy ? "copy" : "backup") of the \(key)", "verified \(verified.formatted(.iso8601))",
            names.isEmpty ? nil : "opens with \(names.joined(separator: " or "))",
        ]
        return [style.bold(place.onOneLine)]
            + Layout.wrapped(facts.compactMap { $0 }.joined(separator: "; "), after: "    ", width: 4)
            + (need.map { Layout.wrapped("Holds an older key. \($0)", after: "    ", width: 4) } ?? [])
    }
}
