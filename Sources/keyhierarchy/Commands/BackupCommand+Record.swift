import ArgumentParser
import Backup
import DurableFiles
import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension BackupCommand {
    /// `keyhierarchy backup record`
    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in what a receipt says of a backup that was verified on another machine.",
            discussion: """
                `verify FILE --receipt RECEIPT-FILE` writes receipts. One is a statement of whoever wrote it, not a proof, \
                and is recorded as that.
                """)

        @Argument(help: "The receipt.") var receiptFile: String
        @OptionGroup var instance: StoreOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let bytes: [UInt8]
            do {
                bytes = try DurableFile.read(receiptFile, limit: BackupVerificationReceipt.maximumSize)
            } catch {
                throw ToolError("The receipt cannot be read: \(error)")
            }
            let receipt = try BackupVerificationReceipt(decoding: bytes)
            let record = try await instance.start().session().record(receipt)
            try output.print(RecordResult(receipt, record))
        }
    }
}

/// What was recorded.
private struct RecordResult: Report {
    let key: String
    let server: String
    let database: String?
    let name: String?
    let fingerprint: String
    let place: String
    let verified: Date
    let passwords: [BackupFactsResult.Password]
    let openedBy: String

    init(_ receipt: BackupVerificationReceipt, _ record: BackupRecord) {
        key = receipt.kind.rawValue
        server = receipt.server
        database = receipt.database
        name = receipt.name
        fingerprint = record.fingerprint.description
        place = record.place
        verified = record.verified
        passwords = record.passwords.map { BackupFactsResult.Password(id: $0.id, label: $0.label) }
        openedBy = receipt.openedBy
    }

    func text(_ style: Style) -> String {
        let title = style.bold("Recorded a backup of the \(key)\(database.map { " of \($0)" } ?? ""), as reported.")
        let opened = passwords.first { $0.id == openedBy }.map { "\($0.id) \($0.label)" } ?? openedBy
        let facts = Layout.facts([
            ("Place", place), ("Key name", name), ("Fingerprint", fingerprint),
            ("Verified", verified.formatted(.iso8601)), ("Opened by", opened),
        ])
        let note = Layout.wrapped(
            "This is what the receipt says; this instance has not seen the backup.", after: "", width: 0)
        return ([title] + facts + note).joined(separator: "\n")
    }
}
