@testable import Backup
import FuzzTarget

/// The DER of a container, without the base 64 around it, which would hide it from the fuzzer.
FuzzTarget.run(refusing: [BackupError.self], allocating: 64 << 10, perByte: 128) { bytes in
    let container = try AuthEnvelopedData(decoding: bytes)
    guard let again = try? AuthEnvelopedData(decoding: container.encoded) else {
        fatalError("What was read cannot be written and read again.")
    }
    precondition(again.nonce == container.nonce && again.sealed == container.sealed)
    precondition(Set(again.recipients) == Set(container.recipients))
}
