import LineEditing
import Testing

@testable import keyhierarchy

/// What Tab offers for a beginning.
@Suite struct SQLCompletionTests {
    let completion = SQLCompletion(
        databases: ["master", "Sales", "SalesArchive"], views: ["sys.symmetric_keys", "sys.databases"])

    @Test(arguments: [
        ("BACKUP S", ["SERVICE MASTER KEY TO FILE = '"], 1),
        ("backup s", ["service master key to file = '"], 1),
        ("BACKUP ", ["SERVICE MASTER KEY TO FILE = '", "MASTER KEY TO FILE = '"], 0),
        ("BACKUP", ["BACKUP SERVICE MASTER KEY TO FILE = '", "BACKUP MASTER KEY TO FILE = '"], 6),
        ("BACKUP MASTER KEY TO FILE = 'c:\\a''b'", [" ENCRYPTION BY PASSWORD = '"], 0),
        ("BACKUP MASTER KEY TO FILE = 'f' ENCRYPTION BY PASSWORD = N'x'", [";"], 0),
        ("RESTORE MASTER KEY FROM FILE = 'f' DECRYPTION BY PASSWORD = 'x' E", ["ENCRYPTION BY PASSWORD = '"], 1),
        ("ALTER MASTER KEY DROP ENCRYPTION BY ", ["PASSWORD = '", "SERVICE MASTER KEY;"], 0),
        ("USE s", ["Sales", "SalesArchive"], 1),
        ("USE Sales;\nGO\nCLOSE ", ["MASTER KEY;"], 0),
        ("USE Sales\nCLOSE ", ["MASTER KEY;"], 0),
        ("use Sales\ngo\nclose m", ["master key;"], 1),
        ("CREATE CREDENTIAL [my cred] ", ["WITH IDENTITY = '"], 0),
        ("CREATE CREDENTIAL c WITH IDENTITY = 'i'", [", SECRET = '"], 0),
        ("SELECT * FROM sys.", ["sys.symmetric_keys", "sys.databases"], 4),
        ("SELECT * FROM sys.databases WHER", ["WHERE"], 4),
        ("select * from sys.databases wher", ["where"], 4),
        ("SELECT @@ROW", ["@@ROWCOUNT"], 5),
        ("SELECT 1 FROM Sal", ["Sales", "SalesArchive"], 3),
        // Nothing to say inside of strings, quoted names and comments.
        ("PRINT 'BACKUP S", [], 0), ("PRINT \"BACKUP S", [], 0), ("SELECT [sy", [], 0), ("-- BACKUP S", [], 0),
        ("/* BACKUP S", [], 0), ("SELECT 1 ", [], 0), ("xyzzy", [], 0),
    ]) func offersWhatCanFollow(text: String, candidates: [String], replaced: Int) {
        let found = completion.completions(of: text)
        #expect(found.candidates == candidates)
        #expect(candidates.isEmpty || found.replacedCount == replaced)
    }

    /// Following the offers of every skeleton leads through all of it.
    @Test func aStatementCanBeMadeOfTabsAlone() {
        var editor = LineEditor(isComplete: { _ in false }) { [completion] in completion.completions(of: $0) }
        for key: Key in [
            .text("res"), .tab, .text("s"), .tab, .text("f'"), .tab, .text("pw'"), .tab, .text(" f"), .tab,
        ] { _ = editor.handle(key) }
        #expect(
            editor.buffer.text == "restore service master key from file = 'f' decryption by password = 'pw' force;")
    }
}
