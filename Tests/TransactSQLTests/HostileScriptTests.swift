import Testing
import TransactSQL

/// Scripts that would take more memory or time than anybody has.
@Suite struct HostileScriptTests {
    @Test func bytesDoNotGrowForEver() async throws {
        let script = "DECLARE @b varbinary(max) = CRYPT_GEN_RANDOM(8000); WHILE 1 = 1 SET @b = @b + @b"
        #expect(try await Connection().errors(script) == [701])
    }

    @Test(arguments: ["SELECT * FROM # AS a CROSS JOIN # AS b", "SELECT a.*, a.* FROM # AS a"])
    func columnsDoNotDoubleForEver(_ form: String) async throws {
        let tables = (1...40).map { ", t\($0) AS (\(form.replacing("#", with: "t\($0 - 1)")))" }.joined()
        let script = "WITH t0 AS (SELECT 1 AS x)\(tables) SELECT COUNT(*) FROM t40"
        #expect(try await Connection().errors(script) == [701])
    }

    static let nested = [
        "CASE # WHEN 1 THEN 1 WHEN 2 THEN 2 ELSE 3 END", "CASE WHEN # BETWEEN 0 AND 9 THEN 3 END",
        "CASE WHEN # IN (1, 2, 3) THEN 3 END",
    ]

    @Test(.timeLimit(.minutes(1)), arguments: nested)
    func whatIsComparedSeveralTimesIsCalculatedOnce(_ form: String) async throws {
        let parts = form.split(separator: "#")
        let depth = 40
        let expression =
            String(repeating: String(parts[0]), count: depth) + "3"
            + String(repeating: String(parts[1]), count: depth)
        #expect(try await Connection().value(expression) == "3")
    }

    @Test func theFormOfAMessageIsBounded() async throws {
        let script =
            "DECLARE @f varchar(max) = REPLICATE('%8000d', 1300); SET @f = @f + @f; PRINT LEN(FORMATMESSAGE(@f, 1))"
        let printed = try #require(try await Connection().run(script).printed.first.flatMap { Int($0) })
        #expect(printed < 3_000_000)
    }
}
