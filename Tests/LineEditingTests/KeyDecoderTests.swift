import LineEditing
import Testing

/// The bytes of terminals and the keys that they stand for.
@Suite struct KeyDecoderTests {
    static let table: [(String, [Key])] = [
        ("a", [.text("a")]),
        ("SELECT 1", [.text("SELECT 1")]),
        ("ab\u{7F}c", [.text("ab"), .backspace, .text("c")]),
        ("\u{1}\u{2}\u{5}\u{6}", [.home, .left, .end, .right]),
        ("\u{3}\u{4}\u{1A}\u{C}", [.interrupt, .deleteOrEnd, .suspend, .clearScreen]),
        ("\t\r\n", [.tab, .enter, .enter]),
        ("\u{B}\u{15}\u{17}\u{19}\u{14}", [.killToLineEnd, .killToLineStart, .killWordLeft, .yank, .transpose]),
        ("\u{10}\u{E}\u{12}\u{7}", [.up, .down, .search, .cancel]),
        ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.up, .down, .right, .left]),
        ("\u{1B}OA\u{1B}OB\u{1B}OC\u{1B}OD\u{1B}OH\u{1B}OF", [.up, .down, .right, .left, .home, .end]),
        ("\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~", [.home, .end, .home, .end, .home, .end]),
        ("\u{1B}[3~\u{1B}[3;5~", [.delete, .killWordRight]),
        ("\u{1B}[1;5D\u{1B}[1;5C\u{1B}[1;3D\u{1B}[1;3C", [.wordLeft, .wordRight, .wordLeft, .wordRight]),
        ("\u{1B}[1;2D\u{1B}[1;5H", [.left, .start]),
        ("\u{1B}b\u{1B}f\u{1B}d\u{1B}\u{7F}", [.wordLeft, .wordRight, .killWordRight, .killWordLeft]),
        ("\u{1B}<\u{1B}>\u{1B}\r", [.start, .finish, .lineBreak]),
        ("\u{1B}\u{1B}[A", [.cancel, .up]),
        // Keys without a meaning here, and sequences that no key has.
        ("a\u{1B}[5~\u{1B}[24~\u{1B}[Zb", [.text("ab")]),
        ("\u{1B}[99999999999999999999999Aa", [.up, .text("a")]),
        ("\u{1B}[1;-9223372036854775808Aa", [.up, .text("a")]),
        ("\u{1B}[\u{7}a", [.text("a")]),
        ("ü", [.text("ü")]),
        ("名\u{1F511}", [.text("名\u{1F511}")]),
        ("e\u{301}", [.text("e\u{301}")]),
        ("\u{1B}[200~SELECT 1\r\nGO\rx\ny\u{1B}[201~z", [.text("SELECT 1\nGO\nx\ny"), .text("z")]),
        ("a\u{1B}[200~\u{1B}[31mred\u{7}\ttab\u{1B}[201~", [.text("a"), .text("[31mred\ttab")]),
    ]

    @Test(arguments: table.indices) func bytesAreKeys(index: Int) {
        let (bytes, keys) = Self.table[index]
        var decoder = KeyDecoder()
        #expect(decoder.decode(bytes.utf8) == keys)
        #expect(!decoder.isPending)
    }

    /// Bytes may come one by one, as over a slow connection.
    @Test(arguments: table.indices) func piecesDoNotMatter(index: Int) {
        let (bytes, keys) = Self.table[index]
        var decoder = KeyDecoder()
        let single = bytes.utf8.flatMap { decoder.decode([$0]) }
        #expect(Self.joined(single) == Self.joined(keys))
    }

    @Test func bytesThatAreNoUTF8AreReplaced() {
        var decoder = KeyDecoder()
        #expect(decoder.decode([0xFF, 0x61, 0xC3, 0x28, 0x80]) == [.text("\u{FFFD}a\u{FFFD}(\u{FFFD}")])
    }

    @Test func aLoneEscapeIsAKeyWhenNothingFollows() {
        var decoder = KeyDecoder()
        #expect(decoder.decode([0x1B]).isEmpty)
        #expect(decoder.isPending)
        #expect(decoder.flush() == [.cancel])
        #expect(!decoder.isPending)
        #expect(decoder.decode([0x41]) == [.text("A")])
    }

    @Test func anEndlessSequenceIsDropped() {
        var decoder = KeyDecoder()
        let keys = decoder.decode([0x1B, 0x5B] + [UInt8](repeating: 0x31, count: 32) + [0x61])
        #expect(keys == [.text("a")])
    }

    @Test func anOversizedPasteIsRefusedAsAWhole() {
        var decoder = KeyDecoder()
        let paste = "\u{1B}[200~" + String(repeating: "x", count: KeyDecoder.longestPaste + 100) + "\u{1B}[201~y"
        #expect(decoder.decode(paste.utf8) == [.oversizedPaste, .text("y")])
        let largest = String(repeating: "x", count: KeyDecoder.longestPaste)
        #expect(decoder.decode("\u{1B}[200~\(largest)\u{1B}[201~".utf8) == [.text(largest)])
    }

    /// Whatever the bytes are, nothing traps, and text is text.
    @Test func randomBytesAreHarmless() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            var decoder = KeyDecoder()
            let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
            for key in decoder.decode(bytes) + decoder.flush() {
                guard case .text(let text) = key else { continue }
                #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0.value < 0x80 })
            }
        }
    }

    /// Joins texts that follow one another.
    private static func joined(_ keys: [Key]) -> [Key] {
        keys.reduce(into: []) { joined, key in
            if case .text(let last) = joined.last, case .text(let text) = key {
                joined[joined.count - 1] = .text(last + text)
            } else {
                joined.append(key)
            }
        }
    }
}
