import Backup
public import KeyHierarchy

/// Keeps the keys of many tenants, and seals and opens their records.
///
/// Each tenant has a database. The master key of the database protects the tenant's data keys, which are kept as its
/// credentials; a data key seals records, which are kept elsewhere, in whatever keeps the service's data. So there is one
/// small store to guard, and what it guards can be anywhere.
///
/// A tenant's session may do what concerns the tenant's database and nothing else: a program that mixes two tenants up
/// gets an error where it would have got the wrong key. Tenants do not wait for each other.
///
/// Every operation can be carried out again when it was interrupted or its outcome is not known.
public actor TenantVault {
    private let hierarchy: EncryptionHierarchy
    private let administrator: Session
    private let grants: GrantTable
    /// What opens everything when the machine is lost.
    private let recoveryPassword: Password
    private var sessions: [TenantName: Session] = [:]

    private static let recoveryLabel = "recovery password"

    /// Starts a vault, and backs its service master key up unless that has been done.
    ///
    /// - Parameters:
    ///   - store: Where the records are kept; a new one becomes a vault without tenants.
    ///   - rootProtectors: What opens the service master key at a start.
    ///   - recoveryPassword: What opens the backups, and every tenant's master key, when no root protector does. Keep it
    ///     where this machine is not.
    ///   - rootBackup: Where the service master key is backed up to.
    ///   - configure: Changes the options of the hierarchy, such as its audit sinks. The authorizer is the vault's own.
    /// - Throws: ``TenantVaultError/rootUnreadable``, ``/KeyHierarchy/HierarchyError``, ``/Backup/BackupError``. A vault whose root is not backed up does not
    ///   start: what it would take in could be lost with the machine.
    public init(
        store: any KeyStore,
        rootProtectors: [any RootProtector],
        recoveryPassword: Password,
        rootBackup: RootBackup,
        configure: (inout EncryptionHierarchy.Options) -> Void = { _ in }
    ) async throws {
        let grants = GrantTable([.systemAdministrator: [.controlServer]])
        var options = EncryptionHierarchy.Options()
        options.serverName = "tenant-vault"
        configure(&options)
        options.authorizer = grants
        hierarchy = try await EncryptionHierarchy(store: store, rootProtectors: rootProtectors, options: options)
        administrator = hierarchy.session()
        self.grants = grants
        self.recoveryPassword = recoveryPassword
        try await rootBackup.ensure(
            in: administrator, under: BackupPassword(recoveryPassword, label: Self.recoveryLabel))
    }

    // MARK: Tenants

    /// Takes a tenant in: a database, its master key, and a first data key. What is there already stays as it is, so an
    /// interrupted call is mended by the next one.
    public func add(_ tenant: TenantName) async throws {
        let database = tenant.database
        try await unlessItExists(.databaseExists) { try await administrator.createDatabase(database) }
        try await unlessItExists(.masterKeyExists) {
            try await administrator.createMasterKey(
                in: database, password: recoveryPassword, label: Self.recoveryLabel)
        }
        if try await dataKeys(of: tenant).isEmpty {
            try await unlessItExists(.credentialExists) { try await addDataKey(.first, to: tenant) }
        }
    }

    /// Ends a tenant: the master key and all data keys are gone, and with them whatever they have sealed, wherever it is
    /// kept.
    ///
    /// Copies of the store that were made before still have the keys, and the backup of the service master key opens them:
    /// a tenant is forgotten when the last such copy is.
    ///
    /// - Returns: What is lost, in words. Nothing when there was no such tenant.
    public func remove(_ tenant: TenantName) async throws -> [String] {
        sessions[tenant] = nil
        grants.revoke(.control(tenant.database), from: tenant.principal)
        do {
            return try await administrator.dropDatabase(tenant.database).lost.map(\.name)
        } catch let error as HierarchyError where error.code == .noSuchDatabase {
            return []
        }
    }

    /// The tenants, in the order in which they were taken in.
    public func tenants() async throws -> [TenantName] {
        var tenants: [TenantName] = []
        var last: DatabaseIdentifier?
        while case let page = try await administrator.databases(after: last), !page.isEmpty {
            tenants += page.compactMap { TenantName(database: $0.name) }
            last = page.last?.id
        }
        return tenants
    }

    // MARK: Records

    /// Seals a record under the tenant's newest data key.
    ///
    /// - Parameters:
    ///   - record: The bytes.
    ///   - id: What the record is called where it is kept. It does not open under another name.
    ///   - tenant: Whose record it is.
    /// - Throws: ``TenantVaultError/noSuchTenant(_:)``; what the hierarchy throws.
    public func seal(_ record: [UInt8], as id: String, for tenant: TenantName) async throws -> SealedRecord {
        guard let number = try await dataKeys(of: tenant).max() else { throw TenantVaultError.noSuchTenant(tenant) }
        return try await withDataKey(number, of: tenant) { key in
            try SealedRecord(sealing: record, as: id, under: key, number: number)
        }
    }

    /// Opens a record.
    ///
    /// - Throws: ``TenantVaultError/doesNotOpen(_:)`` when it was sealed for another tenant, under another name, or was
    ///   changed, or when its data key is gone; ``TenantVaultError/noSuchTenant(_:)``; what the hierarchy throws.
    public func open(_ record: SealedRecord, as id: String, for tenant: TenantName) async throws -> [UInt8] {
        do {
            return try await withDataKey(record.dataKey, of: tenant) { key in
                try record.open(as: id, under: key)
            }
        } catch let error as HierarchyError where error.code == .noSuchCredential {
            throw TenantVaultError.doesNotOpen(id)
        }
    }

    // MARK: Rotation

    /// Gives a tenant a new data key for the records that are sealed from now on. Those that were sealed before open as
    /// they did; sealing them again is for whoever keeps them.
    public func rotateDataKey(of tenant: TenantName) async throws {
        guard let newest = try await dataKeys(of: tenant).max() else { throw TenantVaultError.noSuchTenant(tenant) }
        // Another process may be at the same: then that one's key is the new one.
        try await unlessItExists(.credentialExists) { try await addDataKey(newest.next, to: tenant) }
    }

    /// Replaces a tenant's master key. The data keys are encrypted again under the new one, in one commit; records are not
    /// touched, and seals and opens go on meanwhile.
    public func rotateMasterKey(of tenant: TenantName) async throws {
        do {
            try await session(of: tenant).regenerateMasterKey(
                of: tenant.database, password: recoveryPassword, label: Self.recoveryLabel)
        } catch let error as HierarchyError where error.code == .noSuchDatabase {
            throw TenantVaultError.noSuchTenant(tenant)
        }
    }

    // MARK: Data keys

    private func dataKeys(of tenant: TenantName) async throws -> [DataKeyNumber] {
        do {
            return try await session(of: tenant).credentials(in: .database(tenant.database))
                .compactMap { DataKeyNumber(credential: $0.name) }
        } catch let error as HierarchyError where error.code == .noSuchDatabase {
            throw TenantVaultError.noSuchTenant(tenant)
        }
    }

    private func addDataKey(_ number: DataKeyNumber, to tenant: TenantName) async throws {
        try await session(of: tenant).createCredential(
            number.credential, in: .database(tenant.database), identity: SealedRecord.algorithm,
            secret: try SecretBytes.random(count: SealedRecord.keySize))
    }

    /// Calls `body` with a data key, which nobody keeps: it is opened for each record, in some microseconds.
    private func withDataKey<Result: Sendable>(
        _ number: DataKeyNumber,
        of tenant: TenantName,
        _ body: @Sendable (RawSpan) throws -> Result
    ) async throws -> Result {
        do {
            return try await session(of: tenant).withSecret(
                ofCredential: number.credential, in: .database(tenant.database), body)
        } catch let error as HierarchyError where error.code == .noSuchDatabase {
            throw TenantVaultError.noSuchTenant(tenant)
        }
    }

    /// Returns the tenant's own session. There is one for each, since what happens in a session happens one after the other.
    func session(of tenant: TenantName) -> Session {
        if let session = sessions[tenant] { return session }
        grants.grant(.control(tenant.database), to: tenant.principal)
        let session = hierarchy.session(as: tenant.principal)
        sessions[tenant] = session
        return session
    }

    private func unlessItExists(_ code: HierarchyError.Code, _ create: () async throws -> Void) async throws {
        do {
            try await create()
        } catch let error as HierarchyError where error.code == code {
            // Made by a call that was interrupted, or by another process.
        }
    }
}
