import CFuzzer
import Foundation
import FuzzTarget
@testable import KeyCryptography
@testable import KeyHierarchy
import SQLiteKeyStore

/// A whole file of a store: opening it, checking it, starting an instance on it, and reading the secrets under its keys;
/// for one file in sixteen also creating a database with a master key, and replacing the service master key, which costs
/// as much as all the rest together several times over.
private let directory = URL(filePath: "/dev/shm", directoryHint: .isDirectory)
    .appending(path: "fuzz-\(ProcessInfo.processInfo.processIdentifier)")
try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
private let path = directory.appending(path: "store.db").path
/// Under the key that the seeds were made with.
private let protector = try EphemeralRootProtector(random: ConstantSource())

/// What comes to the same key in every run.
private struct ConstantSource: RandomSource {
    func fill(_ bytes: inout MutableRawSpan) {
        for offset in bytes.byteOffsets {
            unsafe bytes.storeBytes(of: 7, toUncheckedByteOffset: offset, as: UInt8.self)
        }
    }
}

private func options() -> EncryptionHierarchy.Options {
    var options = EncryptionHierarchy.Options()
    options.passwordDerivation = .insecure
    return options
}

private func use(_ store: SQLiteKeyStore, writes: Bool) async throws {
    try? await store.verifyIntegrity()
    let hierarchy = try await EncryptionHierarchy(store: store, rootProtectors: [protector], options: options())
    let session = hierarchy.session()
    try? await session.withSecret(ofCredential: "storage", in: .database("Sales")) { _ in }
    guard writes else { return }
    try await session.createDatabase("New")
    try await session.createMasterKey(in: "New", password: "8-Tall-Giraffes")
    try await session.regenerateServiceMasterKey()
}

// To check the order of rows, SQLite's integrity_check asks for as much memory as a damaged row says that it takes, whatever
// the length of the file. A program that opens files of strangers can set this limit too.
_ = sqlite3_hard_heap_limit64(8 << 20)
FuzzTarget.run(refusing: [HierarchyError.self, CryptographyError.self], allocating: 32 << 20, perByte: 512) { bytes in
    for companion in ["-wal", "-shm", "-journal"] { unlink(path + companion) }
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    precondition(unsafe write(file, bytes, bytes.count) == bytes.count)
    close(file)
    let store = try SQLiteKeyStore(path: path)
    // Of the whole input, so that a change anywhere in it may be the one that is written to.
    let sum = bytes.reduce(0, &+)
    try FuzzTarget.wait { try await use(store, writes: sum.isMultiple(of: 16)) }
}
