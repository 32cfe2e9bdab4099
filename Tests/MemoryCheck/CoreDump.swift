#if os(Linux)
import ChildPrograms
import Foundation
import Glibc
import KeyCryptography
import KeyHierarchy
import MemorySearch

/// What the kernel writes to a file when a process ends that holds keys.
enum CoreDump {
    /// Lets a child end so, and searches what it left.
    static func check(_ report: inout Report) throws {
        report.begin("a process that holds keys is killed, and its core is searched")
        let pattern = try String(contentsOfFile: "/proc/sys/kernel/core_pattern", encoding: .utf8)
        guard let first = pattern.first, first != "|", first != "/" else {
            print("  not checked: kernel.core_pattern is \(pattern), not the name of a file in the current directory")
            return
        }
        let directory = FileManager.default.temporaryDirectory.appending(path: "core-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: directory) }
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
        let child = try ChildProgram(
            [program, "die"], environment: ["SWIFT_BACKTRACE": "enable=no"], in: directory.path)
        guard case .killed = child.wait() else {
            report.expect(false, "the child has died")
            return
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        guard let core = files.first(where: { $0.hasPrefix("core") }) else {
            report.expect(false, "there is a core among \(files)")
            return
        }
        let dump = try Data(contentsOf: directory.appending(path: core), options: .alwaysMapped)
        print("  the core has \(dump.count >> 20) MiB")
        let lines = try String(contentsOf: directory.appending(path: "complements"), encoding: .utf8)
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard let complement = Data(base64Encoded: String(parts[0])) else { throw CocoaError(.fileReadCorruptFile) }
            let isFound = dump.range(of: Data(complement.map { ~$0 })) != nil
            let isControl = parts[1] == "control"
            report.expect(isFound == isControl, "\(parts[1]) is \(isFound ? "" : "not ")in the core")
        }
    }

    /// Ends this process by a signal while an instance, an open master key and a password are in use.
    static func die() async throws -> Never {
        var limit = rlimit(rlim_cur: .max, rlim_max: .max)
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        // The same as a key, in ordinary memory: a search that does not find it finds nothing.
        let control = try SystemRandomSource().bytes(32)
        var options = EncryptionHierarchy.Options()
        options.passwordDerivation = .insecure
        let hierarchy = try await EncryptionHierarchy(options: options)
        let session = hierarchy.session()
        let (password, _) = try newPassword()
        try await session.createDatabase("Sales")
        try await session.createMasterKey(in: "Sales", password: password)
        try await session.dropServiceMasterKeyEncryption(fromMasterKeyOf: "Sales")
        try await session.openMasterKey(of: "Sales", password: password)
        var lines = [line("control", control.map { ~$0 })]
        let keys = [
            (try await hierarchy.openServiceMasterKey(), "the service master key"),
            (try await session.masterKeyForBackup(of: "Sales").key, "the master key"),
        ]
        for (key, name) in keys {
            lines.append(line(name, complement(key.material.bytes)))
            let sealing = try KeyDerivation.hkdf(
                .sha256, from: key.material.bytes, info: Array("key hierarchy: seal v1".utf8), count: 32)
            lines.append(line("the sealing key of \(name)", complement(sealing)))
        }
        lines.append(unsafe password.withUnsafeBytes { unsafe line("the password", $0.map { ~$0 }) })
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: "complements"))
        withExtendedLifetime((hierarchy, session, password, keys, control)) { abort() }
    }

    private static func complement(_ secret: borrowing SecretBytes) -> [UInt8] {
        unsafe secret.withUnsafeBytes { unsafe $0.map { ~$0 } }
    }

    private static func line(_ name: String, _ complement: [UInt8]) -> String {
        "\(Data(complement).base64EncodedString()) \(name)"
    }
}
#endif
