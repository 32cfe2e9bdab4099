import Foundation
import KeyHierarchy
import KeyHierarchyTesting
import Testing

@Suite("A machine key in a file")
struct MachineKeyFileTests {
    @Test func isCreatedForItsOwnerAloneAndReadAgain() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/machine.key"
            let created = try MachineKeyFile.create(at: path)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            #expect((attributes[.size] as? NSNumber)?.intValue == 32)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["machine.key"])
            let bench = try await TestInstance(rootProtectors: [created])
            #expect(
                try await bench.restarted(rootProtectors: [MachineKeyFile(path: path)]).session.serviceMasterKey()
                    .isReadable)
        }
    }

    @Test func isNeverOverwritten() async throws {
        try await withDirectory { directory in
            let path = "\(directory)/machine.key"
            _ = try MachineKeyFile.create(at: path)
            let before = try Data(contentsOf: URL(filePath: path))
            try await expectRefusal(.rootProtectorFailed) { try MachineKeyFile.create(at: path) }
            try await expectRefusal(.rootProtectorFailed) { try MachineKeyFile.create(at: directory) }
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
        }
    }

    @Test(arguments: [0, 1, 16, 31, 33, 64, 100_000])
    func hasExactly32Bytes(count: Int) async throws {
        try await withDirectory { directory in
            let path = try Self.write(count: count, mode: 0o600, in: directory)
            try await expectRefusal(.rootProtectorFailed) { try MachineKeyFile(path: path) }
        }
    }

    @Test(arguments: [0o600: true, 0o400: true, 0o640: false, 0o604: false, 0o620: false, 0o610: false, 0o777: false])
    func isRefusedWhereGroupOrOthersHaveAccess(mode: Int, isFine: Bool) async throws {
        try await withDirectory { directory in
            let path = try Self.write(count: 32, mode: mode, in: directory)
            if isFine {
                _ = try MachineKeyFile(path: path)
            } else {
                try await expectRefusal(.rootProtectorFailed) { try MachineKeyFile(path: path) }
            }
        }
    }

    @Test func isAFileThatIsThere() async throws {
        try await withDirectory { directory in
            for path in [directory, "\(directory)/missing", "\(directory)/missing/machine.key", ""] {
                try await expectRefusal(.rootProtectorFailed) { try MachineKeyFile(path: path) }
            }
        }
    }

    private static func write(count: Int, mode: Int, in directory: String) throws -> String {
        let path = "\(directory)/machine.key"
        try Data(repeating: 7, count: count).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: NSNumber(value: mode)], ofItemAtPath: path)
        return path
    }

    private func withDirectory(_ body: (String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "machine-key-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try await body(directory.path)
    }
}
