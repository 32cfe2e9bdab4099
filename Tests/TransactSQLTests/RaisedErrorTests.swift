import Testing

@testable import TransactSQL

/// What `RAISERROR` makes of its message and its arguments.
@Suite struct RaisedErrorTests {
    @Test(arguments: [
        ("N'<<%*.*s>>', 10, 1, 7, 3, N'abcde'", "<<    abc>>"), ("N'<<%7.3s>>', 10, 1, N'abcde'", "<<    abc>>"),
        ("'[% d]', 10, 1, 7", "[ 7]"), ("'[% d]', 10, 1, -7", "[-7]"), ("'[%+d]', 10, 1, 7", "[+7]"),
        ("'%s %d', 10, 1, NULL, NULL", "(null) (null)"), ("'%d%%', 10, 1, 5", "5%"), ("'%s', 10, 1", "(null)"),
    ])
    func fills(_ arguments: String, _ text: String) async throws {
        #expect(try await Connection().run("RAISERROR(\(arguments))").messages.map(\.text) == [text])
    }

    @Test(arguments: [
        ("'%d', 16, 1, 'str'", 2786), ("'%s', 16, 1, 5", 2786), ("'%*d', 16, 1, 'x', 5", 2786),
        ("'%q', 16, 1, 5", 2787),
        ("'100%', 16, 1", 2787),
    ])
    func refuses(_ arguments: String, _ number: Int) async throws {
        #expect(try await Connection().errors("RAISERROR(\(arguments))") == [number])
    }

    @Test func aLongTextEndsWithPoints() async throws {
        let script = """
            DECLARE @m nvarchar(4000) = REPLICATE(N'x', 3000), @n nvarchar(4000) = REPLICATE(N'x', 2047)
            BEGIN TRY RAISERROR(@m, 16, 1) END TRY BEGIN CATCH PRINT LEN(ERROR_MESSAGE()) PRINT RIGHT(ERROR_MESSAGE(), 4) END CATCH
            BEGIN TRY RAISERROR(@n, 16, 1) END TRY BEGIN CATCH PRINT RIGHT(ERROR_MESSAGE(), 4) END CATCH
            BEGIN TRY RAISERROR('%s', 16, 1, @m) END TRY BEGIN CATCH PRINT RIGHT(ERROR_MESSAGE(), 4) END CATCH
            """
        #expect(try await Connection().run(script).printed == ["2047", "x...", "xxxx", "x..."])
    }
}
