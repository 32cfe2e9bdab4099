public import KeyHierarchy

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Session {
    /// Takes in what a receipt says of a backup that was verified on another machine.
    ///
    /// The instance has seen nothing of it: what is recorded is marked as somebody's statement, see
    /// ``/KeyHierarchy/BackupRecord/isReported``. An older statement about the same place does not replace a newer one.
    ///
    /// - Parameter receipt: The receipt.
    /// - Returns: What is recorded now of that place.
    /// - Throws: ``BackupError`` with the code `wrongKey` when no key of the instance has the fingerprint, or had it in a backup
    ///   that is known here; `malformed` when the backup is to have been verified in the future. ``/KeyHierarchy/HierarchyError``
    ///   with the code `permissionDenied` (CONTROL SERVER, CONTROL on the database, or ALTER ANY SYMMETRIC KEY); when the store
    ///   fails.
    @discardableResult
    public func record(_ receipt: BackupVerificationReceipt) async throws -> BackupRecord {
        try await audited(.recordBackup, receipt.subject) {
            // A clock may be off, but a statement that is always the latest would hide all others.
            guard receipt.verified <= hierarchy.options.now().addingTimeInterval(24 * 60 * 60) else {
                throw BackupError.malformedReceipt("it says that the backup was verified in the future")
            }
            let subject = BackupSubject(receipt)
            guard let key = try await keyRecord(for: subject) else { throw BackupError.receiptOfNoKey(receipt) }
            let known = try await hierarchy.store.read { try $0.backups(of: key.id) }
            guard subject.isCurrent(key) == true || known.contains(where: { $0.fingerprint == receipt.fingerprint })
            else { throw BackupError.receiptOfNoKey(receipt) }
            let place = BackupRecord.reportedPlace(receipt.place)
            let present = known.first { $0.place == place }
            if let present, present.verified > receipt.verified { return present }
            let record = BackupRecord(
                key: key.id, fingerprint: receipt.fingerprint, place: place, isCopy: false, verified: receipt.verified,
                passwords: receipt.passwords)
            try await note([record])
            return record
        }
    }
}

extension BackupVerificationReceipt {
    /// What the receipt is about, for the audit and for messages.
    var subject: String {
        kind.title(named: name, in: database)
    }
}
