import Synchronization

extension Session {
    /// Returns the facts about the service master key.
    ///
    /// - Throws: ``HierarchyError`` with the code `corrupted`, `sessionClosed`; what the store throws. A key that
    ///   cannot be read is no error: see ``ServiceMasterKey/isReadable``.
    public func serviceMasterKey() async throws -> ServiceMasterKey {
        try requireNotClosed()
        let (record, encryptions, backups) = try await hierarchy.store.read { store in
            (
                try store.requireServiceMasterKey(), try store.encryptions(of: .serviceMasterKey),
                try store.backups(of: .serviceMasterKey)
            )
        }
        guard let algorithm = record.algorithm, let fingerprint = record.fingerprint else {
            throw HierarchyError.corrupted("The record of the service master key is not one of a key.")
        }
        return ServiceMasterKey(
            guid: record.guid, algorithm: algorithm, fingerprint: fingerprint, created: record.created,
            modified: record.modified, encryptions: encryptions,
            isReadable: try await readableServiceMasterKey() != nil, backups: backups)
    }

    /// Replaces the service master key with a new random one, and encrypts everything under it again:
    /// `ALTER SERVICE MASTER KEY [FORCE] REGENERATE`.
    ///
    /// Databases keep their master keys and passwords; only what the service master key protects is touched. Existing
    /// backups of the service master key hold the old key: back the new one up.
    ///
    /// - Parameters:
    ///   - tolerance: What to do about secrets that cannot be read, and when the present key itself cannot.
    ///   - progress: Called as the work goes on, on another thread.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `oldKeyUnreadable`,
    ///   `dependentUnreadable`, `rootProtectorFailed` when one that protects the key was not given, none that was given
    ///   opens it as it is stored now, or one cannot protect the new key; `CancellationError` when the task is
    ///   cancelled before the commit.
    @discardableResult
    public func regenerateServiceMasterKey(
        tolerance: LossTolerance = .none,
        progress: (@Sendable (ChangeProgress) -> Void)? = nil
    ) async throws -> ChangeReport {
        try await audited(.regenerateServiceMasterKey, .serviceMasterKey) {
            try await commit(try await prepareRegeneration(tolerance: tolerance), progress: progress)
        }
    }

    /// Finds out what ``regenerateServiceMasterKey(tolerance:progress:)`` would do.
    ///
    /// - Parameter tolerance: What to do about secrets that cannot be read, and when the present key itself cannot.
    /// - Returns: A plan that holds the new key: committing it puts that one in place.
    /// - Throws: As ``regenerateServiceMasterKey(tolerance:progress:)``.
    public func planRegenerateServiceMasterKey(tolerance: LossTolerance = .none) async throws -> Plan {
        try await plan(try await prepareRegeneration(tolerance: tolerance))
    }

    /// Protects the service master key with the given root protectors, and no others.
    ///
    /// - Parameter protectors: At least one, each with a name of its own. They protect the key from now on, in this
    ///   process too, and are tried in this order.
    /// - Returns: Which protectors no longer open the key.
    /// - Throws: ``HierarchyError`` with the code `permissionDenied` (CONTROL SERVER), `serviceMasterKeyUnreadable`,
    ///   `rootProtectorFailed`.
    @discardableResult
    public func protectServiceMasterKey(with protectors: [any RootProtector]) async throws -> ChangeReport {
        try await audited(.protectServiceMasterKey, .serviceMasterKey) {
            try await commit(try await prepareProtection(with: protectors))
        }
    }

    /// Finds out which root protectors ``protectServiceMasterKey(with:)`` would remove.
    ///
    /// - Parameter protectors: At least one, each with a name of its own. They protect the key from now on, in this
    ///   process too, and are tried in this order.
    /// - Returns: A plan whose report names the protectors that will no longer open the key.
    /// - Throws: As ``protectServiceMasterKey(with:)``.
    public func planProtectServiceMasterKey(with protectors: [any RootProtector]) async throws -> Plan {
        try await plan(try await prepareProtection(with: protectors))
    }

    /// Puts key material from a backup in the place of the service master key: `RESTORE SERVICE MASTER KEY`.
    func prepareRestore(
        serviceMasterKey material: SharedSecret,
        tolerance: LossTolerance
    ) async throws -> Change {
        try await require(.controlServer)
        let new = try OpenKey(restored: material, as: .serviceMasterKey, random: hierarchy.options.random)
        return try await prepareReplacement(by: new, action: .restoreServiceMasterKey, tolerance: tolerance)
    }

    private func prepareRegeneration(tolerance: LossTolerance) async throws -> Change {
        try await require(.controlServer)
        let new = try OpenKey.generate(.serviceMasterKey, random: hierarchy.options.random)
        return try await prepareReplacement(by: new, action: .regenerateServiceMasterKey, tolerance: tolerance)
    }

    private func prepareProtection(with protectors: [any RootProtector]) async throws -> Change {
        protectors.requireDistinct()
        try await require(.controlServer)
        let key = try await hierarchy.openServiceMasterKey()
        let (record, encryptions) = try await storedServiceMasterKey()
        // Replaced between the two: the new record must not get encryptions of the old key.
        guard key.guid == record.guid else { throw HierarchyError.changedMeanwhile("service master key") }
        let seals = try await RootSeals(key, under: protectors, firstSlot: try encryptions.nextSlot)
        return Change(
            action: .protectServiceMasterKey, subject: NamedKey.serviceMasterKey.description,
            permission: .controlServer, rootProtectors: protectors
        ) { store, environment in
            var report = ChangeReport()
            let present = try store.requireUnchanged(record)
            try Self.replace(encryptions, by: seals, in: store, environment: environment, report: &report)
            try store.touch(present, at: environment.now)
            return report
        }
    }

    private func prepareReplacement(
        by new: OpenKey,
        action: AuditEvent.Action,
        tolerance: LossTolerance
    ) async throws -> Change {
        let (record, encryptions) = try await storedServiceMasterKey()
        var cause: (any Error)?
        let old = try await readable(tolerance) {
            do {
                return try await hierarchy.openServiceMasterKey()
            } catch let error as HierarchyError where error.code == .serviceMasterKeyUnreadable {
                cause = error.cause
                return nil
            }
        }
        let unreadable = HierarchyError.oldServiceMasterKeyUnreadable(cause: cause)
        let protectors = hierarchy.rootProtectors.withLock { $0 }
        if old != nil, tolerance == .none, record.fingerprint != new.fingerprint {
            try await requireOpen(record, encryptions, protectors)
        }
        let seals = try await RootSeals(new, under: protectors, firstSlot: try encryptions.nextSlot)
        return Change(
            action: action, subject: NamedKey.serviceMasterKey.description, permission: .controlServer
        ) { store, environment in
            let present = try store.requireUnchanged(record)
            var report = ChangeReport()
            if record.fingerprint == new.fingerprint {
                report.messages.append(.identicalKeys)
                guard old == nil else { return report }
                // The very key that this machine can no longer open has come back: only the root protectors change.
            } else {
                if old == nil, tolerance == .none { throw unreadable }
                let rewrap = try Rewrap(under: .key(.serviceMasterKey), from: old, to: new, tolerance: tolerance)
                report = try rewrap.perform(in: store, environment: environment)
                if old == nil { report.messages.insert(.oldKeyIgnored, at: 0) }
            }
            try Self.replace(encryptions, by: seals, in: store, environment: environment, report: &report)
            try store.put(
                new.record(
                    name: present.name, created: present.created, modified: environment.now,
                    version: present.version + 1
                ))
            return report
        }
    }

    /// Writes the encryptions by root protectors anew, and reports the protectors that are no longer among them.
    private static func replace(
        _ encryptions: [KeyEncryption],
        by seals: RootSeals,
        in store: any KeyStoreWriter,
        environment: ChangeEnvironment,
        report: inout ChangeReport
    ) throws {
        for encryption in encryptions {
            try store.removeEncryption(encryption.id)
            if case .root(let name) = encryption.protector, !seals.protectors.contains(name) {
                report.noLongerOpens.append(
                    ChangeReport.Entry(
                        key: .serviceMasterKey, name: "service master key",
                        consequence: "The \(name) no longer opens it."))
            }
        }
        try store.put(seals.encryptions(created: environment.now))
    }

    /// Throws unless one of the protectors opens the key as it is stored now.
    ///
    /// The key may be readable only because it is in memory: another process has protected it with other protectors since.
    /// To go on would replace those by ours, which may be gone by the next start.
    private func requireOpen(
        _ record: KeyRecord,
        _ encryptions: [KeyEncryption],
        _ protectors: [any RootProtector]
    ) async throws {
        // The new key can be protected only by the protectors that are here; those that are not would be dropped in passing.
        for encryption in encryptions {
            guard case .root(let name) = encryption.protector, !protectors.contains(where: { $0.name == name }) else {
                continue
            }
            throw HierarchyError(
                .rootProtectorFailed, "The \(name) protects the service master key too, and was not given.",
                advice: "Start with it, or first protect the key without it.")
        }
        let opening = try await RootOpening(record: record, encryptions: encryptions, protectors: protectors)
        guard opening.key == nil else { return }
        throw HierarchyError(
            .rootProtectorFailed, "The root protectors of this process no longer open the service master key.",
            advice: "Start again with those that protect it now, or protect it with the ones that you want to keep.")
    }

    private func storedServiceMasterKey() async throws -> (record: KeyRecord, encryptions: [KeyEncryption]) {
        try await hierarchy.store.read { store in
            (try store.requireServiceMasterKey(), try store.encryptions(of: .serviceMasterKey))
        }
    }

    /// Returns the service master key, or `nil` when no root protector opens it.
    func readableServiceMasterKey() async throws -> OpenKey? {
        do {
            return try await hierarchy.openServiceMasterKey()
        } catch let error as HierarchyError where error.code == .serviceMasterKeyUnreadable {
            return nil
        }
    }
}
