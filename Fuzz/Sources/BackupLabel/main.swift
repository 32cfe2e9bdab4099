@testable import Backup
import FuzzTarget

/// The text before and after the container.
FuzzTarget.run(refusing: [BackupError.self], allocating: 64 << 10, perByte: 512) { bytes in
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let label = BackupLabel(reading: PEMDocument(preamble: lines, der: []))
    guard let facts = label.facts else { return }
    guard BackupFacts(lines: facts.lines) == facts else {
        fatalError("What was read cannot be written and read again: \(facts)")
    }
    _ = try label.check(against: BackupLabel(facts, digest: label.digest ?? ""))
}
