import Backup
import Foundation
import KeyHierarchy

/// Where backups go, and under which password.
struct BackupDirectories: Sendable {
    let directory: String
    let copyDirectory: String
    let password: BackupPassword
    let derivation: BackupDerivation

    /// How many names are tried: more than one is needed only when a clock was set back, or another process is at work.
    private static let attempts = 20

    /// Backs a key up into both directories, and opens the copy as somebody would who has nothing else.
    ///
    /// Interrupted at any moment it leaves whole files or none, and never touches one that is there.
    ///
    /// - Returns: The places, and what should be known about them.
    /// - Throws: ``/KeyHierarchy/HierarchyError``, ``/Backup/BackupError``.
    func backUp(
        _ key: FleetKey,
        of instance: String,
        session: Session,
        time: Date
    ) async throws -> (places: [String], warnings: [BackupWarning]) {
        var attempt = 1
        while true {
            let name = FileNames.backup(of: key, instance: instance, time: time, attempt: attempt)
            let backup = BackupFile("\(directory)/\(name)")
            let copy = BackupFile("\(copyDirectory)/\(name)")
            do {
                let receipt = try await backUp(key, session: session, to: backup, copy: copy)
                let proof = try await session.verify(copy, password: password.password)
                guard proof.isCurrent == true else { throw BackupNotCurrent(place: copy.place) }
                return (receipt.places, receipt.warnings)
            } catch let error as BackupError where error.code == .exists && attempt < Self.attempts {
                attempt += 1
            }
        }
    }

    private func backUp(
        _ key: FleetKey,
        session: Session,
        to backup: BackupFile,
        copy: BackupFile
    ) async throws -> BackupReceipt {
        switch key.subject {
        case .serviceMasterKey:
            try await session.backUpServiceMasterKey(
                to: backup, copies: [copy], under: password, derivation: derivation)
        case .masterKey(let database):
            try await session.backUpMasterKey(
                of: database.name, to: backup, copies: [copy], under: password, derivation: derivation)
        }
    }
}

/// Somebody has replaced the key while it was backed up.
struct BackupNotCurrent: Error, CustomStringConvertible {
    let place: String

    var description: String {
        "The key was replaced while it was backed up; \(place) holds the one before. The next pass backs it up again."
    }
}
