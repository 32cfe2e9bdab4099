import Backup
import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore
import TemporaryDirectories
import TenantVault

/// The files of a vault, on which it can be started again and again.
struct TestVault {
    let directory: TemporaryDirectory
    let storePath: String
    let recoveryPassword: Password = "9-Small-Otters-Swim"
    let audit = RecordingAuditSink()

    init() throws {
        directory = try TemporaryDirectory()
        storePath = directory.file("vault.db")
        for name in ["backups", "copies"] {
            try FileManager.default.createDirectory(
                atPath: directory.file(name), withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
        }
        _ = try MachineKeyFile.create(at: directory.file("machine.key"))
    }

    /// Starts the vault, as another process would. A store that a test gives takes the place of the file.
    func start(on store: (any KeyStore)? = nil) async throws -> TenantVault {
        let isNew = !FileManager.default.fileExists(atPath: storePath)
        return try await TenantVault(
            store: try store ?? SQLiteKeyStore(path: storePath, access: isNew ? .create : .readWrite),
            rootProtectors: [try MachineKeyFile(path: directory.file("machine.key"))],
            recoveryPassword: recoveryPassword,
            rootBackup: RootBackup(
                directory: directory.file("backups"), copyDirectory: directory.file("copies"),
                derivation: .insecureForTesting)
        ) { options in
            options.passwordDerivation = .insecureForTesting
            options.auditSinks = [audit]
        }
    }

    /// The files in one of the directories.
    func files(in name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.file(name)).sorted()
    }
}

extension TenantVault {
    /// Seals a text.
    func seal(_ text: String, as id: String = "note", for tenant: TenantName) async throws -> SealedRecord {
        try await seal(Array(text.utf8), as: id, for: tenant)
    }

    /// Opens a text.
    func text(_ record: SealedRecord, as id: String = "note", for tenant: TenantName) async throws -> String {
        String(decoding: try await open(record, as: id, for: tenant), as: UTF8.self)
    }
}
