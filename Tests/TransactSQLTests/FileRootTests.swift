import Backup
import Foundation
import Testing

@testable import TransactSQL

@Suite struct FileRootTests {
    private let directory: TemporaryDirectory
    private let root: FileRoot

    init() throws {
        directory = try TemporaryDirectory()
        root = FileRoot(directory.path)
    }

    @Test(arguments: [
        (#"c:\temp\keys\smk.pem"#, "/c/temp/keys/smk.pem"), ("C:/temp/smk", "/c/temp/smk"),
        (#"\\server\share\smk"#, "/server/share/smk"), ("/var/opt/mssql/smk", "/var/opt/mssql/smk"),
        ("smk", "/smk"), ("keys/smk with a space", "/keys/smk with a space"), (#"c:\a\\b"#, "/c/a/b"),
        (#"c:\keys\smk.key. ."#, "/c/keys/smk.key"), (#"\\server\share\smk "#, "/server/share/smk"), ("smk.", "/smk."),
    ])
    func pathsAreFoundBeneath(_ path: String, _ place: String) throws {
        #expect(try root.file(path, creatingDirectories: true)?.path == directory.path + place)
        #expect(try root.file(path)?.path == directory.path + place)
    }

    static let refused: [(path: String, code: FilePathError.Code)] = [
        ("", .empty), ("..", .leadsOut), ("../x", .leadsOut), (#"c:\..\..\etc\passwd"#, .leadsOut),
        (#"c:\a\.. \b"#, .leadsOut), (#"c:\a\...\b"#, .leadsOut), ("/a/../../b", .leadsOut), ("a/../b", .leadsOut),
        ("a\u{0}b", .controlCharacter), ("a\nb", .controlCharacter), ("CON", .device), (#"c:\nul.txt"#, .device),
        (#"c:\x\com1"#, .device), ("lpt9.log.gz", .device), ("aux ", .device), ("a:b", .noSuchForm),
        (#"c:\a:stream"#, .alternateStream), ("ab:c", .alternateStream), (#"\\?\C:\x"#, .device),
        (#"\\.\pipe\x"#, .device), (#"\x"#, .noSuchForm), ("c:x", .noSuchForm), ("c:", .noSuchForm),
        (#"c:\"#, .noFile), (#"\\server\share"#, .noFile), ("a/", .noFile), ("/", .noFile), ("a*b", .noSuchForm),
        (String(repeating: "a", count: 261), .tooLong),
    ]

    @Test(arguments: refused)
    func hostilePathsAreRefused(_ path: String, _ code: FilePathError.Code) {
        let error = #expect(throws: FilePathError.self) { try root.file(path, creatingDirectories: true) }
        #expect(error?.code == code)
        #expect((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) == [])
    }

    @Test func linksThatLeadOutAreRefused() throws {
        let outside = try TemporaryDirectory()
        let files = FileManager.default
        try files.createSymbolicLink(atPath: directory.path + "/out", withDestinationPath: outside.path)
        try files.createSymbolicLink(atPath: directory.path + "/up", withDestinationPath: "..")
        try files.createSymbolicLink(atPath: directory.path + "/file", withDestinationPath: "/etc/passwd")
        try files.createSymbolicLink(atPath: directory.path + "/broken", withDestinationPath: "/nowhere/x")
        for path in ["out/x", "up/x", "file", "broken", "out/deeper/x"] {
            let error = #expect(throws: FilePathError.self) { try root.file(path, creatingDirectories: true) }
            #expect(error?.code == .leadsOut, "\(path)")
        }
        #expect(try files.contentsOfDirectory(atPath: outside.path) == [])
    }

    @Test func linksWithinTheRootAreRefusedAsWell() throws {
        let files = FileManager.default
        try files.createDirectory(atPath: directory.path + "/real", withIntermediateDirectories: true)
        try files.createSymbolicLink(atPath: directory.path + "/link", withDestinationPath: "real")
        let error = #expect(throws: FilePathError.self) { try root.file("link/x") }
        #expect(error?.code == .leadsOut)
    }

    @Test func theRootMayBeReachedByALink() throws {
        let other = try TemporaryDirectory()
        try FileManager.default.createSymbolicLink(
            atPath: other.path + "/link", withDestinationPath: directory.path)
        #expect(try FileRoot(other.path + "/link").file("x")?.path == directory.path + "/x")
    }

    @Test func aLinkThatComesLaterLeadsNowhere() async throws {
        let outside = try TemporaryDirectory()
        let files = FileManager.default
        let file = try #require(try root.file(#"c:\keys\x"#, creatingDirectories: true))
        // Somebody exchanges the directory between the look at it and the writing.
        try files.moveItem(atPath: directory.path + "/c/keys", toPath: directory.path + "/c/moved")
        try files.createSymbolicLink(atPath: directory.path + "/c/keys", withDestinationPath: outside.path)
        try await file.medium.write([1, 2, 3])
        #expect(try files.contentsOfDirectory(atPath: outside.path) == [])
        #expect(try file.read(limit: 10) == [1, 2, 3])
        #expect(files.fileExists(atPath: directory.path + "/c/moved/x"))
    }

    @Test func aLinkInPlaceOfTheFileIsNotFollowed() async throws {
        let files = FileManager.default
        let file = try #require(try root.file("x"))
        try Data([7]).write(to: URL(filePath: directory.path + "/target"))
        try files.createSymbolicLink(atPath: directory.path + "/x", withDestinationPath: "target")
        await #expect(throws: BackupError.self) { try await file.medium.write([1]) }
        await #expect(throws: BackupError.self) { try await file.medium.read(limit: 10) }
        #expect(throws: (any Error).self) { try file.read(limit: 10) }
        #expect(try Data(contentsOf: URL(filePath: directory.path + "/target")) == Data([7]))
    }

    @Test func directoriesAreCreatedForTheirOwnerAndOnlyToWrite() throws {
        let files = FileManager.default
        _ = try root.file(#"c:\a\b\x"#)
        #expect(!files.fileExists(atPath: directory.path + "/c"))
        _ = try root.file(#"c:\a\b\x"#, creatingDirectories: true)
        let mode = try files.attributesOfItem(atPath: directory.path + "/c/a")[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test func aMissingRootIsCreatedToWrite() throws {
        let root = FileRoot(directory.path + "/new")
        #expect(try root.file(#"c:\x"#)?.path == nil)
        #expect(!FileManager.default.fileExists(atPath: root.directory))
        #expect(try root.file(#"c:\x"#, creatingDirectories: true)?.path == directory.path + "/new/c/x")
        let mode = try FileManager.default.attributesOfItem(atPath: root.directory)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test func aRootThatIsNoDirectoryIsSaid() throws {
        try Data().write(to: URL(filePath: directory.path + "/file"))
        for root in [directory.path + "/file", directory.path + "/no/root"] {
            let error = #expect(throws: FilePathError.self) { try FileRoot(root).file("x", creatingDirectories: true) }
            #expect(error?.code == .rootMissing, "\(root)")
        }
    }

    @Test func onDrivesAndSharesTheCaseMakesNoDifference() throws {
        for path in [#"C:\Temp\Smk.key"#, #"\\Server\share\Smk.key"#, "/var/Smk.key"] {
            let file = try #require(try root.file(path, creatingDirectories: true))
            try Data().write(to: URL(filePath: file.path))
        }
        #expect(try root.file(#"c:\TEMP\smk.KEY"#)?.path == directory.path + "/c/Temp/Smk.key")
        #expect(try root.file(#"c:\TEMP\other"#)?.path == directory.path + "/c/Temp/other")
        #expect(try root.file(#"\\SERVER\Share\SMK.key"#)?.path == directory.path + "/Server/share/Smk.key")
        #expect(try root.file("/var/smk.key")?.path == directory.path + "/var/smk.key")
    }

    @Test func withoutARootAPathOfWindowsEndsTheScript() async throws {
        let connection = try await Connection()
        let backUp = #"BACKUP SERVICE MASTER KEY TO FILE = 'c:\x' ENCRYPTION BY PASSWORD = 'Abcd1234.'"#
        let error = await #expect(throws: ScriptError.self) { try await connection.run("\nGO\n\n" + backUp) }
        #expect(error?.code == .pathUnusable)
        #expect(error?.fileLine == 4)
        #expect(error?.message.contains("--file-root") == true)
        let native = directory.path + "/smk.pem"
        #expect(
            try await connection.errors(
                "BACKUP SERVICE MASTER KEY TO FILE = '\(native)' ENCRYPTION BY PASSWORD = 'Abcd1234.'") == [])
        #expect(FileManager.default.fileExists(atPath: native))
    }

    @Test func aPathThatLeadsOutCannotBeWritten() async throws {
        var connection = try await Connection()
        connection.options.fileRoot = root
        #expect(
            try await connection.errors(
                "BACKUP SERVICE MASTER KEY TO FILE = '../x' ENCRYPTION BY PASSWORD = 'Abcd1234.'; "
                    + "RESTORE SERVICE MASTER KEY FROM FILE = '../x' DECRYPTION BY PASSWORD = 'Abcd1234.'")
                == [15240, 15317])
    }

    @Test func whatIsNotOnAMissingDiskIsNotThere() async throws {
        let outcome = try await Connection().run(#"RESTORE DATABASE d FROM DISK = 'c:\x.bak'"#)
        #expect(outcome.messages.map(\.number) == [3201, 3013])
        #expect(outcome.messages.last?.text == "RESTORE DATABASE is terminating abnormally.")
    }
}
