import Foundation
import Testing
import TransactSQL

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
    ])
    func pathsAreFoundBeneath(_ path: String, _ place: String) throws {
        #expect(try root.file(path) == directory.path + place)
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

    @Test func linksWithinTheRootAreFollowed() throws {
        let files = FileManager.default
        try files.createDirectory(atPath: directory.path + "/real", withIntermediateDirectories: true)
        try files.createSymbolicLink(atPath: directory.path + "/link", withDestinationPath: "real")
        #expect(try root.file("link/x") == directory.path + "/real/x")
    }

    @Test func directoriesAreCreatedForTheirOwnerAndOnlyToWrite() throws {
        let files = FileManager.default
        _ = try root.file(#"c:\a\b\x"#)
        #expect(!files.fileExists(atPath: directory.path + "/c"))
        _ = try root.file(#"c:\a\b\x"#, creatingDirectories: true)
        let mode = try files.attributesOfItem(atPath: directory.path + "/c/a")[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test func aMissingRootIsSaid() throws {
        let error = #expect(throws: FilePathError.self) { try FileRoot(directory.path + "/no").file("x") }
        #expect(error?.code == .rootMissing)
    }

    @Test func withoutARootAPathOfWindowsIsRefused() async throws {
        let connection = try await Connection()
        let outcome = try await connection.run(
            #"BACKUP SERVICE MASTER KEY TO FILE = 'c:\x' ENCRYPTION BY PASSWORD = 'Abcd1234.'"#)
        #expect(outcome.unmodelled.map(\.name) == [#"the path 'c:\x'"#])
        #expect(outcome.unmodelled.first?.reason?.contains("--file-root") == true)
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
}
