public import Backup
import KeyHierarchy

/// Where the service master key of a vault is backed up to: a file for each key that there has ever been, named by its
/// fingerprint, and a copy.
public struct RootBackup: Sendable {
    /// The directory of the backup.
    public let directory: String
    /// The directory of the copy, on another machine's disk.
    public let copyDirectory: String
    /// How much work stands between a thief of a file and the recovery password.
    public let derivation: BackupDerivation

    /// Creates a value for two directories, which must exist.
    public init(directory: String, copyDirectory: String, derivation: BackupDerivation = .standard) {
        self.directory = directory
        self.copyDirectory = copyDirectory
        self.derivation = derivation
    }

    /// Backs the key up unless the store knows of this very key in two places.
    func ensure(in session: Session, under password: BackupPassword) async throws {
        let key = try await session.serviceMasterKey()
        guard key.isReadable else { throw TenantVaultError.rootUnreadable }
        guard key.backups.count(where: { $0.fingerprint == key.fingerprint }) < 2 else { return }
        let name = "tenant-vault-root-\(key.fingerprint).pem"
        let places = [BackupFile("\(directory)/\(name)"), BackupFile("\(copyDirectory)/\(name)")]
        do {
            try await session.backUpServiceMasterKey(
                to: places[0], copies: [places[1]], under: password, derivation: derivation)
        } catch let error as BackupError where error.code == .exists {
            try await adopt(places, in: session, under: password)
        }
    }

    /// Completes a backup that was interrupted: a file of that name holds the key, or it is not ours.
    private func adopt(_ places: [BackupFile], in session: Session, under password: BackupPassword) async throws {
        for (index, place) in places.enumerated() {
            do {
                _ = try await session.verify(place, password: password.password)
            } catch let error as BackupError where error.code == .missing {
                let backup = try await places[1 - index].sealedBackup()
                try await place.writeVerified(backup, password: password.password)
                _ = try await session.verify(place, password: password.password)
            }
        }
    }
}
