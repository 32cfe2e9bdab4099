import LineEditing
import Testing

/// What stands on the screen of a terminal.
@Suite struct ScreenPainterTests {
    static let size = ScreenSize(columns: 12, rows: 6)

    /// Keys, the rows that then stand on the screen, and where its cursor is.
    static let table: [([Key], [String], row: Int, column: Int)] = [
        ([], ["1>"], 0, 3),
        ([.text("SELECT 1")], ["1> SELECT 1"], 0, 11),
        ([.text("SELECT"), .left, .left], ["1> SELECT"], 0, 7),
        ([.text("a"), .enter, .text("b")], ["1> a", "2> b"], 1, 4),
        ([.text("a\nb\nc"), .up, .up], ["1> a", "2> b", "3> c"], 0, 4),
        // A full row: the cursor waits at the beginning of the next one.
        ([.text("123456789")], ["1> 123456789"], 1, 0),
        ([.text("1234567890"), .left], ["1> 123456789", "0"], 1, 0),
        ([.text("1234567890ab"), .home], ["1> 123456789", "0ab"], 0, 3),
        ([.text("12345678名")], ["1> 12345678", "名"], 1, 2),
        ([.text("名前"), .left], ["1> 名前"], 0, 5),
        ([.text("e\u{301}x"), .left], ["1> e\u{301}x"], 0, 4),
        ([.text("a\tb")], ["1> a   b"], 0, 8),
        ([.text("1234567890ab"), .killToLineStart], ["1>"], 0, 3),
        ([.text("a\nb\nc\nd"), .start, .killToLineEnd, .killToLineEnd], ["1> b", "2> c", "3> d"], 0, 3),
        // More lines than the screen has rows: those around the cursor.
        ([.text("1\n2\n3\n4\n5\n6\n7\n8")], ["3> 3", "4> 4", "5> 5", "6> 6", "7> 7", "8> 8"], 5, 4),
        ([.text("1\n2\n3\n4\n5\n6\n7\n8"), .start], ["1> 1", "2> 2", "3> 3", "4> 4", "5> 5", "6> 6"], 0, 3),
        ([.search], ["search '':"], 0, 11),
        ([.text("x\u{1B}[2J")], ["1> x␛[2J"], 0, 8),
    ]

    /// The screen is the same however it came about: painted after each key, or once.
    @Test(arguments: table.indices) func theScreenShowsTheInput(index: Int) {
        let (keys, rows, row, column) = Self.table[index]
        for paintsEachKey in [true, false] {
            var painter = ScreenPainter()
            var editor = Self.editor()
            var screen = Screen(width: Self.size.columns, height: Self.size.rows)
            if paintsEachKey { screen.write(Self.paint(editor, &painter)) }
            for key in keys {
                _ = editor.handle(key)
                if paintsEachKey { screen.write(Self.paint(editor, &painter)) }
            }
            screen.write(Self.paint(editor, &painter))
            #expect(screen.rows == rows, "painted after each key: \(paintsEachKey)")
            #expect(screen.row == row && screen.column == column, "\(screen.row), \(screen.column)")
        }
    }

    /// Random keys: painting the differences comes to the same screen as painting everything.
    @Test func differencesComeToTheSameScreen() {
        let choices: [Key] = [
            .text("a"), .text("名"), .text("word "), .text("x\ny"), .enter, .left, .right, .up, .down, .home, .end,
            .backspace, .delete, .killToLineEnd, .killWordLeft, .yank, .start, .finish, .tab, .search, .cancel,
        ]
        for _ in 0..<50 {
            var editor = Self.editor()
            var painter = ScreenPainter()
            var screen = Screen(width: Self.size.columns, height: Self.size.rows)
            for _ in 0..<60 {
                guard let key = choices.randomElement() else { return }
                _ = editor.handle(key)
                screen.write(Self.paint(editor, &painter))
                let frame = Frame(editor, size: Self.size) { "\($0)> " }
                var fresh = Screen(width: Self.size.columns, height: Self.size.rows)
                var once = ScreenPainter()
                fresh.write(once.paint(frame, columns: Self.size.columns))
                // The screen may have scrolled; what was painted stands at its end.
                let visible = screen.rows
                #expect(visible.suffix(fresh.rows.count) == fresh.rows[...], "\(key)")
                #expect(screen.column == fresh.column, "\(key)")
                guard visible.suffix(fresh.rows.count) == fresh.rows[...] else { return }
            }
        }
    }

    @Test func whatIsTypedAtTheEndIsAllThatIsWritten() {
        var painter = ScreenPainter()
        var editor = Self.editor()
        _ = editor.handle(.text("one\ntwo\nthree"))
        _ = Self.paint(editor, &painter)
        _ = editor.handle(.text("!"))
        #expect(Self.paint(editor, &painter) == "\r\u{1B}[J3> three!\r\u{1B}[9C")
        #expect(Self.paint(editor, &painter) == "")
    }

    @Test func candidatesStandBelowTheInputAndGoWithTheNextKey() {
        var painter = ScreenPainter()
        var editor = LineEditor(isComplete: { _ in false }) { _ in Completions(["alpha", "beta", "gamma"]) }
        var screen = Screen(width: 16, height: 8)
        let size = ScreenSize(columns: 16, rows: 8)
        _ = editor.handle(.tab)
        screen.write(painter.paint(Frame(editor, size: size) { _ in "1> " }, columns: 16))
        #expect(screen.rows == ["1>", "alpha  beta", "gamma"])
        #expect(screen.row == 0 && screen.column == 3)
        _ = editor.handle(.text("x"))
        screen.write(painter.paint(Frame(editor, size: size) { _ in "1> " }, columns: 16))
        #expect(screen.rows == ["1> x"])
    }

    @Test func manyCandidatesAreCounted() {
        var editor = LineEditor(isComplete: { _ in false }) { _ in Completions((100..<200).map { "candidate\($0)" }) }
        _ = editor.handle(.tab)
        let frame = Frame(editor, size: ScreenSize(columns: 14, rows: 20)) { _ in "1> " }
        #expect(frame.rows.count == 10)
        #expect(frame.rows.last == "and 92 more   ")
    }

    /// A narrower window breaks the rows that stand there anew, and the cursor with them.
    @Test func theInputIsPaintedAnewWhenTheWindowChanges() {
        var painter = ScreenPainter()
        var editor = Self.editor()
        _ = editor.handle(.text("123456789012345"))
        _ = painter.paint(Frame(editor, size: ScreenSize(columns: 30, rows: 6)) { _ in "1> " }, columns: 30)
        let narrow = painter.paint(Frame(editor, size: ScreenSize(columns: 10, rows: 6)) { _ in "1> " }, columns: 10)
        #expect(narrow == "\u{1B}[1A\r\u{1B}[J1> 1234567\r\n89012345\r\u{1B}[8C")
    }

    @Test func leavingGoesBelowTheLastRow() {
        var painter = ScreenPainter()
        var editor = Self.editor()
        _ = editor.handle(.text("a\nb\nc"))
        _ = editor.handle(.start)
        var screen = Screen(width: 12, height: 6)
        screen.write(Self.paint(editor, &painter) + painter.leave() + "next")
        #expect(screen.rows == ["1> a", "2> b", "3> c", "next"])
    }

    @Test(arguments: [
        ("abc", 3), ("名前", 4), ("ｱ", 1), ("Ａ", 2), ("e\u{301}", 1), ("\u{1F511}", 2), ("❤\u{FE0F}", 2), ("한글", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("\u{1F1E9}\u{1F1EA}", 2), ("\u{1F468}\u{200D}\u{1F469}", 2), ("ü", 1),
        ("a\u{200B}", 1), ("", 0), ("─", 1), ("、", 2),
    ]) func charactersHaveTheWidthThatTerminalsGiveThem(text: String, columns: Int) {
        #expect(DisplayWidth.columns(of: text) == columns)
    }

    @Test(arguments: [
        ("plain ü 名", "plain ü 名"), ("a\u{1B}[31mb", "a␛[31mb"), ("a\tb\nc\r\n", "a␉b␊c␍␊"), ("\0\u{7F}", "␀␡"),
        ("x\u{202E}y", "x<U+202E>y"), ("\u{9B}31m", "<U+009B>31m"), ("\u{2028}", "<U+2028>"), ("\u{FEFF}", "<U+FEFF>"),
        ("\u{1F468}\u{200D}\u{1F469}", "\u{1F468}\u{200D}\u{1F469}"),
    ]) func whatCommandsATerminalIsShown(text: String, visible: String) {
        #expect(VisibleText.of(text) == visible)
    }

    private static func editor() -> LineEditor {
        LineEditor(history: History(["SELECT 1", "a\nb"]), isComplete: { _ in false })
    }

    private static func paint(_ editor: LineEditor, _ painter: inout ScreenPainter) -> String {
        painter.paint(Frame(editor, size: size) { "\($0)> " }, columns: size.columns)
    }
}
