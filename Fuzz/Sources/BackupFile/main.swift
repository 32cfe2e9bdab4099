@testable import Backup
import FuzzTarget
import KeyCryptography

/// The whole file: its text, its base 64, its container, its label; and opening it, where that costs nothing.
FuzzTarget.run(refusing: [BackupError.self], allocating: 256 << 10, perByte: 256) { bytes in
    let backup = try SealedBackup(parsing: bytes)
    let inspection = backup.inspection
    guard inspection.passwords.reduce(0, { $0 + $1.iterations }) <= 64 else { return }
    _ = try FuzzTarget.wait { try await backup.open(password: "9-Small-Otters-Swim") }
}
