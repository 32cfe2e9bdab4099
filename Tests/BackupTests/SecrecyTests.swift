import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@testable import Backup

/// Nothing that is printed has a password or a byte of a key in it.
struct SecrecyTests {
    private static let canary = "Canary-5-Yellow-Feather"

    private func isFreeOfSecrets(_ text: String, key: [UInt8]) -> Bool {
        // `dump` puts each byte on a line of its own.
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
        let forms = [
            "canary", "yellow", Hexadecimal.encode(key), Data(key).base64EncodedString().lowercased(),
            key.prefix(8).map(String.init).joined(separator: ", "),
            key.prefix(8).map { "- \($0)" }.joined(separator: "\n"),
        ]
        return forms.allSatisfy { !text.lowercased().contains($0) && !lines.lowercased().contains($0) }
    }

    private func expectNoSecret(in text: String, key: [UInt8], _ location: SourceLocation = #_sourceLocation) {
        #expect(isFreeOfSecrets(text, key: key), sourceLocation: location)
    }

    @Test func aSecretThatIsPrintedWouldBeFound() {
        let key = (0..<32).map { UInt8($0 * 5) }
        for text in [dumped(key), dumped([Self.canary]), Hexadecimal.encode(key)] {
            #expect(!isFreeOfSecrets(text, key: key))
        }
    }

    private func dumped(_ value: some Any) -> String {
        var text = ""
        dump(value, to: &text)
        return text + "\(value)" + String(reflecting: value)
    }

    @Test func valuesDoNotPrintIt() async throws {
        let instance = try await Instance.populated()
        let key = try await instance.serviceMasterKeyBytes()
        let password = BackupPassword(Password(Self.canary), label: "vault")
        let medium = MemoryBackupMedium()
        let receipt = try await instance.session.backUpServiceMasterKey(
            to: medium, under: password, derivation: .insecure)
        let backup = try await medium.sealedBackup()
        let opened = try await backup.open(password: password.password)
        let plan = try await instance.session.planRestoreServiceMasterKey(from: medium, password: password.password)
        let verification = try await medium.verify(password: password.password)
        expectNoSecret(in: dumped(password), key: key)
        expectNoSecret(in: dumped(receipt), key: key)
        expectNoSecret(in: dumped(backup), key: key)
        expectNoSecret(in: dumped(opened), key: key)
        expectNoSecret(in: dumped(opened), key: opened.contentKey.array)
        expectNoSecret(in: dumped(plan), key: key)
        expectNoSecret(in: dumped(verification), key: key)
        expectNoSecret(in: dumped(backup.inspection), key: key)
        expectNoSecret(in: try #require(medium.contents).text, key: key)
    }

    @Test func errorsAndTheAuditDoNotPrintIt() async throws {
        let sink = RecordingAuditSink()
        let instance = try await Instance.populated(configure: { $0.auditSinks = [sink] })
        let key = try await instance.serviceMasterKeyBytes()
        let canary = Password(Self.canary)
        let medium = try await instance.serviceMasterKeyBackup()
        let session = instance.session
        var errors: [any Error] = []
        for attempt in [
            { _ = try await session.restoreServiceMasterKey(from: medium, password: canary) },
            { _ = try await session.verify(medium, password: canary) },
            {
                try await session.backUpServiceMasterKey(
                    to: medium, under: BackupPassword(canary), derivation: .insecure)
            },
            {
                try await session.backUpServiceMasterKey(
                    to: CorruptingMedium(), under: BackupPassword(canary), derivation: .insecure)
            },
            {
                try await session.backUpServiceMasterKey(
                    to: MemoryBackupMedium(), under: [BackupPassword(canary), BackupPassword(canary)],
                    derivation: .insecure)
            },
            {
                try await session.backUpServiceMasterKey(
                    to: MemoryBackupMedium(), under: BackupPassword("canaryyellow"), derivation: .insecure)
            },
            {
                try await session.restoreMasterKey(
                    of: "Sales", from: medium, password: Instance.password, newPassword: canary)
            },
        ] as [() async throws -> Void] {
            do {
                try await attempt()
                Issue.record("An attempt did not fail.")
            } catch {
                errors.append(error)
            }
        }
        for error in errors { expectNoSecret(in: dumped(error), key: key) }
        #expect(
            Set(sink.actions).isSuperset(of: [.backUpServiceMasterKey, .restoreServiceMasterKey, .restoreMasterKey]))
        for event in sink.events { expectNoSecret(in: dumped(event), key: key) }
    }

    @Test func everyErrorSaysWhatToDoOrHasACause() async throws {
        let errors = [
            BackupError.malformed("m"), .unsupported("m"), .tooLarge(limit: 1), .tooCostly("m"),
            .wrongPassword(isIntact: true), .wrongPassword(isIntact: false), .damaged(), .notAuthentic(),
            .labelMismatch("l"), .labelRepeated(), .wrongKey(found: "a", wanted: "b"), .exists("p"),
        ]
        for error in errors {
            #expect(error.advice != nil)
            #expect(error.sqlServer != nil)
            #expect("\(error)".contains(error.message))
        }
    }
}
