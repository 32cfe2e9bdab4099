/// Puts a new master key in the place of a database's present one: regenerating, and restoring over an existing key.
struct MasterKeyReplacement: Sendable {
    let stored: Session.StoredKey
    /// The present key, or `nil` when it cannot be read.
    let old: OpenKey?
    let new: OpenKey
    /// The service master key, or `nil` when it cannot be read.
    let root: OpenKey?
    /// The password that takes the place of all others.
    let seal: PasswordSeal
    let label: String
    let tolerance: LossTolerance

    func change(_ action: AuditEvent.Action) -> Change {
        Change(action, masterKeyOf: stored.database.name, perform: perform)
    }

    private func perform(in store: any KeyStoreWriter, environment: ChangeEnvironment) throws -> ChangeReport {
        let present = try store.requireUnchanged(stored.record)
        if let root { try store.requireCurrent(root) }
        if old == nil, try !stored.isCurrent(in: store) {
            throw HierarchyError.changedMeanwhile(stored.subject)
        }
        if old == nil, tolerance == .none {
            throw HierarchyError.oldKeyUnreadable(stored.subject)
        }
        let rewrap = try Rewrap(under: .key(new.id), from: old, to: new, tolerance: tolerance)
        var report = try rewrap.perform(in: store, environment: environment)
        if old == nil { report.messages.insert(.oldKeyIgnored, at: 0) }
        for encryption in stored.encryptions {
            try store.removeEncryption(encryption.id)
            if encryption.protector == .password {
                report.replacedPasswords.append(
                    ChangeReport.Entry(
                        key: new.id, name: try store.fullName(of: new.id),
                        consequence:
                            "The password labelled '\(encryption.label)' does not open the new key, unless it is "
                            + "the one given now."))
            }
        }
        var encryptions = [try seal.encryption(of: new, slot: 1, label: label, created: environment.now)]
        if stored.byServiceMasterKey != nil {
            if let root {
                encryptions.append(try root.encryption(of: new, slot: 2, in: environment))
            } else {
                report.noLongerOpens.append(
                    ChangeReport.Entry(
                        key: new.id, name: try store.fullName(of: new.id),
                        consequence: "The service master key cannot be read, so it no longer opens this key. Add its "
                            + "encryption again once it is restored."))
            }
        }
        try store.put(encryptions)
        try store.put(
            new.record(
                name: present.name, created: present.created, modified: environment.now, version: present.version + 1))
        return report
    }
}
