import TestScripts
import Testing
import TransactSQLSyntax

@Suite struct ScriptSplitterTests {
    /// The texts of batches, without white space around them, and their lines and counts.
    private static func batches(_ script: String, commands: Bool = false) -> [String] {
        ScriptSplitter.parts(of: script, recognizingCommands: commands).map(Self.described)
    }

    private static func described(_ part: ScriptPart) -> String {
        switch part {
        case .batch(let batch):
            let text = batch.text.split(whereSeparator: \.isNewline).joined(separator: "|")
            return "\(batch.line)x\(batch.count) \(text)"
        case .command(let command): return "\(command.line): \(command.text)"
        case .malformedSeparator(let line): return "\(line.line)! \(line.text)"
        }
    }

    @Test(arguments: [
        ("a\nGO\nb", ["1x1 a", "3x1 b"]),
        ("a\r\n  go  \r\nb\r\n", ["1x1 a", "3x1 b"]),
        ("a\nGO 5\nb\nGo 0\n", ["1x5 a", "3x0 b"]),
        ("a\nGO -- done\nb\nGO /* x */ 2", ["1x1 a", "3x1 b", "4! GO /* x */ 2"]),
        ("a\nGO 2 /* x */ -- y\nb", ["1x2 a", "3x1 b"]),
        ("a\nGO/*\nb\nGO\n*/ c", ["1x1 a", "2x1 /*|b|GO|*/ c"]),
        ("\n\nGO\n \t\nGO\na\n", ["6x1 a"]),
        ("a\nGO;\nb", ["1x1 a", "2! GO;", "3x1 b"]),
        ("GO;\n", ["1! GO;"]),
        ("a\nGO 99999999999\nb", ["1x1 a", "2! GO 99999999999", "3x1 b"]),
        ("GOTO x\n[GO]\nGO_TABLE\nGO1\n", ["1x1 GOTO x|[GO]|GO_TABLE|GO1"]),
        ("'\nGO\n''\nGO\n'\nGO\nb", ["1x1 '|GO|''|GO|'", "7x1 b"]),
        ("\"\nGO\n\"\"\nGO\n\"\nGO\nb", ["1x1 \"|GO|\"\"|GO|\"", "7x1 b"]),
        ("[\nGO\n]]\nGO\n]\nGO\nb", ["1x1 [|GO|]]|GO|]", "7x1 b"]),
        ("/*\nGO\n/*\n*/\nGO\n*/\nGO\nb", ["1x1 /*|GO|/*|*/|GO|*/", "8x1 b"]),
        ("-- it's [a /* comment\nGO\nb", ["1x1 -- it's [a /* comment", "3x1 b"]),
        ("\u{FEFF}GO\nb", ["2x1 b"]),
        (":a\nb", ["1x1 :a|b"]),
        ("", []),
    ])
    func separatesAtGo(_ script: String, _ parts: [String]) {
        #expect(Self.batches(script) == parts)
    }

    @Test(arguments: [
        (":setvar a b\nc\n:r d\ne\nGO\nf", ["1: :setvar a b", "3: :r d", "2x1 c|e", "6x1 f"]),
        (" \t:setvar a b", ["1: :setvar a b"]), (" ::a", ["1x1  ::a"]),
        ("!!dir\r\n:on error exit\r\n", ["1: !!dir", "2: :on error exit"]),
        ("'\n:a\n'\n/*\n!!b\n*/\n", ["1x1 '|:a|'|/*|!!b|*/"]),
        ("quit\nEXIT (SELECT 1)\nresetting\nED x", ["1: quit", "2: EXIT (SELECT 1)", "3x1 resetting|ED x"]),
    ])
    func recognizesCommandsInTheirMode(_ script: String, _ parts: [String]) {
        #expect(Self.batches(script, commands: true) == parts)
    }

    @Test func aCommandLeavesNoLineInTheBatch() throws {
        guard case .batch(let batch) = ScriptSplitter.parts(of: ":x\na\n:y\n\nb", recognizingCommands: true).last else {
            Issue.record("no batch")
            return
        }
        #expect(batch.text == "a\n\nb")
        #expect((1...4).map(batch.lines.fileLine) == [2, 4, 5, 6])
    }

    @Test func linesOfInsertedTextStandAtTheirCommand() throws {
        var splitter = ScriptSplitter(recognizesCommands: true)
        splitter.append("a\n:r x\nb\n:r y\nc".utf8)
        splitter.finish()
        var batch: ScriptBatch?
        while let part = splitter.next() {
            switch part {
            case .command: splitter.insert("1\n2".utf8)
            case .batch(let found): batch = found
            case .malformedSeparator: Issue.record("no separator")
            }
        }
        #expect(batch?.text == "a\n1\n2\nb\n1\n2\nc")
        #expect((1...7).map { batch?.lines.fileLine(of: $0) } == [1, 2, 2, 3, 4, 4, 5])
    }

    @Test func whatIsKeptOfABatchIsKnown() {
        var splitter = ScriptSplitter()
        splitter.append("a\nGO\n\nbb\nccc".utf8)
        while splitter.next() != nil {}
        #expect(splitter.unfinished.line == 3)
        #expect(splitter.unfinished.byteCount == 7)
    }

    @Test func insertedTextTakesThePlaceOfItsCommand() {
        var splitter = ScriptSplitter(recognizesCommands: true)
        splitter.append("a\n:r x\nb\nGO\nc".utf8)
        splitter.finish()
        var parts: [String] = []
        while let part = splitter.next() {
            if case .command(let command) = part, command.text == ":r x" {
                splitter.insert("d\n:r y\nGO\ne".utf8)
            } else if case .command = part {
                splitter.insert("f".utf8)
            }
            parts.append(Self.described(part))
        }
        #expect(parts == ["2: :r x", "2: :r y", "1x1 a|d|f", "2x1 e|b", "5x1 c"])
    }

    @Test(arguments: [1, 2, 3, 7, 64])
    func anyPiecesGiveTheSameParts(_ size: Int) throws {
        for name in try TestScripts.names() {
            let text = try TestScripts.text(of: name)
            var splitter = ScriptSplitter()
            var parts: [ScriptPart] = []
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: size) {
                splitter.append(bytes[start..<min(start + size, bytes.count)])
                while let part = splitter.next() {
                    parts.append(part)
                }
            }
            splitter.finish()
            while let part = splitter.next() {
                parts.append(part)
            }
            #expect(parts == ScriptSplitter.parts(of: text))
        }
    }

    @Test func manySeparatorsInARowAreNoBatch() {
        #expect(ScriptSplitter.parts(of: String(repeating: "GO\n", count: 200_000)).isEmpty)
    }

    // MARK: Encodings

    /// A text as SQL Server Management Studio saves it, with its byte order mark.
    private static func utf16(_ text: String, isBigEndian: Bool = false) -> [UInt8] {
        ([0xFEFF] + Array(text.utf16)).flatMap { unit in
            let bytes = [UInt8(truncatingIfNeeded: unit >> 8), UInt8(truncatingIfNeeded: unit)]
            return isBigEndian ? bytes : bytes.reversed()
        }
    }

    private static func parts(of bytes: [UInt8], inPiecesOf size: Int) -> [ScriptPart] {
        var splitter = ScriptSplitter()
        var parts: [ScriptPart] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            splitter.append(bytes[start..<min(start + size, bytes.count)])
            while let part = splitter.next() { parts.append(part) }
        }
        splitter.finish()
        while let part = splitter.next() { parts.append(part) }
        return parts
    }

    @Test(arguments: [1, 2, 3, 7, 1000], [false, true])
    func readsUTF16WithAMark(_ size: Int, _ isBigEndian: Bool) {
        let script = "PRINT N'Grüße 日本 😀'\r\nGO\r\nPRINT 2"
        let parts = Self.parts(of: Self.utf16(script, isBigEndian: isBigEndian), inPiecesOf: size)
        #expect(parts == ScriptSplitter.parts(of: script))
        #expect(parts == Self.parts(of: [0xEF, 0xBB, 0xBF] + Array(script.utf8), inPiecesOf: size))
    }

    @Test(arguments: [
        // Half a character, a lone surrogate at the end and in the middle, and two that lead.
        utf16("a") + [0x61], utf16("a") + [0x00, 0xD8], utf16("a") + [0x00, 0xDC, 0x61, 0x00],
        utf16("a") + [0x00, 0xD8, 0x61, 0x00], utf16("a") + [0x00, 0xD8, 0x00, 0xD8],
    ])
    func whatIsNoUTF16IsNoUTF8Either(_ bytes: [UInt8]) {
        for size in [1, 2, 100] {
            guard case .batch(let batch) = Self.parts(of: bytes, inPiecesOf: size).last else {
                Issue.record("no batch")
                continue
            }
            #expect(String(validating: batch.utf8, as: UTF8.self) == nil)
        }
    }

    @Test(arguments: [[], [0xEF], [0xEF, 0xBB], [0xFF], [0xFE], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE]])
    func aMarkAloneIsNoBatch(_ bytes: [UInt8]) {
        let isWhole = bytes.isEmpty || bytes.count == 3 || bytes == [0xFF, 0xFE]
        #expect(Self.parts(of: bytes, inPiecesOf: 1).isEmpty == isWhole)
    }

    @Test func anInsertedTextHasAnEncodingOfItsOwn() {
        var splitter = ScriptSplitter(recognizesCommands: true)
        splitter.append(":r x\nPRINT 2".utf8)
        splitter.finish()
        #expect(splitter.next().map(Self.described) == "1: :r x")
        splitter.insert(Self.utf16("PRINT 'é'"))
        #expect(splitter.next().map(Self.described) == "1x1 PRINT 'é'|PRINT 2")
    }
}
