import Backup
import Foundation
import KeyCryptography
import KeyHierarchy
import KeyHierarchyTesting
import SQLiteKeyStore

#if PostgreSQL
import PostgreSQLKeyStore
#endif

/// A directory with all that an instance has on disk: its store, its machine key, its backups.
struct Place: Sendable {
    let directory: URL

    init(_ directory: URL) {
        self.directory = directory
    }

    var storePath: String { directory.appending(path: "store.db").path }
    var machineKeyPath: String { directory.appending(path: "machine.key").path }
    var backups: URL { directory.appending(path: "backups") }

    /// The place of another instance, which is created while this one is at work.
    func new(_ number: Int) -> Place {
        Place(directory.appending(path: "new-\(number)"))
    }

    func file(_ name: String) -> BackupFile {
        BackupFile(backups.appending(path: name).path)
    }

    /// No file of a certificate or private key has as many bytes.
    static let keyFileLimit = 1 << 16

    /// Reads the two files of a certificate that was backed up.
    func readCertificate(_ number: Int) async throws -> (certificate: [UInt8], privateKey: PrivateKey) {
        let certificate = try await file("\(number).cer").read(limit: Self.keyFileLimit)
        let privateKey = try await file("\(number).pvk").read(limit: Self.keyFileLimit)
        let pvk = unsafe SecretBytes(copying: privateKey.span.bytes)
        return (certificate, try await PrivateKey(pvk: pvk, password: Step.backupPassword))
    }

    func backup(_ number: Int, existing: BackupFile.Existing = .keep) -> BackupFile {
        BackupFile(backups.appending(path: "\(number).pem").path, existing: existing)
    }

    func createDirectories() throws {
        for url in [directory, backups] {
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
    }

    func createMachineKey() throws {
        _ = try MachineKeyFile.create(at: machineKeyPath)
    }

    func openStore(_ access: SQLiteKeyStore.Access = .readWrite) throws -> SQLiteKeyStore {
        try SQLiteKeyStore(path: storePath, access: access)
    }

    /// Where a store in PostgreSQL is, for an instance that has one: the file has the connection string.
    var connectionPath: String { directory.appending(path: "connection").path }

    /// Opens the store that the instance has, or creates it.
    func open(new: Bool = false) async throws -> any KeyStore {
        #if PostgreSQL
        if let connection = try? String(contentsOfFile: connectionPath, encoding: .utf8) {
            return try await PostgreSQLKeyStore(connection, access: new ? .create : .readWrite)
        }
        #endif
        return try openStore(new ? .create : .readWrite)
    }

    /// Starts the instance on a store, by default the one that is there.
    func start(
        on store: (any KeyStore)? = nil,
        maintainsStore: Bool = true
    ) async throws -> EncryptionHierarchy {
        var options = EncryptionHierarchy.Options()
        options.passwordDerivation = .insecure
        options.maintainsStore = maintainsStore
        // Its certificates have 2,048 bits, which are made fastest.
        options.sqlServerVersion = .sql2019
        var present = store
        if present == nil { present = try await open() }
        return try await EncryptionHierarchy(
            store: present ?? InMemoryKeyStore(), rootProtectors: [MachineKeyFile(path: machineKeyPath)],
            options: options)
    }

    /// Creates all of it, certificates of `master` for encryption keys, a linked server, and databases with master keys: "Database 5" and
    /// following, under password 0.
    func create(databases: Int) async throws {
        try createDirectories()
        try createMachineKey()
        let hierarchy = try await start(on: open(new: true))
        try await hierarchy.session().createMasterKey(in: "master", password: Step.password(0))
        for name in KeyStep.serverCertificates {
            try await hierarchy.session().createCertificate(name, in: "master", subject: "Reliability")
        }
        try await hierarchy.session().addLinkedServer("other")
        try await hierarchy.fill(databases: databases, password: Step.password(0))
    }

    func remove() {
        try? FileManager.default.removeItem(at: directory)
    }
}
