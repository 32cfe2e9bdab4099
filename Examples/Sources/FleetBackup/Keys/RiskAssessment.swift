import Backup
import Foundation
import KeyHierarchy

/// Finds out what a key is at risk of.
struct RiskAssessment {
    /// How long ago a backup may have been proved, in days.
    let maximumAgeInDays: Int
    let now: Date

    private static let secondsPerDay: TimeInterval = 86_400

    func risks(of key: FleetKey) async -> [KeyRisk] {
        var risks = key.obstacle.map { [KeyRisk.unreadable($0)] } ?? []
        risks += await backupRisks(of: key)
        if key.encryptions.count < 2 { risks.append(.onlyOneWayIn) }
        return risks
    }

    private func backupRisks(of key: FleetKey) async -> [KeyRisk] {
        guard !key.backups.isEmpty else { return [.neverBackedUp] }
        let current = key.backups.filter { $0.fingerprint == key.fingerprint }
        guard !current.isEmpty else { return [.backupOfOlderKey] }
        // A store remembers what was written; files get lost.
        var intact: [BackupRecord] = []
        for backup in current where await isIntact(backup) { intact.append(backup) }
        guard let lastProof = intact.map(\.verified).max() else { return [.backupMissing] }
        var risks: [KeyRisk] = []
        let age = now.timeIntervalSince(lastProof) / Self.secondsPerDay
        if age > Double(maximumAgeInDays) { risks.append(.backupNotProved(days: Int(age))) }
        if !intact.contains(where: \.isCopy) || intact.allSatisfy(\.isCopy) { risks.append(.noCopyElsewhere) }
        return risks
    }

    /// Whether the file is there, and as it was written. That takes no password, and so does not prove that one opens it;
    /// backing up has proved that.
    private func isIntact(_ backup: BackupRecord) async -> Bool {
        guard let inspection = try? await BackupFile(backup.place).inspect() else { return false }
        return inspection.digest == .matches && inspection.unverifiedFacts?.fingerprint == backup.fingerprint
    }
}
