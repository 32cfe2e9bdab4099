import Foundation
import KeyHierarchy
import KeyHierarchyTesting

extension BrokenLaw {
    static let reading = [
        BrokenLaw("a new store is empty", "holds an instance from the start") { HasInstance(base: $0) },
        BrokenLaw("what was written is read", "forgets whether a backup is a copy") { ForgetsCopies(base: $0) },
        BrokenLaw("what was written is read", "forgets the passwords of a backup") { ForgetsPasswords(base: $0) },
        BrokenLaw(
            "the format version is kept, also one that this version of the library does not know",
            "writes its own format version"
        ) { WritesOwnFormat(base: $0) },
        BrokenLaw("texts are kept byte by byte", "normalises labels") { NormalisesLabels(base: $0) },
        BrokenLaw("texts are kept byte by byte", "ends texts at a zero") { EndsTextsAtZero(base: $0) },
        BrokenLaw("a text in another spelling is another text", "keeps the first spelling of a label") {
            KeepsFirstSpelling(base: $0)
        },
        BrokenLaw("the longest texts and secrets are kept", "cuts secrets at 4,096 bytes") { CutsSecrets(base: $0) },
        BrokenLaw("times are kept to the microsecond", "keeps times to the millisecond") {
            ChangesTimes(base: $0) { ($0 * 1000).rounded() / 1000 }
        },
        BrokenLaw(
            "a time that was read and is written again is read the same", "adds to a time whenever it is written"
        ) { ChangesTimes(base: $0) { $0 + 5e-7 } },
        BrokenLaw("databases come in ascending order, page by page", "begins a page with the last of the one before") {
            RepeatsDatabases(base: $0)
        },
        BrokenLaw("a database is found by any spelling of its name that is equal", "compares names exactly") {
            ComparesNames(base: $0)
        },
        BrokenLaw("keys and encryptions come in ascending order", "returns slots backwards") { TurnsSlots(base: $0) },
        BrokenLaw("backups come the latest first", "returns backups backwards") { TurnsBackups(base: $0) },
    ]
}

private struct HasInstance: ForwardingWriter {
    let base: any KeyStoreWriter

    func instance() throws -> InstanceRecord? {
        try base.instance() ?? .sample()
    }
}

private struct ForgetsCopies: ForwardingWriter {
    let base: any KeyStoreWriter

    func put(_ backup: BackupRecord) throws {
        try base.put(
            BackupRecord(
                key: backup.key, fingerprint: backup.fingerprint, place: backup.place, isCopy: false,
                verified: backup.verified, passwords: backup.passwords))
    }
}

private struct ForgetsPasswords: ForwardingWriter {
    let base: any KeyStoreWriter

    func put(_ backup: BackupRecord) throws {
        try base.put(
            BackupRecord(
                key: backup.key, fingerprint: backup.fingerprint, place: backup.place, isCopy: backup.isCopy,
                verified: backup.verified))
    }
}

private struct WritesOwnFormat: ForwardingWriter {
    let base: any KeyStoreWriter

    func put(_ instance: InstanceRecord) throws {
        try base.put(InstanceRecord.sample(revision: instance.revision))
    }
}

private struct NormalisesLabels: ForwardingWriter {
    let base: any KeyStoreWriter

    func put(_ encryptions: [KeyEncryption]) throws {
        try base.put(encryptions.map { $0.with(label: $0.label.precomposedStringWithCanonicalMapping) })
    }
}

private struct KeepsFirstSpelling: ForwardingWriter {
    let base: any KeyStoreWriter

    func put(_ encryptions: [KeyEncryption]) throws {
        try base.put(
            encryptions.map { encryption in
                let present = try base.encryptions(of: encryption.id.key).first { $0.label == encryption.label }
                return encryption.with(label: present?.label ?? encryption.label)
            })
    }
}

private struct EndsTextsAtZero: ForwardingWriter {
    let base: any KeyStoreWriter

    func put(_ encryptions: [KeyEncryption]) throws {
        try base.put(encryptions.map { $0.with(label: String($0.label.prefix { $0 != "\0" })) })
    }
}

private struct CutsSecrets: ForwardingWriter {
    let base: any KeyStoreWriter

    func put(_ encryptions: [KeyEncryption]) throws {
        try base.put(
            encryptions.map { encryption in
                .sample(
                    encryption.id.key, slot: encryption.id.slot, by: encryption.protector, label: encryption.label,
                    sealed: [UInt8](repeating: 1, count: 4096))
            })
    }
}

private struct ChangesTimes: ForwardingWriter {
    let base: any KeyStoreWriter
    let change: (TimeInterval) -> TimeInterval

    func put(_ encryptions: [KeyEncryption]) throws {
        try base.put(
            encryptions.map { encryption in
                var encryption = encryption
                encryption.created = Date(
                    timeIntervalSinceReferenceDate: change(encryption.created.timeIntervalSinceReferenceDate))
                return encryption
            })
    }
}

private struct RepeatsDatabases: ForwardingWriter {
    let base: any KeyStoreWriter

    func databases(after last: DatabaseIdentifier?, limit: Int) throws -> [DatabaseRecord] {
        try base.databases(after: last.map { DatabaseIdentifier(rawValue: $0.rawValue - 1) }, limit: limit)
    }
}

private struct ComparesNames: ForwardingWriter {
    let base: any KeyStoreWriter

    func database(named name: DatabaseName) throws -> DatabaseRecord? {
        try base.database(named: name).flatMap { $0.name.description == name.description ? $0 : nil }
    }
}

private struct TurnsSlots: ForwardingWriter {
    let base: any KeyStoreWriter

    func encryptions(of key: KeyIdentifier) throws -> [KeyEncryption] {
        try base.encryptions(of: key).reversed()
    }
}

private struct TurnsBackups: ForwardingWriter {
    let base: any KeyStoreWriter

    func backups(of key: KeyIdentifier) throws -> [BackupRecord] {
        try base.backups(of: key).reversed()
    }
}

extension KeyEncryption {
    fileprivate func with(label: String) -> KeyEncryption {
        KeyEncryption(
            id: id, protector: protector, label: label, created: created, lastProved: lastProved, sealed: sealed)
    }
}
