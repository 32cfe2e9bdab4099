import LineEditing
import Testing

/// What each key makes of an input.
@Suite struct LineEditorTests {
    /// An input with its cursor as `|`, keys, and what comes of them.
    static let table: [(String, [Key], String)] = [
        ("|", [.text("abc")], "abc|"),
        ("a|c", [.text("b")], "ab|c"),
        ("abc|", [.left, .left], "a|bc"),
        ("|abc", [.right], "a|bc"),
        ("|abc", [.left], "|abc"),
        ("a\nb|c\nd", [.home], "a\n|bc\nd"),
        ("a\nb|c\nd", [.end], "a\nbc|\nd"),
        ("a\nb|c\nd", [.start], "|a\nbc\nd"),
        ("a\nb|c\nd", [.finish], "a\nbc\nd|"),
        ("select @a, [b]|", [.wordLeft], "select @a, [|b]"),
        ("select @a, [b]|", [.wordLeft, .wordLeft, .wordLeft], "|select @a, [b]"),
        ("|  ##t x", [.wordRight, .wordRight], "  ##t x|"),
        ("one\ntwo|", [.wordLeft, .wordLeft], "|one\ntwo"),
        ("ab|c", [.backspace], "a|c"),
        ("ab\n|c", [.backspace], "ab|c"),
        ("|abc", [.backspace], "|abc"),
        ("a|bc", [.delete], "a|c"),
        ("a|bc", [.deleteOrEnd], "a|c"),
        ("abc|", [.delete], "abc|"),
        // A character is what people take for one.
        ("e\u{301}|", [.backspace], "|"),
        ("x\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}|", [.left], "x|\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}"),
        ("e|x", [.text("\u{301}"), .left], "|e\u{301}x"),
        ("名|前", [.backspace, .delete], "|"),
        // Killing and yanking.
        ("ab|cd\nef", [.killToLineEnd], "ab|\nef"),
        ("ab|cd\nef", [.killToLineEnd, .killToLineEnd], "ab|ef"),
        ("ab|cd\nef", [.killToLineEnd, .killToLineEnd, .yank], "abcd\n|ef"),
        ("ab|cd", [.killToLineStart], "|cd"),
        ("one two|", [.killWordLeft], "one |"),
        ("one two|", [.killWordLeft, .killWordLeft, .yank], "one two|"),
        ("one two|", [.killWordLeft, .left, .killWordLeft, .yank, .yank], "oneone| "),
        ("|one two", [.killWordRight], "| two"),
        ("|one two", [.killWordRight, .killWordRight, .yank], "one two|"),
        ("abc|", [.yank], "abc|"),
        ("ab|c", [.transpose], "acb|"),
        ("abc|", [.transpose], "acb|"),
        ("|abc", [.transpose], "|abc"),
        ("a|\nb", [.transpose], "a|\nb"),
        // Lines.
        ("ab|c", [.enter], "ab\n|c"),
        ("abc|", [.enter, .text("d")], "abc\nd|"),
        ("GO|", [.lineBreak], "GO\n|"),
        ("GO\nx|", [.up, .enter], "G\n|O\nx"),
        ("abcd\nab|", [.up], "ab|cd\nab"),
        ("ab\nabcd|", [.up], "ab|\nabcd"),
        ("abcd|\nab", [.down], "abcd\nab|"),
        ("名前|\nabcdef", [.down], "名前\nabcd|ef"),
        ("a|\n\nb", [.down, .down], "a\n\n|b"),
        ("a|", [.interrupt], "|"),
        ("abc|", [.cancel], "abc|"),
    ]

    @Test(arguments: table.indices) func keysEdit(index: Int) {
        let (start, keys, end) = Self.table[index]
        var editor = Self.editor()
        Self.type(start, into: &editor)
        for key in keys { _ = editor.handle(key) }
        #expect(Self.marked(editor) == end)
    }

    @Test func anInputIsSubmittedWhenItIsComplete() {
        var editor = Self.editor()
        #expect(editor.handle(.text("SELECT 1")) == .editing)
        #expect(editor.handle(.enter) == .editing)
        #expect(editor.handle(.text("GO")) == .editing)
        #expect(editor.handle(.enter) == .submitted("SELECT 1\nGO"))
        #expect(editor.buffer.isEmpty)
    }

    @Test func aPastedLineBreakSubmitsNothing() {
        var editor = Self.editor()
        #expect(editor.handle(.text("SELECT 1\nGO\n")) == .editing)
        #expect(editor.handle(.enter) == .submitted("SELECT 1\nGO\n"))
    }

    @Test func theEndOfTheInputIsAKeyOfAnEmptyLineOnly() {
        var editor = Self.editor()
        #expect(editor.handle(.text("x")) == .editing)
        #expect(editor.handle(.deleteOrEnd) == .rejected)
        #expect(editor.handle(.interrupt) == .interrupted)
        #expect(editor.handle(.deleteOrEnd) == .endOfInput)
    }

    /// A password that was deleted is not there to be yanked into the next input.
    @Test func whatWasDeletedIsForgottenWithTheInput() {
        var editor = Self.editor()
        for key: Key in [.text("secret"), .killToLineStart, .interrupt] { _ = editor.handle(key) }
        #expect(editor.handle(.yank) == .rejected)
        #expect(editor.buffer.isEmpty)
    }

    @Test func theHistoryIsCalledBackAndTheDraftComesAgain() {
        var editor = Self.editor(["one", "two\nlines"])
        Self.type("draft|", into: &editor)
        for (key, text) in [
            (Key.up, "two\nlines|"), (.up, "two|\nlines"), (.up, "one|"), (.up, "one|"), (.down, "two\nlines|"),
            (.down, "draft|"), (.down, "draft|"),
        ] {
            _ = editor.handle(key)
            #expect(Self.marked(editor) == text)
        }
    }

    @Test func whatWasJustAddedIsTheFirstToComeBack() {
        var editor = Self.editor(["one"])
        Self.type("GO|", into: &editor)
        #expect(editor.handle(.enter) == .submitted("GO"))
        editor.history.add("two")
        _ = editor.handle(.up)
        #expect(Self.marked(editor) == "two|")
    }

    @Test func searchingFindsOlderEntriesByAnyPart() {
        var editor = Self.editor(["SELECT 1", "USE Sales", "SELECT 2"])
        for (key, found) in [
            (Key.search, nil), (.text("sel"), 2), (.search, 0), (.search, 0), (.backspace, 2), (.text("ales"), nil),
        ] as [(Key, Int?)] {
            let outcome = editor.handle(key)
            if let found { #expect(editor.search?.index == found) }
            if key == .text("ales") { #expect(outcome == .rejected && editor.search?.hasFailed == true) }
        }
        #expect(editor.handle(.interrupt) == .interrupted)
        #expect(editor.search == nil)
    }

    @Test func enterTakesWhatWasFoundAndTheNextOneRunsIt() {
        var editor = Self.editor(["USE Sales\nGO", "SELECT 2"])
        for key: Key in [.search, .text("use")] { _ = editor.handle(key) }
        #expect(editor.handle(.enter) == .editing)
        #expect(Self.marked(editor) == "USE Sales\nGO|")
        #expect(editor.handle(.enter) == .submitted("USE Sales\nGO"))
    }

    @Test func otherKeysEndASearchAndDoTheirWork() {
        var editor = Self.editor(["abc"])
        for key: Key in [.text("draft"), .search, .text("b"), .left] { _ = editor.handle(key) }
        #expect(Self.marked(editor) == "ab|c")
        for key: Key in [.search, .text("b"), .cancel] { _ = editor.handle(key) }
        #expect(Self.marked(editor) == "ab|c")
    }

    @Test func tabCompletesAsFarAsThereIsOneWay() {
        var editor = LineEditor(isComplete: { _ in false }) { text in
            let word = text.split(separator: " ").last.map(String.init) ?? ""
            let words = ["SELECT", "SERVICE", "SERVER"].filter { $0.lowercased().hasPrefix(word.lowercased()) }
            return Completions(words, replacing: word.count)
        }
        for (keys, text, candidates) in [
            ([Key.text("x s"), .tab], "x SE|", 3),
            ([.text("r"), .tab], "x SERV|", 2),
            ([.tab], "x SERV|", 2),
            ([.text("i"), .tab], "x SERVICE|", 0),
            ([.tab], "x SERVICE|", 0),
        ] {
            for key in keys { _ = editor.handle(key) }
            #expect(Self.marked(editor) == text)
            #expect(editor.candidates.count == candidates)
        }
        #expect(editor.handle(.tab) == .rejected)
    }

    @Test func anInputHasALimit() {
        var editor = Self.editor()
        let largest = String(repeating: "x", count: LineEditor.longestInput)
        #expect(editor.handle(.text(largest)) == .editing)
        #expect(editor.handle(.text("y")) == .rejected)
        #expect(editor.buffer.text == largest)
    }

    @Test func aHistoryKeepsItsNewestEntriesAndNoTwoAlikeInARow() {
        let history = History((0..<1500).flatMap { ["\($0)", "\($0)"] })
        #expect(history.entries.count == History.limit)
        #expect(history.entries.first == "500" && history.entries.last == "1499")
    }

    private static func editor(_ entries: [String] = []) -> LineEditor {
        LineEditor(history: History(entries), isComplete: { $0.split(separator: "\n").last == "GO" })
    }

    /// Types a text and moves to its `|`.
    private static func type(_ text: String, into editor: inout LineEditor) {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        _ = editor.handle(.text(parts.joined()))
        while editor.buffer.before != parts[0] { _ = editor.handle(.left) }
    }

    private static func marked(_ editor: LineEditor) -> String {
        editor.buffer.before + "|" + editor.buffer.after
    }
}
