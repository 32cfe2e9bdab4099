import Backup
import FuzzTarget

/// What another machine says of a backup. JSONDecoder keeps what it reads in objects of its own.
FuzzTarget.run(refusing: [BackupError.self], allocating: 256 << 10, perByte: 1024) { bytes in
    let receipt = try BackupVerificationReceipt(decoding: bytes)
    guard try BackupVerificationReceipt(decoding: receipt.encoded()) == receipt else {
        fatalError("What was read cannot be written and read again: \(receipt)")
    }
}
