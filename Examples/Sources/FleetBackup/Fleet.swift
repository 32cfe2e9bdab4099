import Backup
import Foundation
import KeyHierarchy
import PasswordFiles
import SQLiteKeyStore

/// The instances of a configuration, and what can be done about their keys. One that cannot be opened keeps no other from
/// its backups.
struct Fleet: Sendable {
    let configuration: FleetConfiguration
    /// What time it is.
    var now: @Sendable () -> Date = { Date() }
    /// How much work stands between a thief of a backup and its password.
    var derivation = BackupDerivation.standard

    init(_ configuration: FleetConfiguration) {
        self.configuration = configuration
    }

    /// Looks at all keys, and changes nothing.
    func check() async -> FleetReport {
        var report = FleetReport(time: now())
        for instance in configuration.instances {
            do {
                let keys = try await FleetInstance(instance, access: .readOnly, now: now).keys
                for key in keys {
                    let risks = await assessment.risks(of: key)
                    report.keys.append(KeyReport(instance: instance.name, key: key, found: risks, remaining: risks))
                }
            } catch {
                report.keys.append(KeyReport(instance: instance.name, error))
            }
        }
        return report
    }

    /// Backs up the keys that need it.
    ///
    /// - Parameter isStopRequested: Asked before each key; what was begun is finished.
    /// - Throws: ``/PasswordFiles/PasswordFileError`` when there is no password for the backups.
    func backUp(until isStopRequested: @Sendable () -> Bool = { false }) async throws -> FleetReport {
        let directories = BackupDirectories(
            directory: configuration.backupDirectory, copyDirectory: configuration.copyDirectory,
            password: BackupPassword(
                try PasswordFile(configuration.passwordFile).password(), label: configuration.passwordLabel),
            derivation: derivation)
        var report = FleetReport(time: now())
        for instance in configuration.instances {
            do {
                let opened = try await FleetInstance(instance, access: .readWrite, now: now)
                for key in opened.keys {
                    guard !isStopRequested() else { break }
                    report.keys.append(
                        await backUpIfNeeded(key, of: instance, session: opened.session, to: directories))
                }
            } catch {
                report.keys.append(KeyReport(instance: instance.name, error))
            }
            guard !isStopRequested() else {
                report.isComplete = false
                break
            }
        }
        return report
    }

    private var assessment: RiskAssessment {
        RiskAssessment(maximumAgeInDays: configuration.maximumAgeInDays, now: now())
    }

    private func backUpIfNeeded(
        _ key: FleetKey,
        of instance: InstanceConfiguration,
        session: Session,
        to directories: BackupDirectories
    ) async -> KeyReport {
        let found = await assessment.risks(of: key)
        var report = KeyReport(instance: instance.name, key: key, found: found, remaining: found)
        guard key.obstacle == nil, found.contains(where: \.isMendedByBackup) else { return report }
        do {
            let (places, warnings) = try await directories.backUp(
                key, of: instance.name, session: session, time: now())
            report.backups = places
            report.warnings = warnings.map(\.description)
            report.remaining = found.filter { !$0.isMendedByBackup }.map(\.description)
        } catch {
            report.failure = "\(error)".onOneLine
        }
        return report
    }
}
