import Foundation
import KeyHierarchyTesting
import Testing

@testable import TransactSQL

@Suite struct SqlcmdTests {
    private func connection(_ variables: [String: String]? = [:]) async throws -> Connection {
        var connection = try await Connection()
        connection.options.sqlcmdVariables = variables
        return connection
    }

    static let scripts: [(script: String, trace: [String])] = [
        ("PRINT '$(given)'", ["from outside"]), ("PRINT '$(GIVEN)'", ["from outside"]),
        (":setvar given \"from inside\"\nPRINT '$(given)'", ["from inside"]),
        (":setvar a 1\n:setvar b \"x \"\"y\"\"\"\nPRINT '$(a) $(b)'", ["1 x \"y\""]),
        ("PRINT 'a$b $ (c) $(not a name)'", ["a$b $ (c) $(not a name)"]),
        ("-- $(nothing)\n/* $(nothing) /* */ $(nothing) */ PRINT 'a'", ["a"]),
        ("PRINT 'a'\n:setvar x 1\nPRINT '$(x)'", ["a", "1"]),
        (":setvar a 1\n:setvar b $(a)$(A)\nPRINT '$(b)'", ["11"]),
        ("PRINT '\n:setvar x 1\n'", ["\n:setvar x 1\n"]),
        ("USE nowhere\nGO\n:on error exit\nPRINT 'a'\nGO\nUSE nowhere; PRINT 'b'\nGO\nPRINT 'c'", ["911", "a"]),
        (":on error exit\nUSE nowhere\nGO\nPRINT 'c'", ["911"]),
        ("PRINT 'a'\nGO\n:quit\nPRINT 'b'", ["a"]), ("PRINT 'a'\nEXIT", []),
        ("RAISERROR('x', 16, 127)\nGO\nPRINT 'b'", ["50000"]),
        // The state is for whoever gets the message, whatever its severity.
        ("RAISERROR('x', 10, 127); PRINT 'b'\nGO\nPRINT 'c'", ["x"]),
        ("EXEC('RAISERROR(''x'', 10, 127); PRINT ''b'''); PRINT 'c'", ["x"]),
        ("BEGIN TRY RAISERROR('x', 10, 127); PRINT 'b' END TRY BEGIN CATCH PRINT 'c' END CATCH\nGO\nPRINT 'd'", ["x"]),
        (
            "BEGIN TRY RAISERROR('x', 16, 127) END TRY BEGIN CATCH PRINT 'caught' END CATCH\nGO\nPRINT 'b'",
            ["caught", "b"]
        ),
        ("BEGIN TRY RAISERROR('x', 16, 127) END TRY BEGIN CATCH THROW END CATCH\nGO\nPRINT 'b'", ["50000"]),
        ("THROW 50001, 'x', 127\nGO\nPRINT 'b'", ["50001"]),
    ]

    @Test(arguments: scripts)
    func traces(_ script: String, _ trace: [String]) async throws {
        #expect(try await connection(["given": "from outside"]).run(script).trace == trace)
    }

    @Test(arguments: [
        ("PRINT '$(x)'", ScriptError.Code.undefinedVariable, 1),
        (":setvar a 1\n:setvar a\nPRINT '$(a)'", .undefinedVariable, 3),
        ("PRINT 'a'\nGO\n:connect other\nPRINT 'b'", .commandRefused, 3), ("!!dir", .commandRefused, 1),
        (":!! dir", .commandRefused, 1), (":out x", .commandRefused, 1), ("ED", .commandRefused, 1),
        (":exit(SELECT 1)", .commandRefused, 1), (":nonsense", .badCommand, 1), (":on error stop", .badCommand, 1),
        (":r missing.sql", .fileUnreadable, 1),
        (":setvar a 1\n:r $(b)\\x.sql", .undefinedVariable, 2), (":setvar a $(b)", .undefinedVariable, 1),
        ("GO;", .badSeparator, 1), (":setvar a b c", .badCommand, 1),
    ])
    func stops(_ script: String, _ code: ScriptError.Code, _ line: Int) async throws {
        let connection = try await connection()
        var outcome = Outcome()
        let error = await #expect(throws: ScriptError.self) {
            for try await event in connection.scripts.execute(script, options: connection.options) {
                outcome.add(event)
            }
        }
        #expect(error?.code == code)
        #expect(error?.fileLine == line)
        #expect(!outcome.printed.contains("b"))
    }

    @Test func inPlainTransactSQLCommandsAreText() async throws {
        let connection = try await connection(nil)
        #expect(try await connection.run(":setvar x 1\nPRINT 'a'\nGO\nPRINT '$(x)'").trace == ["102", "$(x)"])
        #expect(try await connection.run("RAISERROR('x', 16, 127); PRINT 'b'").trace == ["50000", "b"])
    }

    @Test func filesAreReadBeneathTheRoot() async throws {
        let directory = try TemporaryDirectory()
        var connection = try await connection(["name": "a"])
        connection.options.fileRoot = FileRoot(directory.path)
        try "PRINT 'in'\nGO\nPRINT '$(x)'".write(toFile: directory.path + "/a.sql", atomically: true, encoding: .utf8)
        try ":r loop.sql".write(toFile: directory.path + "/loop.sql", atomically: true, encoding: .utf8)
        #expect(
            try await connection.run(":setvar x 7\nPRINT 'before'\n:r a.sql\nPRINT 'after'").trace
                == ["before", "in", "7", "after"])
        #expect(
            try await connection.run(":setvar x 7\n:setvar ext sql\n:r $(name).$(ext)").trace == ["in", "7"])
        for (path, code) in [("loop.sql", ScriptError.Code.filesNested), ("../x", .fileUnreadable)] {
            let error = await #expect(throws: ScriptError.self) { try await connection.run(":r \(path)") }
            #expect(error?.code == code)
        }
    }

    @Test func linesCountAsSqlcmdSendsThem() async throws {
        let directory = try TemporaryDirectory()
        var connection = try await connection()
        connection.options.fileRoot = FileRoot(directory.path)
        try "PRINT 1/0\nPRINT 1/0".write(toFile: directory.path + "/a.sql", atomically: true, encoding: .utf8)
        let script = ":setvar x 1\nPRINT 1/0\n:r a.sql\nPRINT 1/0\nGO\n\n:r a.sql\nEXEC('\nPRINT 1/0')"
        let errors = try await connection.run(script).messages.filter(\.isError)
        #expect(errors.map(\.line) == [1, 2, 3, 4, 2, 3, 2])
        #expect(errors.map(\.fileLine) == [2, 3, 3, 4, 7, 7, 8])
    }

    @Test func valuesOfVariablesDoNotMakeABatchEndless() async throws {
        var connection = try await connection(["x": String(repeating: "a", count: 100)])
        connection.options.limits.batch = 1000
        #expect(try await connection.run("PRINT '$(x)$(x)'").printed.count == 1)
        let script = "-- x\nPRINT '" + String(repeating: "$(x)", count: 20) + "'"
        let error = await #expect(throws: ScriptError.self) { _ = try await connection.run(script) }
        #expect(error?.code == .batchTooLong)
        #expect(error?.fileLine == 2)
    }

    @Test(arguments: ["a", "PRINT 1\n", "\n"])
    func aBatchThatDoesNotEndEndsTheScript(_ text: String) async throws {
        var connection = try await connection()
        connection.options.limits.batch = 10_000
        let piece = Array(String(repeating: text, count: 100).utf8)
        let script = connection.scripts.execute(reading: { piece }, options: connection.options)
        let error = await #expect(throws: ScriptError.self) { for try await _ in script {} }
        #expect(error?.code == .batchTooLong)
        #expect(error?.fileLine == 1)
    }

    @Test func aLongBatchIsRefusedWholeAsWell() async throws {
        var connection = try await connection(nil)
        connection.options.limits.batch = 100
        let script = "PRINT 'a'\nGO\n" + String(repeating: "PRINT 'b'\n", count: 11) + "GO"
        let error = await #expect(throws: ScriptError.self) { _ = try await connection.run(script) }
        #expect(error?.code == .batchTooLong)
        #expect(error?.fileLine == 3)
    }
}
