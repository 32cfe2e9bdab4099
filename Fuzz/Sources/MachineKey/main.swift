import Foundation
import FuzzTarget
import KeyHierarchy

/// A machine-key file; and what is sealed under one.
private let directory = URL(filePath: "/dev/shm", directoryHint: .isDirectory)
    .appending(path: "fuzz-\(ProcessInfo.processInfo.processIdentifier)")
try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
private let path = directory.appending(path: "machine.key").path
_ = try MachineKeyFile.create(at: path)
private let file = try FileHandle(forUpdating: URL(filePath: path))

FuzzTarget.run(refusing: [HierarchyError.self, CryptographyError.self], allocating: 64 << 10, perByte: 16) { bytes in
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: bytes.prefix(64))
    let key = try MachineKeyFile(path: path)
    let sealed = Array(bytes)
    _ = try FuzzTarget.wait {
        _ = try await key.open(sealed, context: sealed)
    }
}
