#if os(Linux)
import Foundation
import KeyCryptography
import KeyHierarchy
import MemorySearch
import SQLiteKeyStore

// Searches the memory of this process, and the core of another, for the keys and passwords that it put there.

if CommandLine.arguments.dropFirst() == ["die"] { try await CoreDump.die() }

func checkArena(_ report: inout Report) throws {
    report.begin("the arena")
    let secret = try SecretBytes.random(count: 32)
    let mapping = try ProcessMemory.mapping(of: secret)
    report.expect(mapping?.isLocked == true, "is locked (lo)")
    report.expect(mapping?.isLeftOutOfDumps == true, "is left out of core dumps (dd)")
}

func checkCipher(_ report: inout Report) throws {
    report.begin("libcrypto's own state")
    let key = try SecretBytes.random(count: 32)
    let secret = Secret("a key that a cipher is working with", Trace(of: key))
    try useCipher(key, secret, &report)
    try end(key, secret, &report)
}

func useCipher(_ key: borrowing SecretBytes, _ secret: Secret, _ report: inout Report) throws {
    let cipher = try AES256GCM(.sealing, key: key)
    // The first round keys of AES-256 are the key itself.
    try report.expectOpen([secret], isElsewhere: true)
    _ = try cipher.seal(RawSpan(), nonce: [UInt8](repeating: 0, count: 12), associatedData: [])
}

func end(_ key: consuming SecretBytes, _ secret: Secret, _ report: inout Report) throws {
    try report.expectOpen([secret])
    _ = consume key
    try report.expectGone([secret])
}

func checkStores(_ report: inout Report) async throws {
    print("\nOn the store in memory")
    try await Operations.run(on: InMemoryKeyStore(), &report)
    print("\nOn SQLite")
    let directory = FileManager.default.temporaryDirectory.appending(path: "memory-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: directory) }
    let store = try SQLiteKeyStore(path: directory.appending(path: "store.db").path, access: .create)
    try await Operations.run(on: store, &report)
}

func checkAll() async throws -> Report {
    var report = Report()
    try checkArena(&report)
    try checkCipher(&report)
    try await checkStores(&report)
    try CoreDump.check(&report)
    return report
}

let report = try await checkAll()
print("\n\(report.failures == 0 ? "Nothing is left." : "\(report.failures) failed.")")
exit(report.failures == 0 ? 0 : 1)
#else
print("The search reads /proc, which Linux alone has.")
#endif
