import Foundation
import KeyHierarchy
import PasswordFiles
import TemporaryDirectories
import Testing

struct PasswordFileTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test(
        arguments: [
            ("8-Tall-Giraffes", "8-Tall-Giraffes"), ("8-Tall-Giraffes\n", "8-Tall-Giraffes"),
            ("8-Tall-Giraffes\r\n", "8-Tall-Giraffes"), ("two\n\n", "two\n"), (" spaces \n", " spaces "), ("é\n", "é"),
        ])
    func givesTheTextWithoutOneLineEnd(contents: String, password: String) throws {
        let path = try directory.write(contents, to: "password")
        let found = try PasswordFile(path).password().withText { String(copying: $0) }
        #expect(found == password)
    }

    @Test(arguments: ["", "\n", "\r\n", String(repeating: "x", count: 4097)])
    func refusesWhatIsNoPassword(contents: String) throws {
        let path = try directory.write(contents, to: "password")
        #expect(throws: PasswordFileError.self) { try PasswordFile(path).password() }
    }

    @Test func refusesBytesThatAreNoText() throws {
        let path = try directory.write("x", to: "password")
        try Data([0xFF, 0xFE]).write(to: URL(filePath: path))
        let error = #expect(throws: PasswordFileError.self) { try PasswordFile(path).password() }
        #expect(error.map { "\($0)".contains(path) } == true)
    }

    @Test(arguments: [0o640, 0o604, 0o620, 0o777])
    func refusesAFileThatOthersCanUse(mode: Int) throws {
        let path = try directory.write("8-Tall-Giraffes", to: "password")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(throws: PasswordFileError.self) { try PasswordFile(path).password() }
    }

    @Test func refusesWhatIsNoFile() {
        #expect(throws: PasswordFileError.self) { try PasswordFile(directory.path).password() }
        #expect(throws: PasswordFileError.self) { try PasswordFile(directory.file("missing")).password() }
        #expect(throws: PasswordFileError.self) { try PasswordFile("/dev/zero").password() }
    }
}
