import Foundation
import KeyCryptography
import KeyHierarchy
import Testing

@testable import Backup

/// The complete file in `Documentation/BackupFormat.md`: whoever implements the format from there tries it on this one, and
/// so do we. It pins the format, too.
struct DocumentedFileTests {
    @Test func opensWithTheDocumentedPasswordToTheDocumentedKey() async throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Documentation/BackupFormat.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let file = try #require(text.firstMatch(of: /```\n(Key: service master key\n[^`]*)```/)).output.1
        let password = try #require(text.firstMatch(of: /its password is `([^`]+)`/)).output.1
        let key = try #require(text.firstMatch(of: /its key is\n`([0-9a-f]{64})`/)).output.1
        let backup = try await SealedBackup(parsing: Array(file.utf8)).open(password: Password(String(password)))
        #expect(backup.warnings.isEmpty)
        #expect(backup.facts?.server == "SQLPROD01")
        let found = backup.material.bytes.withBytes { bytes in
            bytes.byteOffsets.map { unsafe bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
        }
        #expect(found.map { String(format: "%02x", $0) }.joined() == key)
    }
}
