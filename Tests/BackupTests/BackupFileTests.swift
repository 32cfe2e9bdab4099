import Foundation
import KeyHierarchy
import Testing

@testable import Backup

struct BackupFileTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func backUp(to file: BackupFile) async throws -> BackupReceipt {
        try await Instance().session.backUpServiceMasterKey(
            to: file, under: BackupPassword(Instance.password), derivation: .insecure)
    }

    private func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func itBelongsToItsOwnerAlone() async throws {
        let file = BackupFile(directory.file("smk.pem"))
        _ = try await backUp(to: file)
        #expect(try mode(of: file.path) == 0o600)
        #expect(try directory.names == ["smk.pem"])
    }

    @Test func itNeverOverwritesUnasked() async throws {
        let file = BackupFile(directory.file("smk.pem"))
        _ = try await backUp(to: file)
        let before = try await file.read(limit: 1 << 20)
        let error = await #expect(throws: BackupError.self) { try await backUp(to: file) }
        #expect(error?.code == .exists)
        #expect(error?.sqlServer?.number == 15240)
        #expect(try await file.read(limit: 1 << 20) == before)
        #expect(try directory.names == ["smk.pem"])
    }

    @Test func aDanglingLinkIsSomethingToo() async throws {
        let path = directory.file("smk.pem")
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: directory.file("target"))
        let error = await #expect(throws: BackupError.self) { try await backUp(to: BackupFile(path)) }
        #expect(error?.code == .exists)
        #expect(try directory.names == ["smk.pem"])
    }

    @Test func itReplacesWhenAskedTo() async throws {
        let file = BackupFile(directory.file("smk.pem"), existing: .replace)
        _ = try await backUp(to: file)
        let before = try await file.read(limit: 1 << 20)
        _ = try await backUp(to: file)
        #expect(try await file.read(limit: 1 << 20) != before)
        #expect(try directory.names == ["smk.pem"])
    }

    @Test func aFailedWriteLeavesNothing() async throws {
        try FileManager.default.createDirectory(
            atPath: directory.file("folder"), withIntermediateDirectories: false)
        let places = [
            directory.file("nowhere/smk.pem"), directory.file(String(repeating: "x", count: 300)), directory.file(""),
        ]
        for place in places {
            let error = await #expect(throws: BackupError.self) { try await backUp(to: BackupFile(place)) }
            #expect(error?.sqlServer?.number == 15240)
        }
        let replacing = await #expect(throws: BackupError.self) {
            try await backUp(to: BackupFile(directory.file("folder"), existing: .replace))
        }
        #expect(replacing?.code == .exists)
        #expect(try directory.names == ["folder"])
    }

    @Test func onlyABackupIsReplaced() async throws {
        let path = directory.file("store.db")
        try Data("something else".utf8).write(to: URL(fileURLWithPath: path))
        let error = await #expect(throws: BackupError.self) {
            try await backUp(to: BackupFile(path, existing: .replace))
        }
        #expect(error?.code == .exists)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("something else".utf8))
    }

    @Test func aMissingFileIsMissing() async throws {
        for name in ["nothing.pem", "nowhere/smk.pem"] {
            let error = await #expect(throws: BackupError.self) {
                try await BackupFile(directory.file(name)).inspect()
            }
            #expect(error?.code == .missing)
            #expect(error?.sqlServer?.number == 15317)
        }
    }

    @Test func aDirectoryIsNoBackup() async throws {
        let error = await #expect(throws: BackupError.self) { try await BackupFile(directory.path).inspect() }
        #expect(error?.code == .mediumFailed)
        #expect(error?.sqlServer?.number == 15317)
    }

    @Test func aFileThatIsTooLargeIsNotRead() async throws {
        let path = directory.file("large")
        try Data(count: (256 << 10) + 1).write(to: URL(fileURLWithPath: path))
        let error = await #expect(throws: BackupError.self) { try await BackupFile(path).inspect() }
        #expect(error?.code == .tooLarge)
        #expect(error?.sqlServer?.number == 15317)
    }

    @Test func aDirectoryThatOthersMayUseIsWarnedOf() async throws {
        let open = try TemporaryDirectory(mode: 0o755)
        let file = BackupFile(open.file("smk.pem"))
        #expect(try await backUp(to: file).warnings == [.noCopy, .directoryIsAccessible(file.place)])
    }

    @Test func aRelativePathIsNotedAsAnAbsoluteOne() {
        let file = BackupFile("smk.pem")
        #expect(file.path == "smk.pem")
        #expect(file.place == FileManager.default.currentDirectoryPath + "/smk.pem")
        #expect(BackupFile("/a/b").place == "/a/b")
    }
}
