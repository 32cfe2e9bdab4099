import Foundation
import LineEditing
import Testing

@testable import keyhierarchy

/// What the shell remembers, and above all what it does not.
@Suite struct ShellHistoryTests {
    @Test(arguments: [
        "USE Sales\nGO", "SELECT name FROM sys.databases WHERE name LIKE 'S%'", "PRINT 'done'",
        "SELECT * FROM sys.symmetric_keys WHERE name = '##MS_DatabaseMasterKey##'",
        "SELECT * FROM sys.master_key_passwords", "CLOSE MASTER KEY",
        "ALTER MASTER KEY DROP ENCRYPTION BY SERVICE MASTER KEY",
        "CREATE DATABASE [Sales]", "ALTER DATABASE Sales SET ENCRYPTION ON",
        "OPEN SYMMETRIC KEY k DECRYPTION BY CERTIFICATE c",
    ]) func ordinaryStatementsAreRemembered(input: String) {
        #expect(HistoryPolicy.allows(input))
    }

    @Test(arguments: [
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'x'", "open master key decryption by password = N'x'",
        "BACKUP SERVICE MASTER KEY TO FILE = 'f' ENCRYPTION BY PASSWORD = 'x';\nGO",
        "SELECT 1\nGO\nOPEN MASTER KEY\n  DECRYPTION\n  BY PASSWORD\n= 'x'\nGO",
        "CREATE CREDENTIAL c WITH IDENTITY = 'i', SECRET = 'x'", "ALTER LOGIN sa WITH PASSWORD = 0xABCD HASHED",
        "CREATE USER u IDENTIFIED BY 'x'", "EXEC sp_control_dbmasterkey_password 'db', 'x', 'add'",
        "EXEC sp_addlinkedsrvlogin 'remote', 'false', NULL, 'u', 'x'",
        "SELECT ENCRYPTBYPASSPHRASE('x', 'y')", "SELECT DecryptByCert(1, 0x00, N'x')", ":setvar pw x", "\n:SetVar pw x",
        "CREATE SYMMETRIC KEY k WITH KEY_SOURCE = 'x'", "OPEN MASTER KEY DECRYPTION BY PASSWORD = \"x\"",
        // Without quotation marks.
        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = S3cret", "create master key encryption by password S3cret",
        "CREATE MASTER KEY ENCRYPTION BY PASWORD = S3cret", "CREATE MASTER KEY ENCRYPTION BY S3cret",
        "CREATE CREDENTIAL c WITH SECRET : S3cret", "EXEC sp_control_dbmasterkey_password db, S3cret, [add]",
        "DECLARE @password nvarchar(50) = S3cret",
        // As people mistype them.
        "BACKUP MASTER KEY TO FILE = 'f' ENCRYPTON BY PASWORD = 'x'", "OPEN MASTER KEY DECRIPTION BY 'x'",
    ]) func whatMayHoldASecretIsNot(input: String) throws {
        #expect(!HistoryPolicy.allows(input))
        let tool = try Tool()
        defer { tool.cleanUp() }
        var history = History()
        HistoryFile(tool.directory.appending(path: "history").path).add(input, to: &history)
        #expect(history.entries.isEmpty)
        #expect(!tool.exists("history"))
    }

    @Test func theFileKeepsInputsForItsOwnerAlone() throws {
        let tool = try Tool()
        defer { tool.cleanUp() }
        let file = HistoryFile(tool.directory.appending(path: "history").path)
        var history = file.read()
        for input in ["SELECT 1\nGO", "SELECT 'a\\nb'\n\tGO", "USE Sales"] { file.add(input, to: &history) }
        #expect(history.entries.count == 3)
        #expect(file.read() == history)
        let attributes = try FileManager.default.attributesOfItem(
            atPath: tool.directory.appending(path: "history").path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    /// Nobody can turn the history into a way to write elsewhere.
    @Test func aLinkIsNotFollowed() throws {
        let tool = try Tool()
        defer { tool.cleanUp() }
        try tool.write("", to: "other")
        let link = tool.directory.appending(path: "history").path
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: tool.directory.appending(path: "other").path)
        var history = History()
        HistoryFile(link).add("SELECT 1", to: &history)
        #expect(try tool.read("other").isEmpty)
    }

    @Test func whatOthersPutIntoTheFileIsReadWithCare() throws {
        let tool = try Tool()
        defer { tool.cleanUp() }
        try tool.write("ok\n\nOPEN MASTER KEY DECRYPTION BY PASSWORD = 'x'\na\\", to: "history")
        #expect(HistoryFile(tool.directory.appending(path: "history").path).read().entries == ["ok", "a"])
    }

    @Test func theFileDoesNotGrowForEver() throws {
        let tool = try Tool()
        defer { tool.cleanUp() }
        try tool.write((0..<3000).map { "SELECT \($0)\n" }.joined(), to: "history")
        let file = HistoryFile(tool.directory.appending(path: "history").path)
        #expect(file.read().entries.last == "SELECT 2999")
        #expect(try String(decoding: tool.read("history"), as: UTF8.self).split(separator: "\n").count == History.limit)
    }
}
