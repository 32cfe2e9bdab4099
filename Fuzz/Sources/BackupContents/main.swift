@testable import Backup
import FuzzTarget
@testable import KeyCryptography

/// What is encrypted in a backup, as somebody who knows a password could have written it.
private struct Author: Sendable {
    let contentKey: SharedSecret
    let recipient: PasswordRecipient

    init() throws {
        let contentKey = SharedSecret(SecretBytes(count: 32) { (_: inout MutableRawSpan) in })
        self.contentKey = contentKey
        recipient = try FuzzTarget.wait {
            try await PasswordRecipient(wrapping: contentKey, under: "", iterations: 1, random: ConstantSource())
        }
    }

    /// The file that holds a package, with the label that fits.
    func file(_ package: borrowing SecretBytes, facts: String?) throws -> [UInt8] {
        let container = try AuthEnvelopedData(
            sealing: package, contentKey: contentKey.bytes, recipients: [recipient], random: ConstantSource())
        let der = container.encoded
        var lines: [String] = []
        if let facts {
            let digest = try PEMDocument(preamble: [], der: der).digest()
            lines = facts.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            lines += ["Digest: \(digest)", BackupLabel.recoverLine]
        }
        return PEMDocument(preamble: lines, der: der).encoded
    }
}

/// The same in every run, so that what the seeds say about the recipient stays true.
private struct ConstantSource: RandomSource {
    func fill(_ bytes: inout MutableRawSpan) {
        for offset in bytes.byteOffsets {
            unsafe bytes.storeBytes(of: 7, toUncheckedByteOffset: offset, as: UInt8.self)
        }
    }
}

private let author = try Author()

FuzzTarget.run(refusing: [BackupError.self], allocating: 256 << 10, perByte: 512) { bytes in
    let contents = unsafe SecretBytes(copying: bytes.span.bytes)
    // First by itself: most inputs end here, and the file around the rest costs far more.
    let package = try SymmetricKeyPackage(decoding: contents)
    let backup = try SealedBackup(parsing: try author.file(contents, facts: package.facts))
    let opened = try backup.open(contentKey: author.contentKey, recipient: author.recipient)
    precondition(opened.material.bytes == package.key.bytes)
}
