import Foundation
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

@testable import keyhierarchy

/// The shell as a person has it: a terminal, keys, and what is left of them.
@Suite(.serialized) struct ShellTests {
    /// A new prompt. `1> ` alone is also painted when the input changes.
    static let prompt = "\u{1B}[?2004h1> "

    let tool: Tool

    init() throws {
        tool = try Tool()
    }

    private func shell() throws -> TerminalSession {
        let session = try TerminalSession(tool, "keyhierarchy", ["sql", "--in-memory"])
        try #require(session.waits(for: Self.prompt), "\(session.output)")
        return session
    }

    private var history: [String] {
        get throws {
            guard tool.exists(".keyhierarchy_history") else { return [] }
            return String(decoding: try tool.read(".keyhierarchy_history"), as: UTF8.self).split(separator: "\n").map(
                String.init)
        }
    }

    @Test func linesAreEditedAndRemembered() throws {
        defer { tool.cleanUp() }
        let session = try shell()
        // "SELET 1", and the missing letter put in its place with arrow keys.
        session.type("SELET 1\u{1B}[D\u{1B}[D\u{1B}[DC\u{1B}[F\r")
        #expect(session.waits(for: "2> "))
        session.type("GO\r")
        #expect(session.waits(for: Self.prompt))
        #expect(try history == ["SELECT 1\\nGO"])
        // The last batch again, its number changed.
        session.type("\u{1B}[A")
        #expect(session.waits(for: "2> GO"))
        session.type("\u{1B}[A\u{1B}[F\u{7F}2\u{1B}>\r")
        #expect(session.waits(for: Self.prompt))
        #expect(try history == ["SELECT 1\\nGO", "SELECT 2\\nGO"])
        session.type("\u{4}")
        #expect(session.end() == 0)
        #expect(session.isOrdinary)
    }

    @Test func aPasswordIsNeitherWrittenNorCalledBack() throws {
        defer { tool.cleanUp() }
        let session = try shell()
        session.type("PRINT 1\rGO\r")
        #expect(session.waits(for: "2> GO") && session.waits(for: Self.prompt))
        session.type("CREATE MASTER KEY\rENCRYPTION BY PASSWORD = '7-Grey-Whales-Sing'\rGO\r")
        #expect(session.waits(for: "3> GO") && session.waits(for: Self.prompt))
        session.type("\u{1B}[A")
        #expect(session.waits(for: "2> GO"))
        session.type("\u{3}")
        #expect(session.waits(for: Self.prompt))
        session.type("quit\r")
        #expect(session.end() == 0)
        #expect(try history == ["PRINT 1\\nGO"])
    }

    @Test func theHistoryOutlivesTheShell() throws {
        defer { tool.cleanUp() }
        let first = try shell()
        first.type("PRINT 12345\rGO\r")
        #expect(first.waits(for: "2> GO") && first.waits(for: Self.prompt))
        first.type("EXIT\r")
        #expect(first.end() == 0)
        let second = try shell()
        second.type("\u{12}234")
        #expect(second.waits(for: "search '234': PRINT 12345"))
        second.type("\r\r")
        #expect(second.waits(for: "1> PRINT 12345") && second.waits(for: Self.prompt))
        second.type("\u{4}")
        #expect(second.end() == 0)
        #expect(try history == ["PRINT 12345\\nGO"])
    }

    @Test func batchesRunAndErrorsDoNotEndTheShell() throws {
        defer { tool.cleanUp() }
        let session = try shell()
        session.type("SELECT 6 * 7 AS answer\rGO\r")
        #expect(session.waits(for: "answer\r\n------\r\n    42\r\n") && session.waits(for: Self.prompt))
        session.type("DROP MASTER KEY\rGO\r")
        #expect(session.waits(for: "Msg 15151, Level 16, State 1, Line 1") && session.waits(for: Self.prompt))
        // Keys stay open, and variables of sqlcmd set, from one batch to the next.
        session.type("CREATE MASTER KEY ENCRYPTION BY PASSWORD = '7-Grey-Whales-Sing'\rGO\r")
        #expect(session.waits(for: "1> CREATE") && session.waits(for: "2> GO") && session.waits(for: Self.prompt))
        session.type(":setvar word hello\rPRINT '$(word)'\rGO\r")
        #expect(session.waits(for: "lhello\r\n") && session.waits(for: Self.prompt))
        session.type("SELECT name FROM sys.symmetric_keys\rGO\r")
        #expect(session.waits(for: "##MS_DatabaseMasterKey##") && session.waits(for: Self.prompt))
        session.type("\u{4}")
        #expect(session.end() == 0)
    }

    @Test func ctrlCStopsABatchAndNotTheShell() throws {
        defer { tool.cleanUp() }
        let session = try shell()
        // The batch begins behind the end of the mode in which text is pasted: ESC [ ? 2004 l.
        session.type("PRINT 'waiting'\rWAITFOR DELAY '00:10:00'\rGO\r")
        #expect(session.waits(for: "lwaiting\r\n"))
        session.type("\u{3}")
        // Whether the second statement has begun by then, nothing tells.
        #expect(session.waits(for: "was cancelled") && session.waits(for: Self.prompt))
        session.type("PRINT 'again'\rGO\r")
        #expect(session.waits(for: "lagain\r\n") && session.waits(for: Self.prompt))
        session.type("\u{4}")
        #expect(session.end() == 0)
    }

    #if SQLite
    private static let instance = ["--store", "s.db", "--machine-key", "m.key"]

    /// Begins a statement in a shell that cannot end before another program gives back the lock of the writers.
    ///
    /// - Returns: The shell after a first Ctrl-C, and the other program.
    private func statementThatHangs() throws -> (shell: TerminalSession, other: TerminalSession) {
        let created = try tool("keyhierarchy init \(Self.instance.joined(separator: " "))")
        try #require(created.status == 0, "\(created.errors)")
        let session = try TerminalSession(tool, "keyhierarchy", ["sql"] + Self.instance)
        try #require(session.waits(for: Self.prompt), "\(session.output)")
        let other = try TerminalSession(tool, "sqlite3", ["s.db"])
        other.type("BEGIN IMMEDIATE; SELECT 'lo' || 'cked';\n")
        try #require(other.waits(for: "locked"), "\(other.output)")
        session.type("PRINT 'waiting'\rCREATE DATABASE Sales\rGO\r")
        try #require(session.waits(for: "lwaiting\r\n"), "\(session.output)")
        // Nothing tells that the statement has begun.
        Thread.sleep(forTimeInterval: 3)
        session.type("\u{3}")
        return (session, other)
    }

    private func userDatabases() throws -> String {
        try tool("keyhierarchy database list \(Self.instance.joined(separator: " "))").output
    }

    @Test func ctrlCWaitsForTheStatementAndSaysWhatBecameOfIt() throws {
        defer { tool.cleanUp() }
        let (session, other) = try statementThatHangs()
        other.type("ROLLBACK;\n")
        #expect(session.waits(for: "The statement in line 2 was cancelled. Nothing of it was carried out."))
        #expect(session.waits(for: Self.prompt))
        session.type("\u{4}")
        #expect(session.end() == 0)
        #expect(try !userDatabases().contains("Sales"))
    }

    @Test func anotherCtrlCDoesNotWaitForTheStatement() throws {
        defer { tool.cleanUp() }
        let (session, other) = try statementThatHangs()
        try #require(session.waits(for: "Waiting for the statement to end."), "\(session.output)")
        session.type("\u{3}")
        #expect(session.waits(for: "The statement still runs, and may still be carried out"))
        #expect(session.waits(for: Self.prompt))
        // The next batch waits for it: statements of one session never run side by side.
        session.type("PRINT 'again'\rGO\r")
        #expect(session.waits(for: "2> GO"))
        other.type("ROLLBACK;\n")
        #expect(session.waits(for: "lagain\r\n") && session.waits(for: Self.prompt))
        session.type("\u{4}")
        #expect(session.end() == 0)
        #expect(try !userDatabases().contains("Sales"))
    }
    #endif

    @Test func aPastedTextWaitsForEnter() throws {
        defer { tool.cleanUp() }
        let session = try shell()
        #expect(session.output.contains("\u{1B}[?2004h"))
        session.type("\u{1B}[200~PRINT 1\nGO\nPRINT 2\nGO\u{1B}[201~")
        #expect(session.waits(for: "4> GO"))
        #expect(try history.isEmpty)
        session.type("\r")
        #expect(session.waits(for: Self.prompt))
        #expect(try history == ["PRINT 1\\nGO\\nPRINT 2\\nGO"])
        session.type("\u{4}")
        #expect(session.end() == 0)
        #expect(session.output.hasSuffix("\u{1B}[?2004l"))
    }

    @Test func tabCompletes() throws {
        defer { tool.cleanUp() }
        let session = try shell()
        session.type("close m\t")
        #expect(session.waits(for: "close master key;"))
        session.type("\u{3}SELECT 1 FROM msd\t")
        #expect(session.waits(for: "FROM msdb"))
        session.type("\u{3}\u{4}")
        #expect(session.end() == 0)
    }

    @Test func aNarrowerWindowPaintsTheInputAnew() throws {
        defer { tool.cleanUp() }
        let session = try shell()
        session.type("SELECT 1234567890")
        #expect(session.waits(for: "1> SELECT 1234567890"))
        // The terminal itself puts another return before each new line.
        session.resize(columns: 15, rows: 10)
        #expect(session.waits(for: "1> SELECT 12345\r\r\n67890"))
        session.type("\u{3}\u{4}")
        #expect(session.end() == 0)
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT]) func aSignalLeavesTheTerminalAsItWas(signal: Int32) throws {
        defer { tool.cleanUp() }
        let session = try shell()
        session.type("SELECT")
        #expect(session.waits(for: "SELECT"))
        #expect(!session.isOrdinary)
        session.send(signal)
        #expect(session.end() == -signal)
        #expect(session.isOrdinary)
        #expect(session.output.hasSuffix("\u{1B}[?2004l"))
    }

    @Test func itCanBeStoppedAndGoesOn() throws {
        defer { tool.cleanUp() }
        let session = try TerminalSession(tool, "bash", ["--norc", "--noprofile", "--noediting", "-i"])
        session.type("PS1='ready: '\r")
        #expect(session.waits(for: "ready: "))
        session.type("keyhierarchy sql --in-memory\r")
        #expect(session.waits(for: Self.prompt))
        session.type("SELECT 1")
        #expect(session.waits(for: "1> SELECT 1"))
        session.type("\u{1A}")
        #expect(session.waits(for: "Stopped") && session.waits(for: "ready: "))
        #expect(session.isOrdinary)
        session.type("fg\r")
        #expect(session.waits(for: "1> SELECT 1"))
        session.type("2\r")
        #expect(session.waits(for: "1> SELECT 12"))
        session.type("GO\r")
        #expect(session.waits(for: "2> GO") && session.waits(for: Self.prompt))
        #expect(try history == ["SELECT 12\\nGO"])
        session.type("\u{4}")
        #expect(session.waits(for: "ready: "))
        session.type("exit\r")
        #expect(session.end() == 0)
    }

    @Test(arguments: [
        ("SELECT 1\nGO", true), ("SELECT 1\n go 5 -- again", true), ("GO", true), ("SELECT 1\nGO\n\n", true),
        ("SELECT 1\nGO;", false), ("SELECT 1", false), ("GOTO x", false), ("", false), ("PRINT '\nGO", false),
        ("/* /* */\nGO", false), ("/* /* */ */\nGO", true), ("-- '\nGO", true), ("SELECT [\nGO", false), ("quit", true),
        ("SELECT 1\nEXIT", true), (":r file", true), ("!!dir", true), ("PRINT '\nquit", false),
        ("SELECT 1\n:setvar x y", false), ("GO 1 2", false),
        ("GO /* x */", true),
    ]) func anInputIsCompleteBehindGo(text: String, isComplete: Bool) {
        #expect(ShellInput.isComplete(text, hasCommands: true) == isComplete)
    }
}
