#if os(Linux)
import Backup
import Foundation
import KeyCryptography
import KeyHierarchy
import MemorySearch

/// The life of an instance: each operation is looked at while it holds its secrets, and after.
struct Operations {
    let hierarchy: EncryptionHierarchy
    let random: WatchedRandomSource

    /// Starts an instance.
    init(on store: any KeyStore) async throws {
        let random = WatchedRandomSource()
        var options = EncryptionHierarchy.Options()
        options.random = random
        options.passwordDerivation = .insecure
        // Its certificates have 2,048 bits, which are made fastest.
        options.sqlServerVersion = .sql2019
        self.random = random
        hierarchy = try await EncryptionHierarchy(
            store: store, rootProtectors: [EphemeralRootProtector(random: random)], options: options)
    }

    /// Runs everything on one store, and drops the instance at the end.
    static func run(on store: any KeyStore, _ report: inout Report) async throws {
        let instance = try await start(on: store, &report)
        report.begin("everything is dropped")
        try report.expectGone(instance)
    }

    private static func start(on store: any KeyStore, _ report: inout Report) async throws -> [Secret] {
        let operations = try await Operations(on: store)
        report.begin("an instance starts")
        var secrets = operations.random.takeKeys().map { Secret("key of the root protector or service master key", $0) }
        try report.expectOpen(secrets)
        secrets += try await operations.serviceMasterKey(&report)
        try await operations.hierarchy.session().createDatabase("Sales")
        try await operations.creation(&report)
        try await operations.otherKeys(&report)
        try await operations.credential(&report)
        let backup = try await operations.backup(&report)
        try await operations.opening(backup, &report)
        try await operations.regeneration(&report)
        try await operations.restoration(backup, &report)
        try await operations.closing(&report)
        secrets += try await operations.serviceMasterKey(&report)
        return secrets
    }

    private func serviceMasterKey(_ report: inout Report) async throws -> [Secret] {
        let secrets = try Secret.both(of: try await hierarchy.openServiceMasterKey(), "service master key")
        try report.expectOpen(secrets)
        return secrets
    }

    /// The keys that the next derivations of a password will come to: one for each salt that may be drawn.
    private func candidates(_ password: Password, _ derivation: PasswordDerivation) async throws -> [Trace] {
        var traces: [Trace] = []
        for salt in try random.nextSalts(8) {
            traces.append(Trace(of: try await derivation.key(from: password, salt: salt, count: 32).bytes))
        }
        return traces
    }

    // MARK: Operations

    private func creation(_ report: inout Report) async throws {
        report.begin("a master key is created under a password, opened, and closed")
        let (secrets, password) = try await create(&report)
        try report.expectGone(secrets + password)
    }

    private func create(_ report: inout Report) async throws -> (keys: [Secret], password: [Secret]) {
        let session = hierarchy.session()
        let (password, trace) = try newPassword()
        let derived = try await candidates(password, .insecure)
        random.watch(derived)
        try await session.createMasterKey(in: "Sales", password: password)
        report.expect(random.stopWatching() == 1, "in use: the key that is derived from the password was seen")
        try report.expectGone(derived.map { Secret("key derived from the password", $0) })
        try await session.dropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales")
        let drawn = random.takeKeys().map { Secret("master key", $0) }
        try report.expectGone(drawn)
        try await session.openMasterKey(of: "Sales", password: password)
        try report.expectOpen(drawn + [trace])
        let secrets = try Secret.both(of: try await session.masterKeyForBackup(of: "Sales").key, "master key")
        try report.expectOpen(secrets)
        try await session.addServiceMasterKeyEncryption(toMasterKeyOf: "Sales")
        try await session.closeMasterKey(of: "Sales")
        try report.expectGone(secrets)
        withExtendedLifetime(password) {}
        return (secrets, [trace])
    }

    private func credential(_ report: inout Report) async throws {
        report.begin("a credential's secret is kept and read")
        let session = hierarchy.session()
        let secret = try SecretBytes.random(count: 48)
        let trace = Secret("secret of a credential", Trace(of: secret))
        try report.expectOpen([trace])
        try await session.createCredential("storage", in: .database("Sales"), identity: "keeper", secret: secret)
        try report.expectGone([trace])
        let isFound = try await session.withSecret(ofCredential: "storage", in: .database("Sales")) { _ in
            try trace.trace.isFound(in: ProcessMemory.mappings())
        }
        report.expect(isFound, "in use: \(trace.name) is there")
        try report.expectGone([trace])
        await session.close()
    }

    private struct Backup {
        let medium: MemoryBackupMedium
        let password: Password
        let secrets: [Secret]
    }

    private func backup(_ report: inout Report) async throws -> Backup {
        report.begin("the service master key is backed up")
        let (password, trace) = try newPassword()
        let medium = MemoryBackupMedium()
        let derived = try await candidates(password, PasswordDerivation(.pbkdf2(.sha512, iterations: 1)))
        random.watch(derived)
        _ = random.takeKeys()
        try await hierarchy.session().backUpServiceMasterKey(
            to: medium, under: BackupPassword(password), derivation: .insecure)
        report.expect(random.stopWatching() == 1, "in use: the key that is derived from the password was seen")
        let content = random.takeKeys().map { Secret("content key", $0) }
        report.expect(content.count == 1, "one content key was drawn")
        try report.expectGone(derived.map { Secret("key derived from the password", $0) } + content)
        return Backup(medium: medium, password: password, secrets: content + [trace])
    }

    private func opening(_ backup: Backup, _ report: inout Report) async throws {
        report.begin("the backup is opened and verified")
        try await open(backup, &report)
        try report.expectGone(backup.secrets.filter { $0.name == "content key" })
        _ = try await hierarchy.session().verify(backup.medium, password: backup.password)
        try report.expectGone(backup.secrets.filter { $0.name == "content key" })
    }

    private func open(_ backup: Backup, _ report: inout Report) async throws {
        let opened = try await backup.medium.sealedBackup().open(password: backup.password)
        try report.expectOpen(backup.secrets)
        withExtendedLifetime(opened) {}
    }

    private func regeneration(_ report: inout Report) async throws {
        report.begin("the service master key is replaced, with all that it protects")
        for index in 0..<1100 {
            try await hierarchy.session().createCredential(
                "bulk \(index)", in: .server, identity: "keeper", secret: SecretBytes.random(count: 16))
        }
        let old = try await serviceMasterKey(&report)
        try await hierarchy.session().regenerateServiceMasterKey()
        // Its lanes give their ciphers back after they have given their results.
        try await Task.sleep(for: .milliseconds(200))
        _ = try await serviceMasterKey(&report)
        try report.expectGone(old)
    }

    private func restoration(_ backup: Backup, _ report: inout Report) async throws {
        report.begin("the backup is restored")
        let replaced = try await serviceMasterKey(&report)
        try await hierarchy.session().restoreServiceMasterKey(from: backup.medium, password: backup.password)
        try await Task.sleep(for: .milliseconds(200))
        _ = try await serviceMasterKey(&report)
        try report.expectGone(replaced + backup.secrets.filter { $0.name == "content key" })
    }

    private func closing(_ report: inout Report) async throws {
        report.begin("a session is closed while a key is open in it")
        let (password, trace) = try newPassword()
        let session = hierarchy.session()
        try await session.addPassword(password, toMasterKeyOf: "Sales")
        try await session.openMasterKey(of: "Sales", password: password)
        let secrets = try Secret.both(of: try await session.masterKeyForBackup(of: "Sales").key, "master key")
        try report.expectOpen(secrets + [trace])
        await session.close()
        try report.expectGone(secrets)
    }
}
#endif
