import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import Backup

/// What another machine says of a backup, and what becomes of it at home.
struct ReceiptTests {
    private static let time = Date(timeIntervalSince1970: 1_790_000_000)

    /// Verifies a backup where the instance is not, and takes what is written there.
    private func receipt(
        of medium: MemoryBackupMedium,
        place: String = "/mnt/usb/smk.pem",
        verified: Date = time
    ) async throws -> BackupVerificationReceipt {
        let verification = try await medium.verify(password: Instance.password)
        let written = try BackupVerificationReceipt(verification, place: place, verified: verified).encoded()
        return try BackupVerificationReceipt(decoding: written)
    }

    private func instance() async throws -> Instance {
        try await Instance.populated { $0.now = { Self.time.addingTimeInterval(60) } }
    }

    @Test func whatIsWrittenIsRead() async throws {
        let instance = try await instance()
        for medium in [try await instance.serviceMasterKeyBackup(), try await instance.masterKeyBackup()] {
            let verification = try await medium.verify(password: Instance.password)
            let receipt = try BackupVerificationReceipt(
                verification, place: "a\nb\u{202E}c", verified: Self.time.addingTimeInterval(0.7))
            #expect(try BackupVerificationReceipt(decoding: receipt.encoded()) == receipt)
            #expect(receipt.place == "a b c")
            #expect(receipt.verified == Self.time)
            #expect(receipt.fingerprint == verification.fingerprint)
            #expect(receipt.openedBy == receipt.passwords.first?.id)
            let encoded = try JSONEncoder().encode(receipt)
            #expect(try JSONDecoder().decode(BackupVerificationReceipt.self, from: encoded) == receipt)
        }
    }

    @Test func aReceiptIsRecordedOfItsKeyAsAStatement() async throws {
        let instance = try await instance()
        let medium = try await instance.masterKeyBackup()
        let record = try await instance.session.record(
            try await receipt(of: medium, place: medium.place))
        let key = try #require(try await instance.session.masterKey(of: "Sales"))
        #expect(key.backups.contains(record))
        #expect(record.isReported && record.place == "reported:memory" && record.verified == Self.time)
        #expect(record.passwords.map(\.label) == ["password"])
        // What the instance has seen itself at that place stays.
        #expect(key.backups.contains { $0.place == "memory" && !$0.isReported && $0.verified > Self.time })
    }

    @Test func aReceiptOfAnEarlierKeyIsRecordedIfTheBackupIsKnown() async throws {
        let instance = try await instance()
        let medium = try await instance.serviceMasterKeyBackup()
        let receipt = try await receipt(of: medium)
        try await instance.session.regenerateServiceMasterKey()
        let record = try await instance.session.record(receipt)
        let root = try await instance.session.serviceMasterKey()
        #expect(record.fingerprint != root.fingerprint && root.backups.contains(record))
    }

    @Test func aReceiptThatBelongsToNoKeyIsRefused() async throws {
        let stranger = try await instance()
        try await stranger.session.createSymmetricKey(
            "Random", in: "Sales", encryptedBy: [.password(Instance.keyPassword)])
        try await stranger.session.openSymmetricKey("Random", in: "Sales", by: .password(Instance.keyPassword))
        let symmetric = MemoryBackupMedium()
        try await stranger.session.backUpSymmetricKey(
            "Random", in: "Sales", to: symmetric, under: BackupPassword(Instance.password), derivation: .insecure)
        let instance = try await instance()
        for medium in [
            try await stranger.serviceMasterKeyBackup(), try await stranger.masterKeyBackup(), symmetric,
        ] {
            let receipt = try await receipt(of: medium)
            let error = await #expect(throws: BackupError.self) { try await instance.session.record(receipt) }
            #expect(error?.code == .wrongKey)
            try await stranger.session.record(receipt)
        }
        #expect(try await instance.session.serviceMasterKey().backups.isEmpty)
        #expect(try await instance.session.masterKey(of: "Sales")?.backups.isEmpty == true)
    }

    @Test func aBackupWhoseKeyHasNoFingerprintGetsNoReceipt() async throws {
        let sample = try #require(Sample.all.first { $0.file == "no-preamble.pem" })
        let medium = MemoryBackupMedium(contents: Array(try Sample.contents(of: sample.file)))
        let verification = try await medium.verify(password: Password(sample.password))
        #expect(throws: BackupError.self) {
            try BackupVerificationReceipt(verification, place: "x", verified: Self.time)
        }
    }

    @Test func anOlderReceiptDoesNotReplaceANewerOne() async throws {
        let instance = try await instance()
        let medium = try await instance.serviceMasterKeyBackup()
        let newer = try await instance.session.record(try await receipt(of: medium))
        let older = try await receipt(of: medium, verified: Self.time.addingTimeInterval(-60))
        #expect(try await instance.session.record(older) == newer)
        let known = try await instance.session.serviceMasterKey().backups.filter(\.isReported)
        #expect(known == [newer])
    }

    @Test func aReceiptFromTheFutureIsRefused() async throws {
        let instance = try await instance()
        let medium = try await instance.serviceMasterKeyBackup()
        let hours: (Double) -> Date = { Self.time.addingTimeInterval($0 * 3600) }
        let error = await #expect(throws: BackupError.self) {
            try await instance.session.record(try await receipt(of: medium, verified: hours(25)))
        }
        #expect(error?.code == .malformed)
        try await instance.session.record(try await receipt(of: medium, verified: hours(23)))
    }

    @Test func recordingTakesThePermissionAndIsAudited() async throws {
        let sink = RecordingAuditSink()
        let instance = try await Instance.populated {
            $0.auditSinks = [sink]
            $0.authorizer = GrantTable([.systemAdministrator: [.controlServer]])
        }
        let medium = try await Instance.populated().masterKeyBackup()
        let receipt = try await receipt(of: medium, verified: Date())
        sink.removeAll()
        let error = await #expect(throws: HierarchyError.self) {
            try await instance.hierarchy.session(as: Principal(name: "mallory")).record(receipt)
        }
        #expect(error?.code == .permissionDenied)
        #expect(sink.actions == [.recordBackup])
        #expect(sink.events.first?.subject == "master key of database Sales")
    }

    /// A receipt that is read, with one member changed.
    private static func changed(_ changes: [String: Any], without removed: String? = nil) throws -> [UInt8] {
        var members: [String: Any] = [
            "format": "backup verification receipt", "version": 1, "file": "sales.pem", "key": "database master key",
            "server": "SQLPROD01", "database": "Sales", "fingerprint": String(repeating: "a7", count: 16),
            "verified": "2026-11-26T05:20:03Z", "passwords": [["id": "c0ffee00", "label": "safe"]],
            "openedBy": "c0ffee00",
        ]
        for (name, value) in changes { members[name] = value }
        if let removed { members[removed] = nil }
        return Array(try JSONSerialization.data(withJSONObject: members))
    }

    @Test func whatIsNotKnownIsPassedOver() throws {
        let receipt = try BackupVerificationReceipt(decoding: Self.changed(["comment": "by hand"]))
        #expect(receipt.kind == .databaseMasterKey && receipt.database == "Sales")
    }

    // Found by fuzzing: what was read was not what is written.
    @Test(arguments: ["2026-11-26T05:20:00.3Z", "2026-11-26T05:20:0.3Z", "2026-11-26T05:20:00Z"])
    func aTimeWithAFractionIsReadToTheSecond(_ time: String) throws {
        let receipt = try BackupVerificationReceipt(decoding: Self.changed(["verified": time]))
        #expect(receipt.verified.timeIntervalSince1970 == 1_795_670_400)
        #expect(try BackupVerificationReceipt(decoding: receipt.encoded()) == receipt)
    }

    @Test(arguments: [
        "format", "version", "file", "key", "server", "database", "fingerprint", "verified", "passwords", "openedBy",
    ])
    func aReceiptWithoutAMemberIsRefused(_ member: String) throws {
        let bytes = try Self.changed([:], without: member)
        let error = #expect(throws: BackupError.self) { try BackupVerificationReceipt(decoding: bytes) }
        #expect(error?.code == .malformed)
    }

    @Test func whatIsNoReceiptIsRefused() throws {
        let entry = ["id": "c0ffee00", "label": "safe"]
        let long = String(repeating: "x", count: 4097)
        for (member, value) in [
            ("format", "receipt"), ("file", "a\u{1B}[2Jb"), ("file", "a\nb"), ("file", long), ("server", long),
            ("key", "credential"), ("key", "symmetric key"), ("keyGUID", "no GUID"), ("fingerprint", "a7"),
            ("verified", "yesterday"), ("verified", "1969-12-31T23:59:59Z"), ("verified", "9999-01-01T00:00:00Z"),
            ("verified", 7), ("passwords", [[String: String]]()), ("passwords", [["id": "c0ffee00"]]),
            ("passwords", [["id": "C0FFEE00", "label": "safe"]]), ("passwords", [["id": "c0ffee00", "label": "a\nb"]]),
            ("passwords", Array(repeating: entry, count: 21)), ("openedBy", "c0ffee01"), ("database", 5),
        ] as [(String, Any)] {
            let bytes = try Self.changed([member: value])
            let error = #expect(throws: BackupError.self, "\(member)") {
                try BackupVerificationReceipt(decoding: bytes)
            }
            #expect(error?.code == .malformed, "\(member): \(value)")
            #expect(error?.cause == nil)
        }
        for text in ["", "[]", "null", String(repeating: "[", count: 60_000), "{\"format\":"] {
            let error = #expect(throws: BackupError.self) { try BackupVerificationReceipt(decoding: Array(text.utf8)) }
            #expect(error?.code == .malformed)
        }
    }

    @Test func aNewerOrLargerReceiptIsRefused() throws {
        let newer = try Self.changed(["version": 2])
        #expect(throws: BackupError.self) { try BackupVerificationReceipt(decoding: newer) }
        let large = try Self.changed([:]) + [UInt8](repeating: 0x20, count: BackupVerificationReceipt.maximumSize)
        let error = #expect(throws: BackupError.self) { try BackupVerificationReceipt(decoding: large) }
        #expect(error?.code == .tooLarge)
    }
}
