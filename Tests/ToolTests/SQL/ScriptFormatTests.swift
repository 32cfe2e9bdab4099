import Foundation
import Testing
import TransactSQL

@testable import keyhierarchy

/// What is printed of a script's results, to the byte.
@Suite struct ScriptFormatTests {
    static let results = ResultSet(
        columns: [
            ResultColumn("name", SQLType(.sysname)), ResultColumn("key_id", SQLType(.int)),
            ResultColumn("", SQLType(.varbinary)), ResultColumn("鍵", SQLType(.nvarchar)),
            ResultColumn("since", SQLType(.datetime)), ResultColumn("on", SQLType(.bit)),
        ],
        rows: [
            [
                .text("##MS_DatabaseMasterKey##"), .int(101), .binary([0, 0xAB]), .text("名前"),
                .dateTime(Date(timeIntervalSince1970: 0.123)), .bit(true),
            ],
            [.text("a,\"b\"\u{1B}[2J"), .int(-7), .null, .text(""), .null, .bit(false)],
            [.text("two\nlines"), .int(Int64.max), .binary([]), .text("x"), .null, .null],
        ])

    static let error = ServerMessage(
        number: 15581, severity: 16, state: 3, line: 2, fileLine: 4, text: "Please create a \"key\"\u{1B}.")
    static let note = ServerMessage(number: 0, severity: 0, state: 1, line: 1, fileLine: 3, text: "one\ntwo\t\u{7}")
    static let unmodelled = UnmodelledDiagnostic(name: "CREATE CERTIFICATE", line: 3, fileLine: 5)
    static let events: [ScriptEvent] = [
        .batchBegan(line: 3), .message(note), .resultSet(results), .rowsAffected(3), .message(error),
        .unmodelled(unmodelled), .batchEnded, .batchBegan(line: 8), .resultSet(ResultSet(columns: [], rows: [])),
        .rowsAffected(1), .batchEnded,
    ]

    @Test func tablesAreAlignedByWhatIsSeen() throws {
        let (output, notes) = try Self.printed(.table, Self.events)
        #expect(
            output == """
                one
                two␉␇
                name                                  key_id        鍵   since                     on
                ------------------------ ------------------- ------ ---- ----------------------- ----
                ##MS_DatabaseMasterKey##                 101 0x00AB 名前 1970-01-01 00:00:00.123    1
                a,"b"␛[2J                                 -7 NULL        NULL                       0
                two␊lines                9223372036854775807 0x     x    NULL                    NULL

                (3 rows affected)

                Msg 15581, Level 16, State 3, Line 2
                Please create a "key"␛.
                Line 5: CREATE CERTIFICATE is not modelled.



                (1 row affected)


                """)
        #expect(notes.isEmpty)
    }

    @Test func csvIsThatOfItsRFC() throws {
        let (output, notes) = try Self.printed(.csv, Self.events)
        #expect(
            output
                == "name,key_id,\"\",鍵,since,on\r\n"
                + "##MS_DatabaseMasterKey##,101,0x00AB,名前,1970-01-01 00:00:00.123,1\r\n"
                + "\"a,\"\"b\"\"\u{1B}[2J\",-7,,\"\",,0\r\n"
                + "\"two\nlines\",9223372036854775807,0x,x,,\r\n" + "\r\n\r\n")
        #expect(
            notes == [
                "one\ntwo␉␇", "Msg 15581, Level 16, State 3, Line 2\nPlease create a \"key\"␛.",
                "Line 5: CREATE CERTIFICATE is not modelled.",
            ])
    }

    @Test func jsonHasTheShapeThatIsDocumented() throws {
        let (output, _) = try Self.printed(.json, Self.events)
        #expect(!output.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
        let batches = try Self.batches(output)
        #expect(batches.map { $0["line"] as? Int } == [3, 8])
        let first = try #require((batches[0]["results"] as? [[String: Any]])?.first)
        #expect(first["columns"] as? [String] == ["name", "key_id", "", "鍵", "since", "on"])
        let rows = try #require(first["rows"] as? [[Any]])
        #expect(
            rows[0] as NSArray == ["##MS_DatabaseMasterKey##", 101, "0x00AB", "名前", "1970-01-01T00:00:00.123", true])
        #expect(rows[1] as NSArray == ["a,\"b\"\u{1B}[2J", -7, NSNull(), "", NSNull(), false])
        #expect((rows[2][1] as? NSNumber)?.int64Value == Int64.max)
        let messages = try #require(batches[0]["messages"] as? [[String: Any]])
        #expect(
            messages[1] as NSDictionary == [
                "number": 15581, "severity": 16, "state": 3, "line": 2, "fileLine": 4,
                "text": "Please create a \"key\"\u{1B}.",
            ])
        #expect(messages[0]["text"] as? String == "one\ntwo\t\u{7}")
        #expect(
            batches[0]["unmodelled"] as? NSArray
                == [["name": "CREATE CERTIFICATE", "line": 3, "fileLine": 5]])
        #expect(batches[1]["unmodelled"] == nil)
    }

    /// Wherever the script ends, what was printed is JSON.
    @Test(arguments: 0...11) func jsonIsValidWhereverTheScriptFails(count: Int) throws {
        let failure = ScriptFailure(fileLine: 7, text: "A line of \"GO;\".")
        let (output, _) = try Self.printed(.json, Array(Self.events.prefix(count)), failure)
        let object = try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        #expect(object["failure"] as? NSDictionary == ["fileLine": 7, "text": "A line of \"GO;\"."])
        let (cut, _) = try Self.printed(.json, Array(Self.events.prefix(count)))
        #expect(try Self.batches(cut).count == (count == 0 ? 0 : count < 8 ? 1 : 2))
    }

    @Test func whatComesBeforeABatchIsNotLost() throws {
        let batches = try Self.batches(try Self.printed(.json, [.message(Self.error), .batchBegan(line: 9)]).0)
        #expect(batches.map { $0["line"] as? Int } == [4, 9])
        #expect((batches[0]["messages"] as? [Any])?.count == 1)
    }

    /// Long scripts need no more memory: what a batch printed is out before the next one begins.
    @Test func jsonIsWrittenBatchByBatch() throws {
        var written = ""
        var printer = JSONPrinter(ScriptOutput(results: { written += $0 }, notes: { _ in }))
        try printer.print(.batchBegan(line: 1))
        try printer.print(.resultSet(Self.results))
        #expect(written.contains("##MS_DatabaseMasterKey##"))
        try printer.print(.message(Self.error))
        try printer.print(.batchEnded)
        #expect(written.contains("15581"))
    }

    private static func printed(
        _ format: ScriptFormat, _ events: [ScriptEvent], _ failure: ScriptFailure? = nil
    ) throws -> (String, [String]) {
        var output = ""
        var notes: [String] = []
        var printer = format.printer(to: ScriptOutput(results: { output += $0 }, notes: { notes.append($0) }))
        for event in events { try printer.print(event) }
        if let failure { try printer.print(failure) }
        try printer.finish()
        return (output, notes)
    }

    private static func batches(_ output: String) throws -> [[String: Any]] {
        let object = try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        return try #require(object["batches"] as? [[String: Any]])
    }
}
